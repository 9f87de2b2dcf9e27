import CertificateLedger
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// What the CA issued is fetched, checked, stored and made live, in this order.
extension IssuanceWorker {
    /// Asks for the certificate; nil while the CA still checks.
    func fetch(_ issuance: Issuance) async throws -> IssuanceEnd? {
        let number = issuance.newNumber ?? 0
        let answer = try await connection(of: issuance).send(
            GetInfo(certificateID: number, returnsCertificate: true), for: .followUp)
        switch answer.status {
        // One that was reissued elsewhere meanwhile is good until its end: the next scan takes up
        // what followed it.
        case .active where answer.leafPEM != nil, .replaced where answer.leafPEM != nil:
            return try deliver(answer, issuance)
        case .purchaseError, .cancelled:
            return try stick(
                issuance,
                "the CA calls certificate \(number) \(answer.status.word); ask its support to reset"
                    + " order \(answer.orderID.map(String.init) ?? "?") (it replaces certificate"
                    + " \(issuance.oldNumber))")
        case .purchased, .active: return nil
        default:
            return try stick(
                issuance, "the CA calls the new certificate \(number) \(answer.status.word)")
        }
    }

    /// Asks the CA once to look again; false where it has nothing to look for any more.
    func nudge(_ issuance: Issuance) async throws -> Bool {
        let connection = try connection(of: issuance)
        do {
            _ = try await connection.send(  // It answers nothing but that it was taken.
                ResendApproverEmail(certificateID: issuance.newNumber ?? 0), for: .followUp
            ) {
                // Noted before it is sent: it is asked once, whatever becomes of the asking.
                try ledger.wait(
                    issuance, state: .validating, waits: Waiting("the CA's check"),
                    attempts: issuance.attempts, nudgedAt: now, at: now)
            }
            return true
        } catch let error as NamecheapError where error.errorClass == .statusConflict {
            return false
        }
    }

    /// Leaves what the CA still checks to a later run.
    func leave(_ issuance: Issuance) throws -> IssuanceEnd {
        let approvers = issuance.approvers
        let isMail = !approvers.isEmpty
        let what =
            isMail
            ? "a person to approve the mail to \(approvers.joined(separator: ", "))"
            : "the CA's check"
        // What a person chose while this run worked is followed by the next one.
        let isOutdated = try ledger.issuance(issuance.id).proof.isOutdated
        try ledger.wait(
            issuance, state: .validating,
            waits: Waiting(what, until: isOutdated ? nil : backoff(after: issuance.attempts)),
            attempts: issuance.attempts + 1, at: now)
        guard isMail else {
            // Whom or what it waited for before is so no more.
            try ledger.closeTask(cause: "issuance \(issuance.id)", at: now)
            return IssuanceEnd(text: "waits for \(what)")
        }
        let until = issuance.expiresOn.map { " until \($0)" } ?? ""
        try openTask(
            "certificate \(issuance.newNumber ?? 0) waits for \(what)\(until), when the one"
                + " in use ends", for: issuance)
        return IssuanceEnd(text: "waits for \(what)")
    }

    private func deliver(
        _ answer: GetInfo.Answer, _ issuance: Issuance
    ) throws -> IssuanceEnd {
        guard let pem = answer.leafPEM, let version = issuance.version,
            let keyHash = issuance.keyHash
        else { return try stick(issuance, "the certificate came without what was asked for") }
        let expected = DeliveryExpectation(
            keyHash: keyHash, names: issuance.names,
            previousNotAfter: issuance.action == .reissue ? issuance.notAfter?.seconds : nil,
            allowEarlier: issuance.statedReason != nil)
        let check: DeliveryCheck
        do {
            check = try DeliveryCheck(
                leafPEM: pem, intermediates: answer.intermediatePEMs, expected: expected,
                at: now.seconds)
        } catch {
            return try stick(issuance, "the delivered certificate is unusable: \(error.happened)")
        }
        guard check.mayBeStored else {
            return try stick(
                issuance,
                "the delivered certificate has another key than ours; nothing was stored")
        }
        try store.store(
            folder: issuance.folder, version: version, leafPEM: pem,
            intermediates: answer.intermediatePEMs)
        guard check.mayGoLive || check.gainsNothing else {
            return try stick(
                issuance,
                "certificate \(issuance.newNumber ?? 0) is stored as version \(version) and not"
                    + " made live: \(check.findings.words)")
        }
        let isLive = try check.mayGoLive && makeLive(issuance, version: version)
        return try finish(issuance, check, isLive: isLive, order: answer.orderID)
    }

