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
            guard decision.verdict.reason == .policyManual, let urgency = decision.urgency,
                let subject = try basis.subject(decision.subscription.id),
                let certificate = subject.certificate
            else { return nil }
            let left = urgency.daysLeft
            var facts = basis.customerFacts(subject, daysLeft: left)
            facts[.nothingToPay] = .flag(true)
            facts[.weInstall] = .flag(basis.installs(subject))
            facts[.keyWithCustomer] = .flag(subject.isCustomers)
            return NoticeCandidate(
                .certificateExpires, subject, topic: "certificate \(certificate)",
                reached: basis.reached(daysLeft: left), daysLeft: left,
                why: "policy manual, \(left.counted("day")) left", facts: facts)
        }
    }
}
