import GRDB

/// The schema's way forward: migrations with the text they were made with.
enum LedgerSchema {
    /// Every file of sql/migrations in order; a test holds the list against the folder.
    static let migrations: [(name: String, text: Query)] = [
        ("0001_account", Query(PackageResources._001_account_sql)),
        ("0002_issuance", Query(PackageResources._002_issuance_sql)),
        ("0003_night", Query(PackageResources._003_night_sql)),
        ("0004_custody", Query(PackageResources._004_custody_sql)),
        ("0005_served", Query(PackageResources._005_served_sql)),
        ("0007_batch", Query(PackageResources._007_batch_sql)),
        ("0008_validation", Query(PackageResources._008_validation_sql)),
        ("0009_served_view", Query(PackageResources._009_served_view_sql)),
        ("0010_order", Query(PackageResources._010_order_sql)),
        ("0011_care", Query(PackageResources._011_care_sql)),
        ("0012_publishing", Query(PackageResources._012_publishing_sql)),
        ("0013_removal", Query(PackageResources._013_removal_sql)),
        ("0015_notice", Query(PackageResources._015_notice_sql)),
        ("0016_outcome", Query(PackageResources._016_outcome_sql)),
    ]

    /// Migrates where writing is allowed, and refuses a ledger that is newer, altered or behind.
    static func bringUpToDate(
        _ queue: DatabaseQueue, path: String, access: Ledger.Access
    ) throws {
        if try isCurrent(queue, path: path) { return }
        guard access == .readWrite else { throw LedgerError.outdated(path: path) }
        try migrator.migrate(queue)
        guard try isCurrent(queue, path: path) else { throw LedgerError.newer(path: path) }
    }

    /// Compares the texts that the ledger keeps with ours.
    ///
    /// One small read, so that a program that has nothing to do starts quickly; GRDB's own table of
    /// migrations is only consulted where something has to be migrated.
    private static func isCurrent(_ queue: DatabaseQueue, path: String) throws -> Bool {
        try queue.read { database in
            // GRDB's own question reads the whole schema.
            let tables = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM sqlite_schema WHERE name = 'migration_text'")
            guard tables == 1 else { return false }
            let kept = try Row.fetchAll(
                database, sql: "SELECT name, text FROM migration_text ORDER BY name")
            for (row, known) in zip(kept, migrations) {
                guard row["name"] == known.name, row["text"] == known.text.sql else {
                    throw LedgerError.altered(path: path, migration: row["name"])
                }
            }
            guard kept.count <= migrations.count else { throw LedgerError.newer(path: path) }
            return kept.count == migrations.count
        }
    }

    /// Refuses a file that is no ledger, newer or altered; an earlier version is fine.
    static func checkTexts(_ queue: DatabaseQueue, path: String) throws {
        guard try queue.read({ try $0.tableExists("migration_text") }) else {
            throw LedgerError.notADatabase(path: path, text: "it holds no ledger")
        }
        _ = try isCurrent(queue, path: path)  // What it throws is what matters.
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0000_migration_text") { database in
            try database.execute(
                sql: """
                    CREATE TABLE migration_text (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT
                    """)
        }
        for (name, text) in migrations {
            migrator.registerMigration(name) { database in
                try database.execute(sql: text.sql)
                try database.execute(
                    sql: "INSERT INTO migration_text (name, text) VALUES (?, ?)",
                    arguments: [name, text.sql])
            }
        }
        return migrator
    }
}
