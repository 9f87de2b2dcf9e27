import GRDB
import Subscriptions

extension Database {
    /// Adds an event to the audit.
    func note(
        _ subscription: Int64?, _ kind: String, _ detail: String, _ now: Timestamp
    ) throws {
        try run(
            .eventInsert,
            [
                "now": now.seconds, "run": nil, "subscription": subscription, "kind": kind,
                "detail": detail,
            ])
    }
}
