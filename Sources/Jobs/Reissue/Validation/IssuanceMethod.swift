import CertificateLedger
import DomainValidation
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// How an issuance is proved may change while the CA waits: by a person, or where nothing else helps.
extension IssuanceWorker {
    /// Follows a subscription that wants other proofs than the CA was told.
    func follow(_ issuance: Issuance) async throws {
        let choices = issuance.choicesToTell
        guard choices != issuance.choices || issuance.proof.isInDoubt else {
            return try ledger.keepsChoices(
                issuance, because: "\(issuance.choices.text) is what the CA was told", at: now)
        }
        do {
            try await change(issuance, to: choices)
            context.console.inform("\(issuance.host): validated by \(choices.text) from now on")
        } catch let error as NamecheapError where error.isRefusal {
            try ledger.keepsChoices(issuance, because: error.happened, at: now)
            // One that the CA does not wait for any more needs no other proof.
            guard error.errorClass == .rejected else { return }
            try openTask(
                "it stays with \(issuance.choices.text): \(error.happened); \(error.remedy)",
                for: issuance)
        }
    }

    /// Changes to the other method that a setting allows; false where it cannot.
    ///
    /// Each method is tried once in an issuance: what was given up is never come back to.
    func fallBack(_ issuance: Issuance, because reason: String) async throws -> Bool {
        let settings = context.configuration.settings
        guard let other = settings.proof.fallback else { return false }
        let given: ValidationChoices.Method = other == .file ? .cname : .file
        let names = issuance.names.filter { issuance.choices.method(of: $0) == given }
        let choices = issuance.choices.replacing(given, with: other)
        guard !names.isEmpty, !issuance.proof.givenUp.contains(other),
            choices.impossible(issuance.names).isEmpty,
            names.allSatisfy({
                settings.validation.means(for: $0, file: other == .file) != nil
            })
        else { return false }
        do {
            try await change(issuance, to: choices, givingUp: given)
        } catch let error as NamecheapError where error.isRefusal {
            try ledger.keepsChoices(issuance, because: error.happened, at: now)
            return false
        }
        context.console.complain(
            "validated by \(other.rawValue) instead of \(given.rawValue) this time: \(reason)",
            about: issuance.host)
        return true
    }

    /// Tells the CA how every name is proved, and keeps what it wants to see for that.
    ///
    /// Sent again after an outcome that nobody knows, it does no harm: the last answer counts. That
    /// it is to be sent again is noted before it is sent.
    private func change(
        _ issuance: Issuance, to choices: ValidationChoices,
        givingUp: ValidationChoices.Method? = nil
    ) async throws {
        try ledger.tellsChoices(of: issuance)
        let tokens = try await proofs(issuance.newNumber ?? 0, of: issuance, choices)
        let known = tokens.compactMap { ValidationToken($0, names: issuance.names) }
        try ledger.changed(issuance, to: choices, givenUp: givingUp, tokens: known, at: now)
        // What was wrong with the other method, or whom it waited for, is so no more.
        for cause in ["issuance \(issuance.id)", "unseen \(issuance.id)"] {
            try ledger.closeTask(cause: cause, at: now)
        }
    }

    /// What the CA wants to see for these choices: fresh tokens, one for each name.
    func proofs(
        _ number: Int, of issuance: Issuance, _ choices: ValidationChoices
    ) async throws -> [DCVToken] {
        let isMulti = context.configuration.settings.products.isMultiDomain(issuance.product)
        let methods: EditDCVMethod.Methods =
            isMulti
            ? .perName(
                issuance.names.map { NamedChoice(name: $0, choice: choices.choice(of: $0)) })
            : .single(choices.choice(of: issuance.host))
        let answer = try await connection(of: issuance).send(
            EditDCVMethod(certificateID: number, methods: methods), for: .followUp)
        if let name = answer.names.first(where: { !$0.isSuccess })?.name {
            throw JobError.refused(
                what: "the CA did not take the method of \(name.printable())",
                remedy: "choose another one: ssl-admin subscription set --dcv")
        }
        return choices.spread(answer.tokens, over: issuance.names)
    }
}

extension Issuance {
    /// What the CA is to be told: what the subscription wants, but no method that was given up.
    fileprivate var choicesToTell: ValidationChoices {
        let isGivenUp = proof.givenUp.contains { proof.wanted.use($0, for: names) }
        return proof.isInDoubt && isGivenUp ? choices : proof.wanted
    }
}

extension ValidationChoices {
    /// How a name is proved, as the API has it.
    func choice(of name: String) -> DCVChoice {
        switch method(of: name) {
        case .cname: .cname
        case .file: .file
        case .email: .email(address: approver(of: name))
        }
    }

    /// A token for each name, where the answer has one for all names of a method.
    func spread(_ tokens: [DCVToken], over names: [String]) -> [DCVToken] {
        guard names.count > 1 else { return tokens }
        return tokens.flatMap { token in
            DCVToken.spread([token], over: names.filter { method(of: $0) == token.method })
        }
    }
}

extension DCVToken {
    fileprivate var method: ValidationChoices.Method {
        switch self {
        case .cname: .cname
        case .file: .file
        }
    }
}

extension NamecheapError {
    /// Whether the CA will not have it, now or later.
    fileprivate var isRefusal: Bool { [.rejected, .statusConflict].contains(errorClass) }
}
