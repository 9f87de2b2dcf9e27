import CertificateLedger
import Notices
import Subscriptions
import Wording

/// Hands messages over, one after the other, so that the ledger knows what became of each.
struct NoticeDelivery {
    /// Where a run can be cut off; a test does it by throwing.
    enum Step: Sendable {
        /// It is recorded that the message is about to be handed over.
        case handing
        /// The message has been handed over, and the receipt is not recorded.
        case handedOver
    }

    /// What became of a message.
    enum Result {
        /// It was handed over.
        case sent
        /// It was not; it is tried again.
        case postponed(NoticeError)
        /// It was not, and is not tried again.
        case failed(NoticeError)
        /// Nobody knows whether it arrived; `isLast` after the second time.
        case inDoubt(NoticeError, isLast: Bool)
        /// The channel did not take it, and may take no other message either.
        case blocked(NoticeError)
    }

    /// What became of a message, and what else came of it.
    struct Report {
        /// What became of it.
        let result: Result
        /// What it said.
        var letter: NoticeLetter
        /// The tasks that are new.
        var tasks: [NoticeTask] = []
        /// What could not be put into words and is not in it.
        var left: [(item: NoticeItem, error: NoticeError)] = []
        /// What is wrong with a file of the operator's.
        var flaw: NoticeError?
    }

    /// Attempts after which a message is given up.
    static let mostAttempts = 10

    let ledger: Ledger
    let clock: RunClock
    let way: NoticeSender
    let templates: NoticeTemplates
    /// Called at each step.
    var reach: @Sendable (Step) throws -> Void = { _ in }

    /// Hands a message over that is claimed; throws only where the ledger cannot follow.
    func deliver(_ letter: NoticeLetter, records: [NoticeRecord]) async throws -> Report {
        let recipient: MailAddress
        do throws(NoticeError) { recipient = try MailAddress(letter.recipient) } catch {
            return try fail(letter, records, error, next: nil)
        }
        let wording = NoticeWording(letter.items, templates)
        var tasks = try keepBack(wording.left, of: letter, records)
        let said = letter.only(wording.items)
        guard let notice = wording.notice else {
            let error = wording.left.first?.error ?? .malformed("message", "")
            return Report(
                result: .postponed(error), letter: said, tasks: tasks, left: wording.left)
        }
        let message: Message
        do throws(NoticeError) {
            message = try Message(
                id: said.messageID, from: way.from, to: recipient, replyTo: way.replyTo,
                date: clock.now, notice: notice, topic: said.topic)
        } catch {
            let left = said.items.map { (item: $0, error: error) }
            tasks += try keepBack(left, of: letter, records)
            return Report(
                result: .postponed(error), letter: letter.only([]), tasks: tasks,
                left: wording.left + left)
        }
        var report = try await hand(
            message, said, records.filter { $0.isOne(of: said.items) })
        report.tasks += tasks
        report.left = wording.left
        report.flaw = wording.flaw
        return report
    }

    private func hand(
        _ message: Message, _ letter: NoticeLetter, _ records: [NoticeRecord]
    ) async throws -> Report {
        let ids = records.map(\.id)
        try ledger.handing(ids, channel: type(of: way.channel).name, at: clock.now)
        try reach(.handing)
        let receipt: String
        do throws(NoticeError) { receipt = try await way.channel.deliver(message) } catch {
            return try note(error, letter, records)
        }
        try reach(.handedOver)
        try ledger.sent(
            ids, receipt: receipt, closing: NoticeTasks.settled(by: letter), at: clock.now)
        return Report(result: .sent, letter: letter)
    }

