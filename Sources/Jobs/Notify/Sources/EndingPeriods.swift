import CertificateLedger
import Notices
import Settings
import Subscriptions

/// Last paid periods that end: the customer renews, or the certificates end with them.
///
/// Under policy `none`, and where the certificate is cancelled, nobody expects another one.
enum EndingPeriods: NoticeSource {
    static var kinds: [NoticeKind] { [.paidPeriodEnds] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let days = basis.settings.paidUntil
        let thresholds = NoticeThresholds(days)
        let periods = try basis.ledger.lastPeriods(
            from: basis.today - NoticeThresholds.afterEnd, to: basis.today + (days.max() ?? 0))
        return try periods.compactMap { period in
            guard let subject = try basis.subject(period.subscription),
                basis.policy(of: subject) != .none,
                subject.status != .cancelled || period.isWaiting
            else { return nil }
            let left = period.endsOn - basis.today
            var facts = basis.customerFacts(subject, daysLeft: left)
            // The notice is about this very day, whatever else is shown of it.
            facts[.paidUntil] = text(period.endsOn)
            facts[.certificatesFollow] = .flag(left >= 0 && hasRoom(period, subject, basis))
            facts[.certificateEnded] = .flag(subject.expiresOn.map { $0 < basis.today } ?? false)
            facts[.renewURL] = .text(subject.renewURL ?? "")
            facts[.price] = .text(subject.retailPrice?.description ?? "")
            return NoticeCandidate(
                .paidPeriodEnds, subject, topic: "period \(period.id)",
                reached: thresholds.reached(daysLeft: left), daysLeft: left,
                why: "the last paid period ends on \(period.endsOn)", facts: facts)
        }
    }

    /// Whether another certificate is issued within what is paid: a day more is worth it.
    private static func hasRoom(
        _ period: LastPeriod, _ subject: NoticeSubject, _ basis: NoticeBasis
    ) -> Bool {
        basis.today < period.termEnd && (subject.expiresOn.map { $0 + 1 < period.termEnd } ?? true)
    }
}
