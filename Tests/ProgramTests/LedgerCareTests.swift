import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The care of the ledger` {
    private static let later = "2026-11-20T05:00:00Z"

    private func admin(
        _ night: Night, _ words: String..., at moment: String = Self.later
    ) async throws -> Outcome {
        try await night.start("ssl-admin", ["ledger"] + words, at: moment).end()
    }

    /// A subscription with one version that was reissued.
    private func reissued() async throws -> Night {
        let night = try await Night.fiveYears()
        #expect(try await night.run("ssl-reissue").status == 0)
        return night
    }

    private func findings(_ night: Night) async throws -> [String] {
        let outcome = try await admin(night, "check", "--csv", "-")
        let lines = outcome.output.split(whereSeparator: \.isNewline)
        #expect(lines.first == "finding,reference,host,detail,what_to_do", "\(outcome)")
        #expect(outcome.status == (lines.count > 1 ? 1 : 0), "\(outcome)")
        return lines.dropFirst().map { String($0.prefix { $0 != "," }) }
    }

    @Test func `finds nothing after a night of ours, and says nothing`() async throws {
        let night = try await reissued()
        let outcome = try await admin(night, "check")
        #expect(outcome.status == 0 && outcome.output + outcome.errors == "", "\(outcome)")
        let told = try await admin(night, "check", "-v")
        #expect(told.output == "1 subscriptions and 1 version folders checked: all is well\n")
    }

    @Test func `ends with 65 where the file is damaged`() async throws {
        let night = try await reissued()
        try await night.tamper("PRAGMA wal_checkpoint(TRUNCATE)")
        let path = night.folder.file("ledger.sqlite")
        var bytes = try Data(contentsOf: URL(filePath: path))
        // Pages in the middle; the schema at the beginning stays readable.
        for place in stride(from: bytes.count / 2, to: bytes.count, by: 512) {
            bytes[place] ^= 0x5a
        }
        try bytes.write(to: URL(filePath: path))
        let outcome = try await admin(night, "check")
        #expect(outcome.status == 65 && outcome.errors.contains("restore it"), "\(outcome)")
        let backup = try await admin(night, "backup", night.folder.file("no.sqlite"))
        #expect(backup.status == 65, "\(backup)")
        #expect(try night.folder.names().filter { $0.hasPrefix("no.sqlite") } == [])
    }

    private func file(beginning name: String, in night: Night) throws -> String {
        let names = try night.folder.names().filter { $0.hasPrefix(name) }
        return night.folder.file(try #require(names.min { $0.count < $1.count }))
    }

    @Test func `backs up while others write, and brings that back`() async throws {
        let night = try await Night.fiveYears()
        let before = try await night.holdings()
        let made = try await admin(night, "backup", night.folder.path, "-v")
        #expect(made.status == 0 && made.output.contains("was found whole"), "\(made)")
        // The names have the second, which may be a later one on a busy machine.
        let backup = try file(beginning: "ledger-20261120T0500", in: night)
        let mode = try FileManager.default.attributesOfItem(atPath: backup)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        let twice = try await admin(night, "backup", backup)
        #expect(twice.status == 73 && twice.errors.contains("it exists"), "\(twice)")

        #expect(try await night.run("ssl-reissue").status == 0)
        let unasked = try await admin(night, "restore", backup)
        #expect(unasked.status == 64 && unasked.errors.contains("--yes"), "\(unasked)")
        let restored = try await admin(night, "restore", backup, "--yes")
        #expect(
            restored.status == 0 && restored.errors.contains("run ssl-scan next"), "\(restored)")
        #expect(try await night.holdings().rows == before.rows)
        let kept = try file(beginning: "ledger.sqlite.before-20261120T0500", in: night)
        let count = try await RunningProgram.run(
            "/usr/bin/sqlite3", [kept, "SELECT count(*) FROM issuance"])
        #expect(count.output == "1\n", "\(count)")

        #expect(try await night.run("ssl-scan", at: Self.later).status == 0)
        #expect(try await night.run("ssl-reissue", at: Self.later).status == 0)
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(try await findings(night) == [])
    }

    @Test func `refuses to restore what is no ledger, or while a program runs`() async throws {
        let night = try await Night.fiveYears()
        let text = try night.folder.write(String(repeating: "text\n", count: 900), to: "text")
        #expect(try await admin(night, "restore", text, "--yes").status == 65)
        let other = night.folder.file("other.sqlite")
        _ = try await RunningProgram.run("/usr/bin/sqlite3", [other, "CREATE TABLE t (a)"])
        let refused = try await admin(night, "restore", other, "--yes")
        #expect(refused.status == 65 && refused.errors.contains("holds no ledger"), "\(refused)")
        #expect(try await admin(night, "restore", "/nowhere", "--yes").status == 66)
        let folder = try await admin(night, "restore", night.folder.path, "--yes")
        #expect(folder.status == 64 && folder.errors.contains("is a folder"), "\(folder)")
        let itself = try await admin(night, "restore", night.folder.file("ledger.sqlite"), "--yes")
        #expect(itself.status == 64 && itself.errors.contains("is the ledger itself"), "\(itself)")

        let backup = night.folder.file("backup")
        #expect(try await admin(night, "backup", backup).status == 0)
        try night.closeGate()
        let program = try night.start("ssl-reissue")
        try await night.waitAtGate()
        let locked = try await admin(night, "restore", backup, "--yes")
        #expect(locked.status == 75 && locked.errors.contains("ssl-reissue, process"), "\(locked)")
        try night.openGate()
        #expect(try await program.end().status == 0)
        #expect(try night.folder.names().filter { $0.contains("before-") } == [])
    }

    @Test func `gives room back, and writes every table`() async throws {
        let night = try await reissued()
        let outcome = try await admin(night, "vacuum", "-v")
        #expect(outcome.status == 0 && outcome.output.contains(" bytes and has "), "\(outcome)")
        let folder = night.folder.file("tables")
        #expect(try await admin(night, "export", folder).status == 0)
        let tables = try await night.rows(
            """
            SELECT name || '.csv' FROM sqlite_schema WHERE type = 'table'
            AND name NOT IN ('migration_text', 'grdb_migrations') ORDER BY name
            """)
        #expect(tables.count > 15)
        #expect(try night.folder.names(in: "tables").sorted() == tables)
        let periods = try night.folder.read("tables/paid_period.csv")
        #expect(periods.contains(",2025-03-13,2030-03-13,5,"), "\(periods)")
        let json = try await admin(night, "export", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let parsed = try #require(object as? [String: [[String: Any]]])
        #expect(parsed.count == tables.count && parsed["subscription"]?.count == 1)
    }
}
