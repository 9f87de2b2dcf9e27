import Foundation
package import Subscriptions
import Wording

/// The clock of a run: the system's, or one that was set and goes on from there.
package struct RunClock: Sendable {
    /// Whether the clock was set by `SSL_LEDGER_NOW`.
    package let isOverridden: Bool
    private let offset: Int64

    /// The clock of the environment; `SSL_LEDGER_NOW` sets it for tests and demonstrations.
    package init(environment: [String: String]) throws(JobError) {
        guard let text = environment["SSL_LEDGER_NOW"], !text.isEmpty else {
            isOverridden = false
            offset = 0
            return
        }
        guard let moment = Timestamp(iso: text) else {
            throw .configuration(
                what: "SSL_LEDGER_NOW is no moment: \(text.printable())",
                remedy: "write it as 2026-11-23T03:00:00Z")
        }
        isOverridden = true
        offset = moment.seconds - RunClock.systemSeconds
    }

    /// The moment.
    package var now: Timestamp { Timestamp(seconds: RunClock.systemSeconds + offset) }

    private static var systemSeconds: Int64 { Int64(time(nil)) }
}
