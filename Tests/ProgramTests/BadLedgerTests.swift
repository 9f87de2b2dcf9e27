import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A bad ledger` {
    private static let sandbox = Task { try await RunningSandbox(certificates: 1) }
    private static let programs = [
        ["ssl-scan"], ["ssl-reissue"], ["ssl-reissue", "--dry-run"], ["ssl-notify"],
        ["ssl-report", "certificates"],
    ]

    private func enrolled() async throws -> Night {
        let night = try await Night(Self.sandbox.value)
        try await night.enrol()
        return night
    }

    /// Every program says the same of it, and leaves what it holds as it is.
    private func expectRefused(_ explained: Explained, _ night: Night) async throws {
        let content = try await dump(night)
        for words in Self.programs {
            let outcome = try await night.start(words[0], Array(words.dropFirst())).end()
            explained.expect(outcome, of: words[0])
        }
        #expect(try await dump(night) == content)
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("store")))
    }

    /// The content, as far as it can be read; a file that is no database, as it is.
    private func dump(_ night: Night) async throws -> [String] {
        let path = night.folder.file("ledger.sqlite")
        let bytes = try Data(contentsOf: URL(filePath: path))
        let words = ["-readonly", path, ".dump"]
        let outcome = try await RunningProgram.run("/usr/bin/sqlite3", words)
        let isDatabase = bytes.starts(with: Data("SQLite format 3".utf8))
        return [isDatabase ? outcome.output : bytes.base64EncodedString()]
    }

    /// Changes the ledger behind the programs' back.
    private func tamper(_ night: Night, _ statement: String) async throws {
        let outcome = try await RunningProgram.run(
            "/usr/bin/sqlite3", [night.folder.file("ledger.sqlite"), statement])
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func `that is no database is refused with 65`() async throws {
        let night = try await Night(Self.sandbox.value)
        try night.folder.write(
            String(repeating: "a list of certificates, as text\n", count: 200),
            to: "ledger.sqlite")
        try await expectRefused(
            Explained(
                65, "ledger.sqlite is damaged or no ledger (file is not a database)",
                "restore it from a back-up", again: "never"), night)
    }

    @Test func `that was cut is refused with 65`() async throws {
        let night = try await enrolled()
        let path = night.folder.file("ledger.sqlite")
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.prefix(whole.count / 3).write(to: URL(filePath: path))
        try await expectRefused(
            Explained(
                65, "ledger.sqlite is damaged or no ledger (database disk image is malformed)",
                "restore it from a back-up", again: "never"), night)
    }

    @Test func `of a later version is refused with 65, and works with its own version`()
        async throws
    {
        let night = try await enrolled()
        let holdings = try await night.holdings()
        try await tamper(
            night,
            """
            INSERT INTO migration_text (name, text) VALUES ('9999_later', '-- later');
            INSERT INTO grdb_migrations (identifier) VALUES ('9999_later');
            """)
        try await expectRefused(
            Explained(
                65, "was made by a later version", "install the version of ssl-ledger that made it",
                again: "never"), night)
        try await tamper(
            night,
            """
            DELETE FROM migration_text WHERE name = '9999_later';
            DELETE FROM grdb_migrations WHERE identifier = '9999_later';
            """)
        #expect(try await night.run("ssl-scan").status == 0)
        #expect(try await night.holdings() == holdings)
    }

    @Test func `with another text of a migration is refused with 65`() async throws {
        let night = try await enrolled()
        try await tamper(
            night, "UPDATE migration_text SET text = text || ' ' WHERE name LIKE '0002%'")
        try await expectRefused(
            Explained(
                65, "was made with another text of 0002_issuance",
                "install the programs it was made with", again: "never"), night)
    }

    @Test func `that is not there is 66 for those who only read`() async throws {
        let night = try await Night(Self.sandbox.value)
        let explained = Explained(
            66, "there is no ledger at \(night.folder.file("ledger.sqlite"))",
            "check --ledger and the setting Ledger", again: "later")
        for words in [
            ["ssl-report", "due"], ["ssl-scan", "--dry-run"], ["ssl-notify", "--dry-run"],
        ] {
            let outcome = try await night.start(words[0], Array(words.dropFirst())).end()
            explained.expect(outcome, of: words[0])
        }
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("ledger.sqlite")))
    }

    @Test func `below a file instead of a folder is 73`() async throws {
        let night = try await Night(Self.sandbox.value)
        let file = try night.folder.write("no folder", to: "file")
        let outcome = try await night.run("ssl-scan", "--ledger", file + "/ledger.sqlite")
        Explained(
            73, "\(file)/ledger.sqlite.ssl-scan.lock cannot be written (Not a directory)",
            "check that the folder exists, is writable and has room", again: "later"
        ).expect(outcome, of: "ssl-scan")
        #expect(try night.folder.read("file") == "no folder")
    }

    @Test(.enabled("setpriv can make modes hold for root") { try await Obstacle.modesHold.value })
    func `that is read-only is 73, and can still be read`() async throws {
        let night = try await enrolled()
        let holdings = try await night.holdings()
        let files = try night.folder.names().filter {
            $0.hasPrefix("ledger.sqlite") && !$0.hasSuffix(".lock")
        }
        for name in files {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o400], ofItemAtPath: night.folder.file(name))
        }
        let explained = Explained(
            73, "the ledger \(night.folder.file("ledger.sqlite")) or its folder is read-only",
            "give the user of this program write access", again: "later")
        for program in ["ssl-scan", "ssl-reissue", "ssl-notify"] {
            let outcome = try await night.run(program, under: Obstacle.obeyingModes)
            explained.expect(outcome, of: program)
        }
        let report = try await night.run(
            "ssl-report", "due", "--csv", "-", under: Obstacle.obeyingModes)
        #expect(report.status == 0 && report.output.contains("S-00001"), "\(report)")
        #expect(try await night.holdings() == holdings)
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("store")))
    }

    @Test func `that another program keeps busy is 75, after a patient while`() async throws {
        let night = try await enrolled()
        let holdings = try await night.holdings()
        let holder = try RunningProgram(
            "/usr/bin/sqlite3", [night.folder.file("ledger.sqlite")],
            environment: Built.environment)
        try holder.say("BEGIN IMMEDIATE;\nSELECT 'held';\n")
        try await night.wait { try holder.outputSoFar().contains("held") }
        let explained = Explained(
            75, "another program keeps the ledger \(night.folder.file("ledger.sqlite")) busy",
            "wait for the other program", again: "later")
        explained.expect(try await night.run("ssl-reissue"), of: "ssl-reissue")
        #expect(try await night.run("ssl-report", "due").status == 0, "readers do not wait")
        holder.closeInput()
        #expect(try await holder.end().status == 0)
        #expect(try await night.holdings() == holdings)
        #expect(try await night.run("ssl-scan").status == 0)
    }
}
