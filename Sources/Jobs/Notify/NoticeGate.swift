import Settings
import Subscriptions
import Wording

/// Postpones what can wait: quiet hours, and a limit of messages for each recipient and day.
struct NoticeGate: Sendable {
    private let quietHours: HourSpan?
    private let cap: Int
    private let now: Timestamp
    private var received: [String: Int] = [:]

    /// The gate of a run at a moment.
    init(_ settings: NoticeSettings, at now: Timestamp) {
        quietHours = settings.quietHours
        cap = settings.cap
        self.now = now
    }

    /// Why a message waits; nil where it goes, and is counted.
    ///
    /// What is not counted (`isCounted`) waits for quiet hours only; `before` says how many messages the address got in the last day.
    mutating func postponement(
        of recipient: String, isUrgent: Bool, isCounted: Bool = true,
        before: (String) throws -> Int
    ) rethrows -> String? {
        let count = try received[recipient] ?? before(recipient)
        received[recipient] = count
        if !isUrgent {
            let hour = Int((now.seconds % 86_400 + 86_400) % 86_400 / 3_600)
            if let quietHours, quietHours.contains(hour: hour) {
                return "quiet hours until \(padded(quietHours.until % 24)):00 UTC"
            }
            if isCounted, cap > 0, count >= cap {
                let verb = count == 1 ? "is" : "are"
                return "\(count.counted("message")) in a day \(verb) enough for one address"
            }
        }
        received[recipient] = count + 1
        return nil
    }

    private func padded(_ hour: Int) -> String { (hour < 10 ? "0" : "") + String(hour) }
}
