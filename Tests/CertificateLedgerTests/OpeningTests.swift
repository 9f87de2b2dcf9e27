import CertificateLedger
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct `Opening the ledger` {
    @Test func `makes the file, durable and with foreign keys`() throws {
        let fixture = try LedgerFixture()
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        #expect(try fixture.ledger.pragmas() == [2, 1])
    }

    @Test func `refuses a file that is no database and leaves it as it is`() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "not a ledger\n", count: 500)
        let path = try folder.write(text, to: "ledger.sqlite")
        #expect {
            _ = try Ledger(path: path, access: .readWrite)
        } throws: { error in
            guard case .notADatabase = error as? LedgerError else { return false }
            return true
        }
        #expect(try folder.read("ledger.sqlite") == text)
    }

    @Test func `refuses a newer ledger`() throws {
        let fixture = try LedgerFixture()
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        try queue.write {
            try $0.execute(sql: "INSERT INTO migration_text VALUES ('9999_future', 'SELECT 1')")
        }
        #expect(throws: LedgerError.newer(path: fixture.ledger.path)) {
            _ = try Ledger(path: fixture.ledger.path, access: .readWrite)
        }
    }

    @Test func `refuses a ledger that was made with another text`() throws {
        let fixture = try LedgerFixture()
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        try queue.write {
            try $0.execute(
                sql: "UPDATE migration_text SET text = text || '-- x' WHERE name = '0002_issuance'")
        }
        #expect(
            throws: LedgerError.altered(path: fixture.ledger.path, migration: "0002_issuance")
        ) {
            _ = try Ledger(path: fixture.ledger.path, access: .readWrite)
        }
    }

    @Test func `makes nothing where it may only read`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: LedgerError.self) {
            _ = try Ledger(path: folder.file("none.sqlite"), access: .readOnly)
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func `waits for another program's transaction no longer than its time-out`() throws {
        let fixture = try LedgerFixture()
        let other = try DatabaseQueue(path: fixture.ledger.path)
        try other.inDatabase { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            let ledger = try Ledger(
                path: fixture.ledger.path, access: .readWrite, busyTimeout: 0.1)
            #expect(throws: LedgerError.locked(path: fixture.ledger.path)) {
                try ledger.beginList(module: fixture.module, at: fixture.now)
            }
            try database.execute(sql: "ROLLBACK")
        }
    }

    @Test func `has a migration in the list for each file`() throws {
        let folder = `Every statement`.sql.appending(path: "migrations").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let fixture = try LedgerFixture()
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        let kept = try queue.read {
            try String.fetchAll($0, sql: "SELECT name || '.sql' FROM migration_text ORDER BY name")
        }
        #expect(kept == files)
    }
}
