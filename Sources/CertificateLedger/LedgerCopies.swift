import GRDB
package import Subscriptions

/// What a ledger file holds, read without changing it.
package struct LedgerFacts: Sendable, Equatable {
    /// When it last recorded anything.
    package let newest: Timestamp
    /// How many subscriptions it has.
    package let subscriptions: Int
}

extension Ledger {
    /// Writes a compact copy of the ledger into a new file while others work on.
    package func copy(to path: String) throws(LedgerError) {
        do { try queue.vacuum(into: path) } catch { throw LedgerError(error, path: path) }
    }

    /// Gives room that is not used any more back; needs as much again meanwhile.
    package func vacuum() throws(LedgerError) {
        do { try queue.vacuum() } catch { throw LedgerError(error, path: path) }
    }

    /// What SQLite finds wrong with the file; empty where all is well.
    package func damage() throws(LedgerError) -> [String] {
        try read { try $0.damage() }
    }

    /// Rows that name rows which are not there, as `table row -> table`.
    package func brokenReferences() throws(LedgerError) -> [String] {
        try read { database in
            try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                let id = (row["rowid"] as Int64?).map(String.init) ?? "?"
                return "\(row["table"] as String) \(id) -> \(row["parent"] as String)"
            }
        }
    }

    /// Proves that a file is a whole ledger of this version or an earlier one, and reads what it
    /// holds; nothing of it is changed.
    package static func verify(path: String) throws(LedgerError) -> LedgerFacts {
        do {
            let queue = try queue(reading: path)
            try LedgerSchema.checkTexts(queue, path: path)
            return try queue.read { database in
                let damage = try database.damage()
                guard damage.isEmpty else {
                    throw LedgerError.notADatabase(path: path, text: damage[0])
                }
                return LedgerFacts(
                    newest: Timestamp(
                        seconds: Int64(try database.number(.eventNewest) ?? 0)),
                    subscriptions: try database.number(.subscriptionCount) ?? 0)
            }
        } catch { throw LedgerError(error, path: path) }
    }

    /// Writes a compact copy of any ledger file, of an earlier version too, into a new file.
    package static func copy(from source: String, to path: String) throws(LedgerError) {
        do { try queue(reading: source).vacuum(into: path) } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Brings what is still in the write-ahead log into the file itself.
    package static func settle(path: String) throws(LedgerError) {
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try queue.close()
        } catch { throw LedgerError(error, path: path) }
    }

    static func queue(reading path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Ledger.busyTimeout)
        configuration.label = "ledger"
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

extension Database {
    fileprivate func damage() throws -> [String] {
        try String.fetchAll(self, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    }
}
