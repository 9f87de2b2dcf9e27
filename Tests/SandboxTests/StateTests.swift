import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite struct `The state` {
    /// Runs a sandbox twice on one folder; the second run is told nothing but the folder.
    private func restart(
        _ first: (OfflineNamecheap) async throws -> Void,
        _ second: (OfflineNamecheap) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        try await OfflineNamecheap.run(
            in: folder.path, certificates: 25, clock: "2026-11-23T09:00:00Z", { _ in }, first)
        try await OfflineNamecheap.run(
            in: folder.path, certificates: 3, clock: "", { $0.clock = nil }, second)
    }

    @Test func `of a reissue survives a restart, to be issued afterwards`() async throws {
        let customer = CustomerKey()
        var submitted = APIAnswer(status: 0, text: "")
        var rows = ""
        try await restart { namecheap async throws in
            submitted = try await namecheap.reissue("S-00002", customer).answer
            rows = try await namecheap.control("GET", "world").text
        } _: { namecheap async throws in
            #expect(try await namecheap.control("GET", "world").text == rows)
            #expect(try namecheap.subscriptions().count == 26)
            let id = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(id) == "purchased")
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.state(id) == "active")
            #expect(customer.matches(try await namecheap.certificate(id).leaf))
        }
    }

    @Test func `of the clock, the records and signed certificates survives`() async throws {
        var pem = ""
        var submitted = APIAnswer(status: 0, text: "")
        try await restart { namecheap async throws in
            pem = try await namecheap.certificate("2244002").pem
            submitted = try await namecheap.reissue("S-00002", CustomerKey()).answer
            try await namecheap.publishAliases(of: submitted)
            _ = try await namecheap.control("POST", "clock", body: "+36h")  // Looked at below.
        } _: { namecheap async throws in
            let clock = try await namecheap.control("GET", "clock").text
            #expect(clock == "{\"mode\":\"frozen\",\"now\":\"2026-11-24T21:00:00Z\"}\n")
            #expect(try await namecheap.certificate("2244002").pem == pem)
            #expect(try await namecheap.state(try #require(submitted.attribute("ID"))) == "active")
        }
    }

    @Test func `of the journal survives, and can be read from where one left off`() async throws {
        try await restart { namecheap async throws in
            for _ in 1...3 { #expect(try await namecheap.state("2244002") == "active") }
        } _: { namecheap async throws in
            #expect(try await namecheap.state("2244003") == "active")
            let all = try await namecheap.requests("journal")
            #expect(all.map(\.id) == [1, 2, 3, 4])
            #expect(all.map { $0.parameters["CertificateID"] }.last == "2244003")
            #expect(try await namecheap.requests("journal?after=3").map(\.id) == [4])
            #expect(try await namecheap.requests("journal?limit=2").map(\.id) == [3, 4])
            #expect(try await namecheap.requests("journal?after=1&limit=2").map(\.id) == [2, 3])
        }
    }

    @Test func `can be looked into while the sandbox runs`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let query = "SELECT count(*), max(id) FROM certificate WHERE status = 'active'"
            let before = try namecheap.sqlite(query)
            _ = try await namecheap.control("POST", "reissue-elsewhere?id=2244002")  // Seen below.
            #expect(try namecheap.sqlite(query) != before)
            #expect(try namecheap.sqlite("PRAGMA integrity_check") == "ok\n")
            #expect(try namecheap.sqlite("PRAGMA foreign_key_check").isEmpty)
        }
    }

    @Test func `that somebody damaged is refused with its place`() async throws {
        let folder = try TemporaryFolder()
        try await OfflineNamecheap.run(
            in: folder.path, certificates: 2, clock: "2026-11-23T09:00:00Z"
        ) { namecheap async throws in
            #expect(try namecheap.sqlite("DELETE FROM certificate WHERE id = 2244001") == "")
        }
        let error = await #expect(throws: SandboxError.self) {
            try await OfflineNamecheap.run(
                in: folder.path, certificates: 2, clock: "2026-11-23T09:00:00Z"
            ) { _ in }
        }
        #expect(error == .damaged(what: "the certificate 2244002"))
    }

    @Test func `has a list of its statements that is complete`() throws {
        let sql = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../sql/sandbox").standardizedFileURL
        let code = try String(
            contentsOf: sql.appending(path: "../../Sources/Sandbox/State/StateQuery.swift"),
            encoding: .utf8)
        let queries = try FileManager.default.contentsOfDirectory(
            atPath: sql.appending(path: "queries").path)
        #expect(queries.count > 10)
        for file in queries {
            let text = try String(
                contentsOf: sql.appending(path: "queries/\(file)"), encoding: .utf8)
            #expect(text.hasPrefix("-- "), "\(file)")
            #expect(code.contains("PackageResources.\(file.dropLast(4))_sql"), "\(file)")
        }
        let migrations = try FileManager.default.contentsOfDirectory(
            atPath: sql.appending(path: "migrations").path)
        #expect(Set(migrations) == Set(StateFile.migrations.map { $0.name + ".sql" }))
    }
}

extension OfflineNamecheap {
    /// The requests that the control's journal shows.
    func requests(_ path: String) async throws -> [Journal.Entry] {
        let text = try await control("GET", path).text
        return try JSONDecoder().decode([Journal.Entry].self, from: Data(text.utf8))
    }

    /// What sqlite3 prints for a statement on the state file.
    func sqlite(_ statement: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = ["-cmd", ".timeout 5000", folder + "/world.sqlite", statement]
        process.standardOutput = output
        try OneStart.run(process)
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }
}
