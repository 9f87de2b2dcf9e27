import GRDB
package import Subscriptions

extension Ledger {
    /// Opens a task for a person, once a cause.
    ///
    /// - Returns: whether it is new.
    package func openTask(
        cause: String, text: String, module: Int64?, subscription: Int64?, at now: Timestamp
    ) throws(LedgerError) -> Bool {
        try write { database in
            try database.number(
                .taskOpen,
                [
                    "cause": cause, "text": text, "module": module,
                    "subscription": subscription, "now": now.seconds,
                ]) != nil
        }
    }

    /// Closes a task whose cause is gone, if it is open.
    package func closeTask(cause: String, at now: Timestamp) throws(LedgerError) {
        try write {
            _ = try $0.number(  // Mostly there is none.
                .taskClose, ["cause": cause, "now": now.seconds])
        }
    }
}
