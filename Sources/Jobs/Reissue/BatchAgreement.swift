import CertificateLedger
import Subscriptions

/// What a person was shown, held against what the run finds when it has the lock.
struct BatchAgreement: Sendable {
    private let pass: SelectionPass

    init(_ pass: SelectionPass) {
        self.pass = pass
    }

    /// Whether there is anything to agree to.
    func asks(_ revokesOld: Bool) -> Bool { revokesOld || !pass.due.isEmpty }

    /// Refuses a run that would begin more or something else than was agreed to.
    func check(_ now: SelectionPass) throws(JobError) {
        let agreed = Set(pass.due.map(BatchAgreement.words))
        let more = now.due.filter { !agreed.contains(BatchAgreement.words($0)) }
        guard more.isEmpty else {
            throw .refused(
                what: "the ledger changed meanwhile: "
                    + more.map(BatchAgreement.words).joined(separator: "; "),
                remedy: "run it again and look at the new summary")
        }
    }

    /// What will happen, one line a subscription; rules that are set aside stand on its line.
    func summary(of request: BatchRequest) -> [String] {
        let due = pass.due
        let reason = request.reason.map { ", reason \($0.rawValue)" } ?? ""
        var lines = [
            "\(due.count) of \(pass.accounts.subscriptions) subscriptions get a new certificate"
                + "\(reason):"
        ]
        lines += due.map { "  " + BatchAgreement.words($0) }
        let skipped = pass.decisions.filter { $0.verdict.reason != nil }
        if !skipped.isEmpty {
            lines.append("\(skipped.count) do not:")
            lines += skipped.map { "  " + BatchAgreement.words($0) }
        }
        if request.revokesOld {
            lines.append(
                "Their superseded certificates are revoked once the new ones are seen served.")
        }
        return lines
    }

    private static func words(_ decision: Decision) -> String {
        let subscription = decision.subscription
        let number = subscription.certificate.map { " of certificate \($0.number)" } ?? ""
        let end = subscription.situation.certificate.map { ", which ends on \($0.expiresOn)" } ?? ""
        let forced = decision.overriddenText.isEmpty ? "" : "; \(decision.overriddenText)"
        let gain =
            decision.overridden.contains(.gainTooSmall)
            ? " (it would last no longer: without --reason it is stored and not made live)" : ""
        return "\(subscription.reference) \(subscription.host): \(decision.outcome)\(number)\(end)"
            + forced + gain
    }
}