    private func note(
        _ error: NoticeError, _ letter: NoticeLetter, _ records: [NoticeRecord]
    ) throws(LedgerError) -> Report {
        let ids = records.map(\.id)
        let attempts = (records.map(\.attempts).max() ?? 0) + 1
        if error.isOutcomeUnknown {
            let isLast = records.contains(where: \.isDoubtful)
            let tasks = try ledger.inDoubt(
                ids, error: error.happened,
                next: isLast ? nil : clock.now + Self.pause(after: attempts),
                opening: isLast ? NoticeTasks.lost(letter) : [], at: clock.now)
            return Report(result: .inDoubt(error, isLast: isLast), letter: letter, tasks: tasks)
        }
        if error.reach == .channel {
            try ledger.blocked(ids, error: error.happened)
            return Report(result: .blocked(error), letter: letter)
        }
        guard error.permanence == .transient else {
            return try fail(letter, records, error, next: nil)
        }
        let trouble = try trouble(with: letter, isCounted: true)
        let isLast = trouble.attempts >= Self.mostAttempts
        return try fail(
            letter, records, error, next: isLast ? nil : clock.now + Self.pause(after: attempts),
            for: trouble.long)
    }

    private func fail(
        _ letter: NoticeLetter, _ records: [NoticeRecord], _ error: NoticeError,
        next: Timestamp?, for long: [NoticeItem] = []
    ) throws(LedgerError) -> Report {
        let tasks = try ledger.failed(
            records.map(\.id), error: error.happened, next: next,
            opening: next == nil
                ? NoticeTasks.failed(letter, error) : NoticeTasks.waiting(letter, long, error),
            at: clock.now)
        return Report(
            result: next == nil ? .failed(error) : .postponed(error), letter: letter, tasks: tasks)
    }

    /// What the channel did not take counts against the address: it took another message.
    func charge(_ suspect: NoticeSuspicion.Suspect) throws(LedgerError) -> Report {
        let (letter, records, error) = (suspect.letter, suspect.records, suspect.error)
        let attempts = (records.map(\.attempts).max() ?? 0) + 1
        let trouble = try trouble(with: letter, isCounted: false)
        let isLast = trouble.attempts >= Self.mostAttempts
        let tasks = try ledger.charged(
            records.map(\.id), error: error.happened,
            next: isLast ? nil : clock.now + Self.pause(after: attempts),
            opening: isLast
                ? NoticeTasks.failed(letter, error)
                : NoticeTasks.waiting(letter, trouble.long, error),
            at: clock.now)
        return Report(
            result: isLast ? .failed(error) : .postponed(error), letter: letter, tasks: tasks)
    }

    /// The attempts of what was tried most often, and what has been in trouble for long.
    private func trouble(
        with letter: NoticeLetter, isCounted: Bool
    ) throws(LedgerError) -> (attempts: Int, long: [NoticeItem]) {
        var (attempts, long): (Int, [NoticeItem]) = (1, [])
        for item in letter.items {
            let known = try ledger.notices(kind: item.key.kind, topic: item.key.topic)
            let trouble = NoticeTrouble(known, of: item.key, isCounted: isCounted)
            attempts = max(attempts, trouble.attempts)
            if trouble.isLong(at: clock.now, threshold: item.key.threshold) { long.append(item) }
        }
        return (attempts, long)
    }

    /// What cannot be put into words waits for the next night under a name of its own: the
    /// message it was to be part of goes without it.
    private func keepBack(
        _ left: [(item: NoticeItem, error: NoticeError)], of letter: NoticeLetter,
        _ records: [NoticeRecord]
    ) throws(LedgerError) -> [NoticeTask] {
        var tasks: [NoticeTask] = []
        for (item, error) in left {
            guard let record = records.first(where: { $0.key == item.key }) else { continue }
            let name = NoticeMessageID([item], claimedAt: clock.now, domain: way.domain)
            tasks += try ledger.unworded(
                record.id, messageID: letter.items.count > 1 ? name.description : letter.messageID,
                error: error.happened, next: clock.now + IssuanceWorker.untilNextNight,
                opening: NoticeTasks.unworded(item, error), at: clock.now)
        }
        return tasks
    }

    /// Seconds until the next attempt: 1, 10 and 100 minutes, then the next night.
    static func pause(after attempts: Int) -> Int64 {
        let minutes: [Int64] = [1, 10, 100]
        return (1...minutes.count).contains(attempts)
            ? minutes[attempts - 1] * 60 : IssuanceWorker.untilNextNight
    }
}