    /// Whether the version is live now; a customer's certificate never takes a pair's place.
    private func makeLive(_ issuance: Issuance, version: Int) throws(KeyStoreError) -> Bool {
        guard !issuance.isCustomers else {
            return try store.makeKeylessLive(folder: issuance.folder, version: version)
        }
        try store.makeLive(folder: issuance.folder, version: version)
        return true
    }

    private func finish(
        _ issuance: Issuance, _ check: DeliveryCheck, isLive: Bool, order: Int?
    ) throws -> IssuanceEnd {
        let facts = check.facts
        let issuedOn = Timestamp(seconds: facts.notBefore).day
        let end = Timestamp(seconds: facts.notAfter)
        var delivery = CertificateLedger.Delivery(
            issuedOn: issuedOn, notAfter: end, fingerprint: facts.fingerprint)
        delivery.keyAlgorithm = facts.algorithm?.text
        delivery.orderNumber = order
        let term = DeliveredTerm(
            expiresOn: end.day, issuedOn: issuedOn,
            previousExpiresOn: issuance.teachesByGain ? issuance.notAfter?.day : nil)
        if let termEnd = issuance.termEnd {
            let schedule = bases.basis(of: moduleName(issuance.module)).schedule
            delivery.observedTermEnd = term.observedEnd(predicted: termEnd, by: schedule)
        }
        // A customer's certificate is installed where its key is.
        if isLive, !issuance.isCustomers {
            let rules = context.configuration.settings.deployment
            delivery.deploymentTargets = rules.targets(for: issuance.host)
        }
        try ledger.stored(issuance, delivery, at: now)
        try closeTasks(of: issuance)
        if issuance.isCustomers { try openHandOver(issuance, until: end.day) }
        if let end = delivery.observedTermEnd {
            _ = try ledger.openTask(  // Once an order.
                cause: "term \(issuance.period ?? 0)",
                text: "\(issuance.reference) \(issuance.host): the CA ends this order on \(end),"
                    + " not on \(issuance.termEnd.map(\.description) ?? "?"); see what was bought",
                module: issuance.module, subscription: issuance.subscription, at: now)
        }
        let stored = issuance.isCustomers ? "has its key at the customer's" : "lasts no longer"
        let place = isLive ? "is live" : "\(stored) and is stored, not live"
        let text = "certificate \(issuance.newNumber ?? 0) until \(end.day) \(place)"
        context.console.inform("\(issuance.host): \(text)")
        return IssuanceEnd(text: text)
    }

    /// Somebody gives the certificate to the customer; the export closes the task.
    private func openHandOver(_ issuance: Issuance, until end: Day) throws {
        let number = issuance.newNumber ?? 0
        _ = try ledger.openTask(  // Once a certificate; success is silent.
            cause: "hand-over \(number)",
            text: "\(issuance.reference) \(issuance.host): certificate \(number) until \(end) was"
                + " issued for the customer's CSR; hand it over: ssl-admin certificate export"
                + " \(number) --format zip --output FILE",
            module: issuance.module, subscription: issuance.subscription, at: now)
    }

    /// Only a person can go on: no retry, a task at once.
    private func stick(_ issuance: Issuance, _ reason: String) throws -> IssuanceEnd {
        try ledger.wait(
            issuance, state: .stuck, waits: Waiting(reason, until: now + Self.untilNextNight),
            attempts: issuance.attempts, at: now)
        try openTask(reason, for: issuance)
        return IssuanceEnd(text: "stuck: \(reason)", isFailure: true)
    }
}

extension Issuance {
    /// Who has to approve by mail, each once.
    fileprivate var approvers: [String] {
        var seen: Set<String> = []
        return names.filter { choices.method(of: $0) == .email }.map(choices.approver(of:))
            .filter { seen.insert($0).inserted }
    }

    /// Whether a certificate that gains nothing says that its order has ended; one that a person
    /// asked for out of turn was never to gain anything.
    fileprivate var teachesByGain: Bool {
        action == .reissue && statedReason == nil && !overridden.contains(.gainTooSmall)
    }
}

extension DeliveryCheck {
    /// Whether all is well but that it does not last longer: the order has ended.
    fileprivate var gainsNothing: Bool {
        guard findings.count == 1, case .notLater? = findings.first else { return false }
        return true
    }
}
