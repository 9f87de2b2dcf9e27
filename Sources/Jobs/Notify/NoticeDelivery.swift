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
        /// The channel itself does not work, and no other message gets through either.
        case blocked(NoticeError)
    }

    /// Attempts after which a message is given up.
    static let mostAttempts = 10

    let ledger: Ledger
    let clock: RunClock
    let way: NoticeSender
    let templates: NoticeTemplates
    /// Called at each step.
    var reach: @Sendable (Step) throws -> Void = { _ in }

    /// The words of a message.
    func words(
        of letter: NoticeLetter
    ) throws(NoticeError) -> Notice {
        var data: [NoticeData] = []
        for item in letter.items { data.append(try item.candidate.data(toStaff: item.isToStaff)) }
        let language = letter.items.first?.candidate.subject?.language
        // What is wrong with a file of the operator's is told once for all messages.
        guard data.count == 1, let only = data.first else {
            return try templates.digest(data, language: language).notice
        }
        return try templates.render(only, language: language).notice
    }

    /// Hands a message over that is claimed; throws only where the ledger cannot follow.
    func deliver(_ letter: NoticeLetter, records: [NoticeRecord]) async throws -> Result {
        let ids = records.map(\.id)
        let attempts = (records.map(\.attempts).max() ?? 0) + 1
        let recipient: MailAddress
        do throws(NoticeError) { recipient = try MailAddress(letter.recipient) } catch {
            try ledger.failed(ids, error: error.happened, next: nil)
            return .failed(error)
        }
        let message: Message
        do throws(NoticeError) {
            message = try Message(
                id: letter.messageID, from: way.from, to: recipient, replyTo: way.replyTo,
                date: clock.now, notice: words(of: letter), topic: letter.topic)
        } catch {
            // Words that cannot be found say nothing of the recipient.
            let next = clock.now + Self.pause(after: attempts)
            try ledger.failed(ids, error: error.happened, next: next)
            return .postponed(error)
        }
        try ledger.handing(ids, channel: type(of: way.channel).name, at: clock.now)
        try reach(.handing)
        let receipt: String
        do throws(NoticeError) { receipt = try await way.channel.deliver(message) } catch {
            return try note(error, ids, attempts: attempts, isSecondDoubt: letter.isInDoubt)
        }
        try reach(.handedOver)
        try ledger.sent(ids, receipt: receipt, at: clock.now)
        return .sent
    }

    private func note(
        _ error: NoticeError, _ ids: [Int64], attempts: Int, isSecondDoubt: Bool
    ) throws(LedgerError) -> Result {
        let next = clock.now + Self.pause(after: attempts)
        if error.isOutcomeUnknown {
            try ledger.inDoubt(ids, error: error.happened, next: isSecondDoubt ? nil : next)
            return .inDoubt(error, isLast: isSecondDoubt)
        }
        if error.reach == .channel {
            try ledger.failed(ids, error: error.happened, next: next)
            return .blocked(error)
        }
        let isLast = error.permanence == .permanent || attempts >= Self.mostAttempts
        try ledger.failed(ids, error: error.happened, next: isLast ? nil : next)
        return isLast ? .failed(error) : .postponed(error)
    }

    /// Seconds until the next attempt: 1, 10 and 100 minutes, then the next night.
    static func pause(after attempts: Int) -> Int64 {
        let minutes: [Int64] = [1, 10, 100]
        return (1...minutes.count).contains(attempts)
            ? minutes[attempts - 1] * 60 : IssuanceWorker.untilNextNight
    }
}
