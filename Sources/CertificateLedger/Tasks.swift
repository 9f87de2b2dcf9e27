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

    /// The causes of open tasks that begin with a word, in their order.
    package func openCauses(of word: String) throws(LedgerError) -> [String] {
        // A blank follows the word, and the next character after a blank ends the range.
        try read { database in
            try database.rows(.taskOpenCauses, ["first": "\(word) ", "end": "\(word)!"])
                .map { $0["cause"] }
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
