import GRDB
package import Subscriptions

extension Ledger {
    /// Opens a task for a person, once a cause; one that is open says from now on what is so now.
    ///
    /// - Returns: whether it is new.
    package func openTask(
        cause: String, text: String, module: Int64?, subscription: Int64?, at now: Timestamp
    ) throws(LedgerError) -> Bool {
        try keepTask(
            cause: cause, text: text, module: module, subscription: subscription, at: now)
            == .opened
    }

    /// Opens a task, or lets the one that is open say what is so now; and says which of both.
    package func keepTask(
        cause: String, text: String, module: Int64?, subscription: Int64?, at now: Timestamp
    ) throws(LedgerError) -> TaskChange {
        try write { database in
            let opened = try database.number(
                .taskOpen,
                [
                    "cause": cause, "text": text, "module": module,
                    "subscription": subscription, "now": now.seconds,
                ])
            if opened != nil { return .opened }
            let reworded = try database.number(.taskReword, ["cause": cause, "text": text])
            return reworded == nil ? .unchanged : .reworded
        }
    }

    /// Whether a cause has an open task.
    package func isTaskOpen(cause: String) throws(LedgerError) -> Bool {
        try read { try $0.number(.taskIsOpen, ["cause": cause]) != nil }
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

/// What became of a task that was to be open.
package enum TaskChange: Sendable {
    /// It is new.
    case opened
    /// It was open, and said something else.
    case reworded
    /// It was open and said the same.
    case unchanged
}
