import Notices
import Testing

@testable import Jobs

/// Says from the documentation when the department hears of what a customer could not be told yet.
///
/// It has to be told what failed on a second night, or once with 3 days left. It may be told what
/// nobody knows to have arrived, on the same terms.
struct UnreachedCustomers {
    private struct Topic: Hashable {
        let kind: NoticeKind
        let topic: String
        let recipient: String

        init(_ line: ToldLine) {
            (kind, topic, recipient) = (line.kind, line.topic, line.recipient)
        }
    }

    /// The subscription of each line to a customer.
    var owners: [ToldLine: Int64] = [:]
    private var failedNights: [Topic: Int] = [:]
    private var openNights: [Topic: Int] = [:]
    private var open: Set<ToldLine> = []
    private var troubled: Set<Int64> = []

    /// What the department may be told now.
    var allowed: Set<ToldLine> {
        Set(
            open.filter { line in owners[line].map(troubled.contains) ?? false }
                .map { $0.to(NoticeWorld.staff) })
    }

    /// A night: what surely arrived, what surely did not, and what else may have been tried.
    ///
    /// - Returns: what the department has to be told.
    mutating func pass(
        due: Set<ToldLine>, arrived: Set<ToldLine>, failed: Set<ToldLine>,
        isDoubtful: (ToldLine) -> Bool
    ) -> Set<ToldLine> {
        var required: Set<ToldLine> = []
        for line in due.union(open) where owners[line] != nil {
            let topic = Topic(line)
            if arrived.contains(line) {
                failedNights[topic] = nil
                openNights[topic] = nil
                open = open.filter { Topic($0) != topic }
                if let owner = owners[line] { troubled.remove(owner) }
                continue
            }
            guard failed.contains(line) || isDoubtful(line) else { continue }
            if failed.contains(line) { failedNights[topic, default: 0] += 1 }
            openNights[topic, default: 0] += 1
            open.insert(line)
            if line.threshold <= 3 || openNights[topic, default: 0] > 1, let owner = owners[line] {
                troubled.insert(owner)
            }
            if failed.contains(line), due.contains(line),
                line.threshold <= 3 || failedNights[topic, default: 0] > 1
            {
                required.insert(line.to(NoticeWorld.staff))
            }
        }
        return required
    }
}

extension ToldLine {
    /// The same to somebody else.
    func to(_ recipient: String) -> ToldLine {
        ToldLine(kind: kind, topic: topic, threshold: threshold, recipient: recipient)
    }
}
