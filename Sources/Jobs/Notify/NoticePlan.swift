import CertificateLedger
import Notices
import Settings
import Subscriptions

/// One notice of a message.
struct NoticeItem: Sendable {
    /// What is told.
    let candidate: NoticeCandidate
    /// What makes it the same notice.
    let key: NoticeKey
    /// Less urgent thresholds that it overtakes.
    let overtaking: [Int]
    /// Whether the staff gets it in the customer's place, or beside him.
    let isToStaff: Bool
    /// The Message-ID under which it may have arrived before its cause was gone for a while.
    var doubtfulID: String?

    /// Whether nothing postpones it.
    var isUrgent: Bool { candidate.isAlarm || candidate.isLast(key.threshold) }
}

/// One message to one address: a notice, or all that one run has for one customer.
struct NoticeLetter: Sendable {
    /// The address.
    let recipient: String
    /// What it says, the most urgent first.
    var items: [NoticeItem]
    /// The stable Message-ID.
    let messageID: String
    /// What is recorded about it where it was claimed before.
    var records: [NoticeRecord] = []

    /// What it is about, for channels that keep facts apart from words.
    var topic: MessageTopic {
        guard items.count == 1, let candidate = items.first?.candidate else {
            return MessageTopic(kind: "digest")
        }
        return MessageTopic(
            kind: candidate.kind.rawValue, reference: candidate.subject?.reference,
            host: candidate.subject?.host)
    }

    /// The same message with these of its notices alone.
    func only(_ items: [NoticeItem]) -> NoticeLetter {
        var letter = self
        letter.items = items
        return letter
    }

    /// Whether nothing postpones it.
    var isUrgent: Bool { items.contains(where: \.isUrgent) }
    /// Whether the limit of an address holds for it: the digest of a night, one a date and behind
    /// everything that has days left, would never go to who gets much.
    var isCounted: Bool { !items.contains { $0.candidate.kind == .night } }
    /// Whether it was handed over before and nobody knows whether it arrived.
    var isInDoubt: Bool { records.contains { $0.handingAt != nil } }
    /// Whether the channel did not take it when it was tried last: others are tried before it.
    var wasBlocked: Bool { records.contains(where: \.wasBlocked) }
}

/// Something that is not told now, and why.
struct NoticeNote: Sendable {
    /// What it is about.
    let candidate: NoticeCandidate
    /// To whom it would go, where that is known.
    let recipient: String
    /// Why it is not told.
    let reason: String
}

/// What a run does: the messages that go, what is not told and why, and what is not needed any more.
struct NoticePlan: Sendable {
    /// The messages in the order in which they go.
    var letters: [NoticeLetter] = []
    /// What is not told now.
    var notes: [NoticeNote] = []
    /// Claims that nothing calls for any more.
    var vanished: [NoticeRecord] = []
    /// Messages that were handed over twice, and nobody knows whether they arrived.
    var lost: [NoticeLetter] = []
    /// Certificates whose coming is old news.
    var announced: [NoticeRows] = []
    /// Candidates for whom nobody is to be told.
    var failures: [(candidate: NoticeCandidate, error: JobError)] = []

    /// What has to be claimed before the first message goes.
    func claims() -> (claims: [NoticeClaim], overtaken: [NoticeClaim]) {
        var claims: [NoticeClaim] = []
        var overtaken: [NoticeClaim] = []
        for letter in letters {
            let claimed = letter.records.filter { $0.state == .claimed }.map(\.key)
            for item in letter.items where !claimed.contains(item.key) {
                claims.append(item.claim(messageID: letter.messageID))
                overtaken += item.overtaking.map {
                    item.claim(messageID: letter.messageID, threshold: $0)
                }
            }
        }
        return (claims, overtaken)
    }
}

extension NoticeRecord {
    /// Whether it is what is recorded about one of these.
    func isOne(of items: [NoticeItem]) -> Bool { items.contains { $0.key == key } }
}

extension NoticeItem {
    /// The keys of what it overtakes.
    var overtakenKeys: [NoticeKey] { overtaking.map(key(at:)) }

    private func key(at threshold: Int) -> NoticeKey {
        NoticeKey(
            kind: key.kind, topic: key.topic, threshold: threshold, recipient: key.recipient)
    }

    fileprivate func claim(messageID: String, threshold: Int? = nil) -> NoticeClaim {
        let key = threshold.map(key(at:)) ?? key
        return NoticeClaim(
            key: key, audience: candidate.audience.rawValue, rows: candidate.rows,
            messageID: messageID)
    }

    /// The more urgent first: what nothing postpones, then the fewest days left.
    static func isMoreUrgent(_ first: NoticeItem, than second: NoticeItem) -> Bool {
        guard first.isUrgent == second.isUrgent else { return first.isUrgent }
        return (first.candidate.daysLeft ?? .max) < (second.candidate.daysLeft ?? .max)
    }
}
