import Foundation
import GRDB

/// The world's SQLite file in the state folder, for the sandbox and for whoever looks into it.
///
/// Every request's changes are one transaction. It survives the program's end at any moment; the
/// last requests before a power failure may be lost, which a rehearsal can bear.
struct StateFile: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    /// Opens the file of a folder and makes its tables where they are missing.
    init(folder: StateFolder) throws(SandboxError) {
        path = folder.path + "/world.sqlite"
        do {
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(10)
            queue = try DatabaseQueue(path: path, configuration: configuration)
            guard try queue.read({ try !Self.migrator.hasBeenSuperseded($0) }) else {
                throw SandboxError.cannotCreate(
                    path: path, reason: "a newer ssl-sandbox has written it")
            }
            try Self.migrator.migrate(queue)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .cannotCreate(path: path, reason: "\(error)")
        }
    }

    /// Runs the body in one reading transaction.
    func read<Value>(_ body: (Database) throws -> Value) throws(SandboxError) -> Value {
        do { return try queue.read(body) } catch { throw problem(error) }
    }

    /// Runs the body in one writing transaction.
    func write<Value>(_ body: (Database) throws -> Value) throws(SandboxError) -> Value {
        do { return try queue.write(body) } catch { throw problem(error) }
    }

    private func problem(_ error: any Error) -> SandboxError {
        error as? SandboxError ?? .cannotCreate(path: path, reason: "\(error)")
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, text) in migrations {
            migrator.registerMigration(name) { database in
                try database.execute(sql: text.sql)
            }
        }
        return migrator
    }

    /// Every file of sql/sandbox/migrations in order; a test holds the list against the folder.
    static let migrations: [(name: String, text: StateQuery)] = [
        ("1001_world", StateQuery(PackageResources._001_world_sql))
    ]
}

extension Database {
    /// Runs a statement of `sql/sandbox/` that returns nothing.
    func run(_ query: StateQuery, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: query.sql).execute(arguments: arguments)
    }

    /// Goes through the rows of a statement of `sql/sandbox/` without keeping them.
    func each(
        _ query: StateQuery, _ arguments: StatementArguments = StatementArguments(),
        _ body: (GRDB.Row) throws -> Void
    ) throws {
        let rows = try GRDB.Row.fetchCursor(cachedStatement(sql: query.sql), arguments: arguments)
        while let row = try rows.next() { try body(row) }
    }
}
