import GRDB

/// A table of the ledger, for an export.
package struct LedgerTable: Sendable, Equatable {
    /// Its name.
    package let name: String
    /// The names of its columns in their order; `_on` ends days, `_at` moments.
    package let columns: [String]
}

extension Ledger {
    /// Every table but those of the migrations, in one reading transaction.
    ///
    /// The body is given each table and a way to visit its rows.
    package func visitTables(
        _ body: (LedgerTable, (_ row: (borrowing LedgerRow) throws -> Void) throws -> Void) throws
            -> Void
    ) throws {
        try readRows { database in
            for table in try Ledger.tables(of: database) {
                // A name of the schema itself; SQL has no parameter for it.
                let statement = try database.makeStatement(sql: "SELECT * FROM \"\(table.name)\"")
                do {
                    try body(table) { visitor in
                        if let failure = try database.visit(statement, visitor) { throw failure }
                    }
                } catch { return error }
            }
            return nil
        }
    }

    private static func tables(of database: Database) throws -> [LedgerTable] {
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                    AND name NOT IN ('migration_text', 'grdb_migrations') ORDER BY name
                """)
        return try names.map { name in
            LedgerTable(name: name, columns: try database.columns(in: name).map(\.name))
        }
    }
}
