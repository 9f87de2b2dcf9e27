import CertificateLedger
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// The request itself: intent before it, and what its answer, or none, means.
extension IssuanceWorker {
    /// Sends the request once its intent is durable.
    func submit(_ issuance: Issuance) async throws -> IssuanceEnd? {
        let connection = try connection(of: issuance)
        let key = try preparedKey(of: issuance)
        guard key.keyHash == issuance.keyHash, let csr = issuance.csr else {
            return try giveUp(issuance, "the key of version \(key.version) is not the request's")
        }
        do {
            let answer = try await send(issuance, csr: csr, connection)
            try record(answer.certificateID, answer.tokens, of: issuance)
            return nil
        } catch let error as NamecheapError {
            return try judge(error, of: issuance)
        }
    }

    private func send(
        _ issuance: Issuance, csr: String, _ connection: ModuleConnection
    ) async throws -> CertificateSubmission {
        let choices = issuance.choices
        var request = NamecheapAPI.CertificateRequest(
            certificateID: issuance.oldNumber, csr: csr, choice: choices.choice(of: issuance.host))
        request.particulars = OrganisationText.parameters(issuance.organisation)
        if context.configuration.settings.products.isMultiDomain(issuance.product) {
            request.furtherNames = issuance.names.dropFirst().map {
                NamedChoice(name: $0, choice: choices.choice(of: $0))
            }
        }
        switch issuance.action {
        case .reissue:
            return try await connection.send(Reissue(request), for: .newWork) {
                try ledger.submitting(issuance, at: now)
            }
        case .activate:
            return try await connection.send(Activate(request), for: .newWork) {
                try ledger.submitting(issuance, at: now)
            }
        }
    }

    /// Records the new certificate with its tokens.
    func record(_ number: Int, _ tokens: [DCVToken], of issuance: Issuance) throws {
        let tokens = issuance.choices.spread(tokens, over: issuance.names)
        let known = tokens.compactMap { ValidationToken($0, names: issuance.names) }
        if known.count < tokens.count {
            context.console.complain(
                "the answer wants records for names that are not the subscription's;"
                    + " they are not published", about: issuance.host)
        }
        let current = try ledger.issuance(issuance.id)
        try ledger.submitted(current, number: number, tokens: known, at: now)
        context.console.inform(
            "\(issuance.host): \(issuance.action.rawValue) of \(issuance.oldNumber) submitted,"
                + " certificate \(number)")
    }

    /// Tells a request that surely was not performed from one that may have been.
    private func judge(
        _ error: NamecheapError, of issuance: Issuance
    ) throws -> IssuanceEnd? {
        guard error.consequence == .notPerformed else {
            try ledger.outcomeUnknown(
                issuance, endedAt: now, absentAt: nil,
                waits: Waiting("the outcome of the request", error: error.happened), at: now)
            return nil
        }
        let attempts = try ledger.issuance(issuance.id).attempts
        switch error.errorClass {
        case .account, .transient:
            try ledger.notPerformed(
                issuance,
                waits: Waiting(
                    "another attempt", until: backoff(after: attempts - 1), error: error.happened),
                at: now)
            throw error
        case .rateLimited:
            try ledger.notPerformed(
                issuance,
                waits: Waiting("the rate limit", until: now + 600, error: error.happened), at: now)
            throw error
        case .rejected, .statusConflict, .gone:
            try ledger.notPerformed(
                issuance, waits: Waiting("nothing", error: error.happened), at: now)
            return try giveUp(
                try ledger.issuance(issuance.id), error.happened, remedy(error, issuance))
        }
    }

    /// What to do about a refusal; of OV and EV the organisation may be what is missing.
    private func remedy(_ error: NamecheapError, _ issuance: Issuance) -> String {
        let products = context.configuration.settings.products
        guard issuance.organisation.isEmpty, error.errorClass == .rejected,
            products.validation(of: issuance.product) != .domain
        else { return error.remedy }
        return error.remedy + ", where it is the organisation with ssl-admin subscription set"
            + " \(issuance.reference) --organisation FILE"
    }

    /// Ends an issuance that asking again would not help; a person is told, once.
    func giveUp(
        _ issuance: Issuance, _ reason: String, _ remedy: String = "look at it by hand"
    ) throws -> IssuanceEnd {
        try ledger.failed(
            issuance, error: reason, backoffUntil: now + Self.untilNextNight, failures: 1, at: now)
        for cause in ["issuance \(issuance.id)", "waiting \(issuance.id)", "unseen \(issuance.id)"]
        {
            try ledger.closeTask(cause: cause, at: now)
        }
        _ = try ledger.openTask(  // One task a subscription, however often it fails.
            cause: "refused \(issuance.subscription)",
            text: "\(issuance.reference) \(issuance.host): \(reason); \(remedy)",
            module: issuance.module, subscription: issuance.subscription, at: now)
        context.console.complain("\(reason); \(remedy)", about: issuance.host)
        return IssuanceEnd(text: reason, isFailure: true)
    }
}
