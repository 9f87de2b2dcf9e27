import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

/// Revokes superseded certificates: `--revoke-old`.
///
/// Only rows that the CA itself calls replaced, and only when every target was seen serving the
/// certificate in force; both are looked at right before the request.
struct Revocation {
    private let context: RunContext
    private let ledger: Ledger
    private let worker: IssuanceWorker
    /// Whether every target serves the certificate in force.
    private let isServed: @Sendable (RevocableCertificate, Int64) async throws -> Bool

    /// A revocation that asks the targets itself, unless told otherwise.
    init(
        _ context: RunContext, ledger: Ledger, worker: IssuanceWorker,
        isServed: (@Sendable (RevocableCertificate, Int64) async throws -> Bool)? = nil
    ) {
        self.context = context
        self.ledger = ledger
        self.worker = worker
        let now = ServedNow(context, ledger: ledger)
        self.isServed = isServed ?? { try await now.isServed($0.follower, of: $1) }
    }

    /// Goes through the subscriptions of a run; one that fails stops no other.
    func run(_ pass: SelectionPass, _ record: inout RunRecord) async {
        for decision in pass.decisions {
            let subscription = decision.subscription
            do {
                let old = try ledger.revocableCertificates(
                    subscription: subscription.id, at: worker.now)
                for certificate in old {
                    let end = try await revoke(certificate, of: subscription)
                    context.console.inform("\(subscription.host): \(end.text)")
                    if end.isFailure {
                        context.console.complain(end.text, about: subscription.host)
                        record.add([.failed])
                    }
                }
            } catch {
                record.add([worker.complain(error, about: subscription.host)])
            }
        }
    }

    private func revoke(
        _ certificate: RevocableCertificate, of subscription: ConsideredSubscription
    ) async throws -> IssuanceEnd {
        let name = "certificate \(certificate.number)"
        if let asked = certificate.askedAt {
            return IssuanceEnd(
                text: "\(name) was asked to be revoked on \(asked), and no answer came; look at it"
                    + " in the account", isFailure: true)
        }
        guard try await isServed(certificate, subscription.id) else {
            return IssuanceEnd(
                text: "\(name) is not revoked: not every target was seen serving certificate"
                    + " \(certificate.followerNumber)")
        }
        let connection = try worker.connection(ofModule: subscription.module)
        let answer = try await connection.send(
            GetInfo(certificateID: certificate.number, returnsCertificate: false), for: .followUp)
        guard answer.status == .replaced else {
            return IssuanceEnd(
                text: "\(name) is not revoked: the CA calls it \(answer.status.word), not replaced")
        }
        return try await send(certificate, answer.type, of: subscription, connection)
    }

    private func send(
        _ certificate: RevocableCertificate, _ type: String,
        of subscription: ConsideredSubscription, _ connection: ModuleConnection
    ) async throws -> IssuanceEnd {
        let name = "certificate \(certificate.number)"
        try connection.reserve(calls: 1)
        defer { connection.release(calls: 1) }
        try ledger.revoking(certificate, subscription: subscription.id, at: worker.now)
        do {
            let answer = try await connection.send(
                RevokeCertificate(certificateID: certificate.number, type: type),
                for: .newWork)
            try ledger.revoked(certificate, subscription: subscription.id, at: worker.now)
            let words = answer.description.isEmpty ? "" : ": " + answer.description.printable()
            return IssuanceEnd(text: "\(name) is revoked\(words)")
        } catch let error as NamecheapError where error.consequence == .notPerformed {
            try ledger.notRevoked(
                certificate, subscription: subscription.id, error: error.happened, at: worker.now)
            throw error
        } catch let error as BudgetReached {
            try ledger.notRevoked(
                certificate, subscription: subscription.id, error: error.happened, at: worker.now)
            throw error
        }
    }
}
