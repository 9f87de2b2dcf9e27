import GRDB
import GRDBSQLite

/// A statement that runs once for each row of a long list: bound and stepped in SQLite itself.
///
/// GRDB makes a value of each argument, which for a million rows costs more than SQLite does.
@safe
struct RowStatement {
    /// Keeps the handle alive.
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ database: Database, _ query: Query) throws {
        statement = try database.cachedStatement(sql: query.sql)
        unsafe handle = statement.sqliteStatement
    }

    /// Binds a whole number, or nothing, to a parameter, from 1.
    func bind(_ number: Int64?, at index: Int32) throws {
        guard let number else { return try check(unsafe sqlite3_bind_null(handle, index)) }
        try check(unsafe sqlite3_bind_int64(handle, index, number))
    }

    /// Runs the statement with texts for the parameters from `first` on; whether it gave a row.
    ///
    /// All parameters are unbound afterwards.
    func run(_ texts: RowTexts = RowTexts(), from first: Int32 = 1) throws -> Bool {
        try unsafe texts.withBytes { bytes in
            defer {
                unsafe _ = sqlite3_reset(handle)  // Its code repeats the step's.
                unsafe _ = sqlite3_clear_bindings(handle)  // It always succeeds.
            }
            var start = 0
            for (index, end) in texts.ends.enumerated() {
                // SQLite reads the bytes where they are: they stay until the step is done.
                let text = unsafe bytes.baseAddress.map { unsafe $0 + start }
                try check(
                    unsafe sqlite3_bind_text(
                        handle, first + Int32(index), text, Int32(end - start), nil))
                start = end
            }
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_ROW { return true }
            guard code == SQLITE_DONE else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
            return false
        }
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}

/// The texts of one row behind each other in UTF-8, in room that the next row uses again.
struct RowTexts {
    /// With a zero at its end, so that it has an address: text at none is NULL to SQLite.
    private var bytes: [UInt8] = [0]
    /// Where each text ends.
    private(set) var ends: [Int] = []

    /// Adds a text behind the ones before it.
    mutating func append(_ text: String) {
        bytes.removeLast()
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
        bytes.append(0)
    }

    /// Forgets the texts and keeps the room.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(0)
        ends.removeAll(keepingCapacity: true)
    }

    /// The bytes of all texts for the time of the call.
    func withBytes<Value>(
        _ body: (UnsafeBufferPointer<CChar>) throws -> Value
    ) rethrows -> Value {
        try unsafe bytes.withUnsafeBytes {
            try unsafe body($0.bindMemory(to: CChar.self))
        }
    }
}
