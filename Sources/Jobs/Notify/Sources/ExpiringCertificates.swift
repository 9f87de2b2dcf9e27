import CertificateLedger
import Notices
import Subscriptions
import Wording

/// Certificates under policy `manual` that have reached their window: the customer has to act.
enum ExpiringCertificates: NoticeSource {
    static var kinds: [NoticeKind] { [.certificateExpires] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        try basis.decisions.compactMap { decision in
            guard isCustomersToAsk(decision, basis), let urgency = decision.urgency,
                let subject = try basis.subject(decision.subscription.id),
                let certificate = subject.certificate
            else { return nil }
            let left = urgency.daysLeft
            var facts = basis.customerFacts(subject, daysLeft: left)
            let isReissue =
                decision.subscription.situation.reissueGain(
                    basis: basis.bases.basis(of: subject.moduleName)) >= 1
            facts[.installBy] = basis.deadline(subject.expiresOn, at: subject.notAfter)
            facts[.nothingToPay] = .flag(isReissue)
            // Else the next order is paid and waits, or the selection had left it.
            facts[.renewalPaid] = .flag(!isReissue)
            facts[.weInstall] = .flag(basis.installs(subject))
            facts[.keyWithCustomer] = .flag(subject.isCustomers)
            return NoticeCandidate(
                .certificateExpires, subject, topic: "certificate \(certificate)",
                reached: basis.reached(daysLeft: left), daysLeft: left,
                why: "policy manual, \(left.counted("day")) left", facts: facts)
        }
    }

    /// Whether it is due under policy `manual`; a module that is switched off keeps us from asking
    /// the CA, and the certificate from nothing.
    private static func isCustomersToAsk(_ decision: Decision, _ basis: NoticeBasis) -> Bool {
        guard decision.verdict.reason == .moduleDisabled else {
            return decision.verdict.reason == .policyManual
        }
        var situation = decision.subscription.situation
        situation.policy = decision.policy
        let module = basis.bases.basis(of: decision.subscription.moduleName)
        return Selection.verdict(for: situation, basis: module) == .skip(.policyManual, until: nil)
    }
}
