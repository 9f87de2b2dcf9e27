import CertificateLedger
import Notices
import Subscriptions

/// How long an address has been of no use for what is to be told about a topic.
///
/// It is reckoned over all thresholds of the topic: a mailbox that is full for a week fails at
/// each of them anew.
struct NoticeTrouble {
    /// At this threshold and below it the department is told at once, beside the customer.
    static let pressing = 3

    /// Attempts that failed since the address was reached last, this one among them.
    let attempts: Int
    /// When the first of those before this one was taken up; nil where this is the first.
    private let since: Timestamp?

    /// The trouble with what just failed; `isCounted` says whether the ledger counts it already.
    init(_ known: [NoticeRecord], of key: NoticeKey, isCounted: Bool) {
        let own = known.filter { $0.key.recipient == key.recipient }
        let reached = own.filter { $0.state == .sent }.map(\.key.threshold).min() ?? .max
        let before = own.compactMap { record -> (attempts: Int, claimedAt: Timestamp)? in
            let attempts = record.attempts - (isCounted && record.key == key ? 1 : 0)
            let isOpen = [.claimed, .overtaken, .failed].contains(record.state)
            return isOpen && attempts > 0 && record.key.threshold < reached
                ? (attempts, record.claimedAt) : nil
        }
        attempts = before.reduce(1) { $0 + $1.attempts }
        since = before.map(\.claimedAt).min()
    }

    /// Whether the department is told, too: from the second night on, or where time is short.
    func isLong(at now: Timestamp, threshold: Int) -> Bool {
        threshold <= Self.pressing
            || since.map { now - $0 >= IssuanceWorker.untilNextNight } ?? false
    }
}
