import Foundation
import TestSupport
import Testing

@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(if: BINDFolder.isInstalled, "BIND is not installed (Debian: bind9, bind9-dnsutils)"))
struct `A night with DNS updates` {
    /// One name, a wildcard, and three names.
    private static let references = ["S-00003", "S-00005", "S-00006"]

    /// Three subscriptions that are due, whose records the CA looks for at a real server.
    private func due(_ server: BINDServer, key: String) async throws -> Night {
        let sandbox = try await RunningSandbox(
            certificates: 25,
            options: ["--no-validation-reuse", "--resolver", server.address])
        let night = try Night(
            sandbox, settings: "DNSUpdate *.\(BINDServer.zone) \(server.address) \(key)")
        try await sandbox.move(to: Night.first)
        try await night.enrol(references: Self.references)
        return night
    }

    /// Whether every pair is live, no record is left, and each was added once.
    private func expectDone(
        _ night: Night, _ server: BINDServer, _ outcome: Outcome
    ) async throws {
        #expect(
            try await night.rows("SELECT state FROM issuance") == ["stored", "stored", "stored"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 3 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
        #expect(try await server.aliases() == [])
        let owners = try await night.rows("SELECT lower(record_name) FROM validation ORDER BY 1")
        #expect(owners.count == 5)
        #expect(try server.added().sorted() == owners, "\(outcome)")
        #expect(try await night.sandbox.unrepeatable().count == 3)
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("hook.calls")))
        #expect(try await night.openTasks() == [])
    }

    @Test func `proves every name at a real server and leaves no record`() async throws {
        let server = try await BINDServer()
        let night = try await due(server, key: server.bind.keyFile(.good))
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
        try await expectDone(night, server, outcome)
    }

    @Test(arguments: [
        (BINDFolder.Key.wrong, "refused the update: NOTAUTH(BADSIG); compare the key file"),
        (.weak, "refused the update: REFUSED; let the key update CNAME records"),
    ])
    func `says once what is wrong with a key, and is complete once it is mended`(
        key: BINDFolder.Key, text: String
    ) async throws {
        let server = try await BINDServer()
        let place = try TemporaryFolder()
        let file = try place.write(server.bind.folder.read("\(key).key"), to: "update.key")
        let night = try await due(server, key: file)
        let first = try await night.run("ssl-reissue")
        #expect(first.status == 1)
        let lines = first.errors.split(separator: "\n").filter {
            $0.contains("the name server \(server.address) \(text)")
        }
        #expect(lines.count == 3, "\(first)")
        // One more run with the same key opens nothing more.
        let second = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:30:00Z")
        #expect(second.status == 1)
        let tasks = "SELECT count(*) FROM task WHERE cause LIKE 'issuance %' AND closed_at IS NULL"
        #expect(try await night.value(tasks) == "3")
        #expect(try await server.aliases() == [])

        try place.write(server.bind.folder.read("good.key"), to: "update.key")
        let mended = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T06:00:00Z")
        #expect(mended.status == 0 && mended.errors == "", "\(mended)")
        try await expectDone(night, server, mended)
        try await expectNoSecret(night, [first, second, mended])
    }

    /// The secrets of no key are in what was said or kept.
    private func expectNoSecret(_ night: Night, _ outcomes: [Outcome]) async throws {
        let dump = try await RunningProgram.run(
            "/usr/bin/sqlite3", ["-readonly", night.folder.file("ledger.sqlite"), ".dump"])
        #expect(dump.output.contains("NOTAUTH") || dump.output.contains("REFUSED"))
        let kept = dump.output + outcomes.map(\.description).joined()
        for key in BINDFolder.Key.allCases { #expect(!kept.contains(key.secret)) }
    }

    @Test func `is foretold to fail where others can read the key`() async throws {
        let server = try await BINDServer()
        let key = try TemporaryFolder().write("", to: "update.key", mode: 0o644)
        let night = try await due(server, key: key)
        let tasks = try await night.rows(
            "SELECT cause FROM task WHERE cause LIKE 'preflight publishing %'")
        #expect(tasks == ["preflight publishing \(key)"])
    }
}

extension Night {
    /// Enrols some of the sandbox's subscriptions.
    func enrol(references: [String]) async throws {
        let rows = try sandbox.folder.read("subscriptions.csv").split(whereSeparator: \.isNewline)
        let wanted = rows.filter { row in
            (["reference"] + references).contains { row.hasPrefix("\($0),") }
        }
        try await enrol(
            folder.write(wanted.joined(separator: "\r\n") + "\r\n", to: "some.csv"))
    }
}
