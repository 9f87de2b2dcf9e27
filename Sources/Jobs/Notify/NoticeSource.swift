import CertificateLedger
import Notices
import Settings
import Subscriptions

/// Everything that makes a notice necessary; a new kind is a new file and a line here.
enum NoticeSources {
    /// The sources in the order in which what is equally urgent is told.
    static var all: [any NoticeSource.Type] {
        [
            ExpiringCertificates.self,
            MissingProofs.self,
            WrongCertificates.self,
            OpenTasks.self,
            NewCertificates.self,
            EndingPeriods.self,
            EndOfMailValidation.self,
            LastNight.self,
        ]
    }
}

/// One cause of notices.
protocol NoticeSource: Sendable {
    /// The kinds it gives.
    static var kinds: [NoticeKind] { get }
    /// Whether it is about single subscriptions, which a run can be narrowed to.
    static var isOfSubscriptions: Bool { get }
    /// All that somebody has to be told now, whether or not he has been told.
    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate]
}

/// What candidates are found with.
struct NoticeBasis {
    /// The moment.
    let now: Timestamp
    /// The ledger.
    let ledger: Ledger
    /// What the administrator set.
    let configuration: Configuration
    /// The decisions about what is within its window.
    let decisions: [Decision]
    /// What they were measured with.
    let bases: SelectionBases
    private let byID: [Int64: Decision]

    /// What a run at this moment, with these decisions, finds candidates with.
    init(
        now: Timestamp, ledger: Ledger, configuration: Configuration, pass: SelectionPass
    ) {
        self.now = now
        self.ledger = ledger
        self.configuration = configuration
        decisions = pass.decisions
        bases = pass.bases
        byID = Dictionary(
            decisions.map { ($0.subscription.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The settings of notices.
    var settings: NoticeSettings { configuration.settings.notices }
    /// Today.
    var today: Day { now.day }

    /// What can be said about a subscription.
    func subject(_ subscription: Int64) throws(LedgerError) -> NoticeSubject? {
        try ledger.noticeSubject(subscription, on: today)
    }

    /// The decision about a subscription, where it is within its window.
    func decision(_ subscription: Int64) -> Decision? { byID[subscription] }

    /// The thresholds of a certificate that ends in so many days: at once, and the reminders.
    func reached(daysLeft: Int?) -> [Int] {
        guard let daysLeft else { return [NoticeThresholds.atOnce] }
        return [NoticeThresholds.atOnce]
            + NoticeThresholds(settings.reminders).reached(daysLeft: daysLeft)
            .filter { $0 < NoticeThresholds.atOnce }
    }

    /// Whether the seller installs the certificate of a subscription.
    func installs(_ subject: NoticeSubject) -> Bool {
        let rules = configuration.settings.deployment
        return !subject.isCustomers
            && (rules.hook(for: subject.host) != nil || !rules.units(for: subject.host).isEmpty)
    }

    /// The policy in force for a subscription.
    func policy(of subject: NoticeSubject) -> Policy {
        bases.policies(of: subject.moduleName).policy(own: subject.policy, window: nil).policy
    }

    /// The last day on which what a certificate's end asks for is in time all day long; empty
    /// where that is over, or nobody knows the end.
    ///
    /// A CA lets a certificate end at the hour of its issue, at noon as like as not: what is done
    /// on the Expiration date itself may be too late.
    func deadline(_ end: Day?, at moment: Timestamp?) -> NoticeValue {
        guard let end else { return .text("") }
        // The last minute of a day is its end.
        let isWhole = moment.map { $0.day == end && ($0 + 60).day > end } ?? false
        let last = isWhole ? end : end - 1
        return text(last < today ? nil : last)
    }

    /// What every notice to a customer says, but for the end of the certificate it is about.
    func customerFacts(
        _ subject: NoticeSubject, daysLeft: Int?
    ) -> [NoticeField: NoticeValue] {
        let from = configuration.settings.noticeFrom ?? ""
        let seller = from.split(separator: "@").last.map(String.init) ?? ""
        return [
            .reference: .text(subject.reference), .host: .text(subject.host),
            .names: .texts(subject.names), .expirationDate: text(subject.expiresOn),
            .daysLeft: .number(daysLeft ?? 0), .paidUntil: text(subject.paidTo),
            .seller: .text(seller), .replyTo: .text(settings.replyTo ?? from),
        ]
    }
}

extension NoticeSubject {
    /// Whether the current certificate followed another within its order: nothing is paid for it.
    var isReissue: Bool { oldNumber != nil && !isFirst }
    /// Whether the current certificate is the first of a renewal that is paid.
    var isOfRenewal: Bool { oldNumber != nil && isFirst }
}

/// A day as a field has it, empty for none.
func text(_ day: Day?) -> NoticeValue { .text(day.map(\.description) ?? "") }
