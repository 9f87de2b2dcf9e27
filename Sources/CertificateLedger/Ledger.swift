import GRDB

/// The SQLite ledger of certificates and paid periods, opened by one program.
///
/// Each call is one transaction; no call waits for the network inside one.
package struct Ledger: Sendable {
    /// What a program may do with the ledger.
    package enum Access: Sendable {
        /// Read and write; makes the file where there is none.
        case readWrite
        /// Read only: dry runs and reports.
        case readOnly
    }

    /// Seconds that a statement waits for another program's transaction.
    package static let busyTimeout = 10.0

    /// Where the file is.
    package let path: String
    let queue: DatabaseQueue
    private let commits = SharedCommit()

    /// Opens the ledger and brings its schema up to date, or says what is wrong with it.
    ///
    /// `busyTimeout` is in seconds.
    package init(
        path: String, access: Access, busyTimeout: Double = Ledger.busyTimeout
    ) throws(LedgerError) {
        self.path = path
        do {
            queue = try Ledger.open(path: path, access: access, busyTimeout: busyTimeout)
            try LedgerSchema.bringUpToDate(queue, path: path, access: access)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Runs the body in one reading transaction.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do { return try queue.read(body) } catch { throw LedgerError(error, path: path) }
    }

    /// Runs the body in one writing transaction, durable when this returns.
    ///
    /// What several threads write at the same moment becomes durable with one wait for the disk;
    /// each body is whole or undone by itself all the same.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) throws(LedgerError) -> Value {
        do { return try commits.write(body, to: queue) } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// `synchronous` and `foreign_keys` as the writing connection has them, for the test that
    /// holds them.
    package func pragmas() throws(LedgerError) -> [Int?] {
        try read { database in
            try ["synchronous", "foreign_keys"].map {
                try Int.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
    }

    private static func open(
        path: String, access: Access, busyTimeout: Double
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.readonly = access == .readOnly
        configuration.label = "ledger"
        configuration.publicStatementArguments = false
        if access == .readWrite { configuration.journalMode = .wal }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        // GRDB sets NORMAL with WAL, which may lose the last transactions in a power failure; an
        // intent that is lost would be a second reissue.
        if access == .readWrite {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        }
        return queue
    }
}

extension Database {
    /// Runs a statement of `sql/` that returns nothing.
    func run(_ query: Query, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: query.sql).execute(arguments: arguments)
    }

    /// The first row of a statement of `sql/`.
    func row(_ query: Query, _ arguments: StatementArguments = StatementArguments()) throws -> Row?
    {
        try Row.fetchOne(cachedStatement(sql: query.sql), arguments: arguments)
    }

    /// All rows of a statement of `sql/`.
    func rows(
        _ query: Query, _ arguments: StatementArguments = StatementArguments()
    ) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: query.sql), arguments: arguments)
    }

    /// The first column of the first row, for statements that return one number.
    func number(
        _ query: Query, _ arguments: StatementArguments = StatementArguments()
    ) throws -> Int? {
        try Int.fetchOne(cachedStatement(sql: query.sql), arguments: arguments)
    }
}
