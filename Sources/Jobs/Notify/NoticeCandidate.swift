import CertificateLedger
import Notices
import Subscriptions

/// Something that somebody has to be told, whether or not he has been told.
struct NoticeCandidate: Sendable {
    /// What it is about.
    let kind: NoticeKind
    /// What makes it the same, beside kind, threshold and recipient.
    let topic: String
    /// The thresholds that are reached.
    var reached: [Int] = [NoticeThresholds.atOnce]
    /// Who is told; another than the kind's where the seller does what else the customer does.
    let audience: NoticeKind.Audience
    /// The rows of the ledger it is about.
    let rows: NoticeRows
    /// The host or the module, for people.
    let about: String
    /// The subscription it is about.
    var subject: NoticeSubject?
    /// The module it is about.
    let module: String
    /// Days to the date it is about.
    var daysLeft: Int?
    /// Whether nothing postpones it.
    var isAlarm = false
    /// Why it is told.
    let why: String
    /// What it says, but for whether the staff gets it in the customer's place.
    let facts: [NoticeField: NoticeValue]

    /// Whether a threshold is the last one before a certificate ends: nothing postpones it.
    func isLast(_ threshold: Int) -> Bool {
        switch kind {
        case .certificateExpires, .validationNeeded, .notServed: threshold <= 1
        default: false
        }
    }

    /// The facts with the one that depends on the recipient.
    func data(toStaff: Bool) throws(NoticeError) -> NoticeData {
        var facts = facts
        if kind.fields.contains(.toStaff) { facts[.toStaff] = .flag(toStaff) }
        return try NoticeData(kind, facts)
    }
}

extension NoticeCandidate {
    /// A candidate about the current certificate of a subscription or what belongs to it.
    init(
        _ kind: NoticeKind, _ subject: NoticeSubject, topic: String, reached: [Int],
        audience: NoticeKind.Audience? = nil, daysLeft: Int?, why: String,
        facts: [NoticeField: NoticeValue]
    ) {
        self.init(
            kind: kind, topic: topic, reached: reached, audience: audience ?? kind.audience,
            rows: NoticeRows(
                subscription: subject.id, certificate: subject.certificate,
                module: subject.module),
            about: subject.host, subject: subject, module: subject.moduleName,
            daysLeft: daysLeft, why: why, facts: facts)
    }
}
