import GRDB
import GRDBSQLite
package import Subscriptions

/// The reports that the ledger can give; one file of sql/reports each.
package enum LedgerReport: String, Sendable, CaseIterable {
    /// Subscriptions with their current certificates.
    case certificates
    /// Issuances.
    case reissues
    /// Runs with their accounts.
    case runs
    /// Notices.
    case notices
    /// Tasks for people.
    case tasks
    /// Calls to the CA.
    case calls
    /// Subscriptions with what a person decides about them.
    case subscriptions

    var query: Query {
        switch self {
        case .certificates: Query(PackageResources.certificates_sql)
        case .reissues: Query(PackageResources.reissues_sql)
        case .runs: Query(PackageResources.runs_sql)
        case .notices: Query(PackageResources.notices_sql)
        case .tasks: Query(PackageResources.tasks_sql)
        case .calls: Query(PackageResources.calls_sql)
        case .subscriptions: Query(PackageResources.subscriptions_sql)
        }
    }
}

/// One row of a report while the statement stands on it; nothing of it outlives the visit.
@safe
package struct LedgerRow: ~Copyable {
    private let statement: OpaquePointer

    fileprivate init(_ statement: OpaquePointer) {
        unsafe self.statement = statement
    }

    /// How many columns the row has.
    package var count: Int { Int(unsafe sqlite3_column_count(statement)) }

    /// The name of a column, from 0.
    package func name(_ column: Int) -> String {
        guard let name = unsafe sqlite3_column_name(statement, Int32(column)) else { return "" }
        return unsafe String(cString: name)
    }

    /// Whether the column is empty.
    package func isEmpty(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }

    /// Whether the column holds text.
    package func isText(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(statement, Int32(column)) == SQLITE_TEXT
    }

    /// A column of whole numbers, nil where it is empty.
    package func number(_ column: Int) -> Int? {
        let value = Int(unsafe sqlite3_column_int64(statement, Int32(column)))
        // An empty column reads as zero; asking for zeros only halves the calls.
        return value == 0 && isEmpty(column) ? nil : value
    }

    /// The bytes of a text column, in UTF-8, for the time of the call.
    package func withText<Value>(
        _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
    ) rethrows -> Value {
        let bytes = unsafe sqlite3_column_text(statement, Int32(column))
        let count = Int(unsafe sqlite3_column_bytes(statement, Int32(column)))
        return unsafe try body(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// A text column as a string, nil where it is empty.
    package func text(_ column: Int) -> String? {
        isEmpty(column)
            ? nil : unsafe withText(column) { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension Ledger {
    /// The names of a report's columns, in their order.
    package func columns(of report: LedgerReport) throws(LedgerError) -> [String] {
        try read { try $0.cachedStatement(sql: report.query.sql).columnNames }
    }

    /// Visits every row of a report in one reading transaction.
    ///
    /// Rows are read from SQLite as they stand, without a value made for each cell: a million of
    /// them take little more than SQLite itself.
    package func report(
        _ report: LedgerReport, on today: Day, _ body: (borrowing LedgerRow) throws -> Void
    ) throws {
        try visit(report, on: today, body)
    }

    private func visit(
        _ report: LedgerReport, on today: Day, _ body: (borrowing LedgerRow) throws -> Void
    ) throws {
        try readRows { database in
            let statement = try database.cachedStatement(sql: report.query.sql)
            let takesDay = statement.sql.contains(":today")
            try statement.setArguments(takesDay ? ["today": today.number] : [])
            return try database.visit(statement, body)
        }
    }

    /// Runs the body in one reading transaction; what it gives is the error of a visitor, which
    /// is not the ledger's.
    func readRows(_ body: (Database) throws -> (any Error)?) throws {
        if let failure = try read(body) { throw failure }
    }
}

extension Database {
    /// Visits the rows of a statement whose arguments are set, until the visitor fails.
    ///
    /// - Returns: the visitor's error.
    func visit(
        _ statement: Statement, _ body: (borrowing LedgerRow) throws -> Void
    ) throws -> (any Error)? {
        let handle = unsafe statement.sqliteStatement
        defer { unsafe _ = sqlite3_reset(handle) }  // Its code repeats the step's.
        while true {
            let code = unsafe sqlite3_step(handle)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    throw DatabaseError(resultCode: ResultCode(rawValue: code))
                }
                return nil
            }
            do { try body(unsafe LedgerRow(handle)) } catch { return error }
        }
    }
}
