import GRDB
package import Subscriptions

/// A task that comes of telling somebody, or of not reaching him.
package struct NoticeTask: Sendable, Equatable {
    /// What makes it the same task.
    package let cause: String
    /// What happened.
    package let text: String
    /// What to do about it.
    package let remedy: String
    /// The rows it is about.
    package let rows: NoticeRows

    /// A task of a cause.
    package init(cause: String, text: String, remedy: String, rows: NoticeRows = NoticeRows()) {
        self.cause = cause
        self.text = text
        self.remedy = remedy
        self.rows = rows
    }
}

// What becomes of notices, each with the tasks that come of it in one transaction: a run that is
// cut off leaves no failure without its task.
extension Ledger {
    /// Notices are about to be handed over in one message; durable before it is.
    ///
    /// Throws where one of them is not to go out, and changes nothing then.
    package func handing(
        _ notices: [Int64], channel: String, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            for notice in notices {
                let found = try database.number(
                    .noticeHanding,
                    ["notice": notice, "channel": channel, "now": now.seconds])
                guard found != nil else {
                    throw LedgerError.refused(text: "notice \(notice) is not to go out")
                }
            }
        }
    }

    /// Notices were handed over; the receipt proves it, and the tasks of these causes are done.
    package func sent(
        _ notices: [Int64], receipt: String, closing causes: [String] = [], at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            for notice in notices {
                try database.run(
                    .noticeSent, ["notice": notice, "receipt": receipt, "now": now.seconds])
            }
            for cause in causes {
                _ = try database.number(  // Mostly there is none.
                    .taskClose, ["cause": cause, "now": now.seconds])
            }
        }
    }

    /// Notices surely were not handed over; they are tried again at `next`, or never.
    ///
    /// - Returns: the tasks that are new.
    @discardableResult
    package func failed(
        _ notices: [Int64], error: String, next: Timestamp?, opening tasks: [NoticeTask] = [],
        at now: Timestamp
    ) throws(LedgerError) -> [NoticeTask] {
        try record(.noticeFailed, notices, error, "failed", next, tasks, now)
    }

    /// Nobody knows whether notices arrived; they are handed over once more at `next`, or never.
    ///
    /// - Returns: the tasks that are new.
    @discardableResult
    package func inDoubt(
        _ notices: [Int64], error: String, next: Timestamp?, opening tasks: [NoticeTask] = [],
        at now: Timestamp
    ) throws(LedgerError) -> [NoticeTask] {
        try record(.noticeDoubt, notices, error, "unknown", next, tasks, now)
    }

    /// The channel took nothing at all: the attempt does not count.
    package func blocked(_ notices: [Int64], error: String) throws(LedgerError) {
        try write { database in
            for notice in notices {
                try database.run(.noticeBlocked, ["notice": notice, "error": error])
            }
        }
    }

    /// The channel works for others: an attempt that was taken back counts after all.
    ///
    /// - Returns: the tasks that are new.
    package func charged(
        _ notices: [Int64], error: String, next: Timestamp?, opening tasks: [NoticeTask] = [],
        at now: Timestamp
    ) throws(LedgerError) -> [NoticeTask] {
        try record(.noticeCharged, notices, error, "failed", next, tasks, now)
    }

    /// A notice cannot be put into words; it is tried again at `next`, in a message of that name.
    ///
    /// - Returns: the tasks that are new.
    package func unworded(
        _ notice: Int64, messageID: String, error: String, next: Timestamp,
        opening tasks: [NoticeTask], at now: Timestamp
    ) throws(LedgerError) -> [NoticeTask] {
        try write { database in
            try database.run(
                .noticeUnworded,
                [
                    "notice": notice, "message_id": messageID, "next": next.seconds,
                    "error": error,
                ])
            return try tasks.filter { try database.open($0, at: now) }
        }
    }

    private func record(
        _ query: Query, _ notices: [Int64], _ error: String, _ final: String, _ next: Timestamp?,
        _ tasks: [NoticeTask], _ now: Timestamp
    ) throws(LedgerError) -> [NoticeTask] {
        try write { database in
            for notice in notices {
                try database.run(
                    query,
                    [
                        "notice": notice, "state": next == nil ? final : "claimed",
                        "next": next?.seconds, "error": error,
                    ])
            }
            return try tasks.filter { try database.open($0, at: now) }
        }
    }
}

extension Database {
    /// Opens a task, once a cause; one that is open says from now on what is so now.
    fileprivate func open(_ task: NoticeTask, at now: Timestamp) throws -> Bool {
        let opened = try number(
            .taskOpen,
            [
                "cause": task.cause, "text": task.text, "module": task.rows.module,
                "subscription": task.rows.subscription, "now": now.seconds,
            ])
        if opened != nil { return true }
        _ = try number(  // Nothing comes back where it says so already.
            .taskReword, ["cause": task.cause, "text": task.text])
        return false
    }
}
