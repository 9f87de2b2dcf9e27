import GRDB
package import Subscriptions

/// A piece of work for a person.
package struct TaskRow: Sendable, Equatable {
    /// The number people name it by.
    package let id: Int64
    /// What it is about, once among open tasks; its first word is the kind.
    package let cause: String
    /// The name of the module, where it is about one.
    package let module: String?
    /// The reference of the subscription, where it is about one.
    package let reference: String?
    /// The host of that subscription.
    package let host: String?
    /// What happened.
    package let text: String
    /// When it was opened.
    package let openedAt: Timestamp
    /// Who looks after it.
    package let takenBy: String?
    /// Since when.
    package let takenAt: Timestamp?
    /// Whether it is closed.
    package let isClosed: Bool

    init(_ row: Row) {
        id = row["id"]
        cause = row["cause"]
        module = row["module"]
        reference = row["reference"]
        host = row["host"]
        text = row["text"]
        openedAt = Timestamp(seconds: row["opened_at"])
        takenBy = row["taken_by"]
        takenAt = row.moment("taken_at")
        isClosed = (row["closed_at"] as Int64?) != nil
    }
}

extension Ledger {
    /// The open tasks, the oldest first.
    package func openTasks() throws(LedgerError) -> [TaskRow] {
        try read { try $0.rows(.taskList).map(TaskRow.init) }
    }

    /// The task of that number, open or closed.
    package func task(_ id: Int64) throws(LedgerError) -> TaskRow? {
        try read { try $0.row(.taskFind, ["task": id]).map(TaskRow.init) }
    }

    /// Notes that a person looks after open tasks.
    package func takeTasks(
        _ ids: [Int64], by who: String, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            for id in ids {
                let row = try database.row(
                    .taskTake, ["task": id, "who": who, "now": now.seconds])
                try database.note(
                    row?["subscription_id"], "task-taken", "task \(id) by \(who)", now)
            }
        }
    }

    /// Closes tasks because a person says so.
    ///
    /// - Returns: those whose cause is still there as far as the ledger can tell, which the next
    ///   scan opens again.
    package func closeTasks(
        _ ids: [Int64], by who: String, at now: Timestamp
    ) throws(LedgerError) -> Set<Int64> {
        try write { database in
            for id in ids {
                let row = try database.row(
                    .taskCloseByHand, ["task": id, "who": who, "now": now.seconds])
                try database.note(
                    row?["subscription_id"], "task-closed", "task \(id) by \(who)", now)
            }
            return Set(try database.rows(.taskCauseLasting).map { $0["id"] })
        }
    }

    /// Closes open tasks whose cause is gone, and opens again what people closed too early.
    ///
    /// Only causes that the ledger itself knows are looked at; the others are opened and closed by
    /// whoever looks at them.
    ///
    /// - Returns: the texts of the tasks that were opened again.
    package func reviewTasks(at now: Timestamp) throws(LedgerError) -> [String] {
        try write { database in
            for row in try database.rows(.taskCauseGone) {
                try database.run(.taskClose, ["cause": row["cause"] as String, "now": now.seconds])
            }
            var reopened: [String] = []
            for row in try database.rows(.taskCauseLasting) {
                let new = try database.row(
                    .taskOpen,
                    [
                        "cause": row["cause"] as String, "text": row["text"] as String,
                        "module": row["module_id"] as Int64?,
                        "subscription": row["subscription_id"] as Int64?, "now": now.seconds,
                    ])
                if new != nil { reopened.append(row["text"]) }
            }
            try database.run(.taskVerified)
            return reopened
        }
    }
}
