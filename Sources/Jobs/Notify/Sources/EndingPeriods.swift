import CertificateLedger
import Notices
import Settings
import Subscriptions

/// Last paid periods that end: the customer renews, or the certificates end with them.
enum EndingPeriods: NoticeSource {
    static var kinds: [NoticeKind] { [.paidPeriodEnds] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let days = basis.settings.paidUntil
        let thresholds = NoticeThresholds(days)
        let periods = try basis.ledger.lastPeriods(
            from: basis.today - NoticeThresholds.afterEnd, to: basis.today + (days.max() ?? 0))
        return try periods.compactMap { period in
            guard let subject = try basis.subject(period.subscription) else { return nil }
            let left = period.endsOn - basis.today
            var facts = basis.customerFacts(subject, daysLeft: left)
            // The notice is about this very day, whatever else is shown of it.
            facts[.paidUntil] = text(period.endsOn)
            facts[.renewURL] = .text(subject.renewURL ?? "")
            facts[.price] = .text(subject.retailPrice?.description ?? "")
            return NoticeCandidate(
                .paidPeriodEnds, subject, topic: "period \(period.id)",
                reached: thresholds.reached(daysLeft: left), daysLeft: left,
                why: "the last paid period ends on \(period.endsOn)", facts: facts)
        }
    }
}
