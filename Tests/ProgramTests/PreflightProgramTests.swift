import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `Looking ahead` {
    private func tasks(_ night: Night) async throws -> [String] {
        try await night.rows(
            "SELECT cause, closed_at IS NULL FROM task WHERE cause LIKE 'preflight %' ORDER BY id")
    }

    @Test func `opens one task for a hook that cannot run, says it once, and closes it again`()
        async throws
    {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrol()
        let hook = night.folder.file("hook")
        #expect(try await tasks(night) == [])
        try FileManager.default.moveItem(atPath: hook, toPath: hook + ".away")
        let first = try await night.run("ssl-scan")
        #expect(first.status == 0, "\(first)")
        #expect(
            first.errors
                == "ssl-scan: the next validation would fail: there is no ValidationHook \(hook);"
                + " put it there, or change the setting\n")
        let second = try await night.run("ssl-scan")
        #expect(second.status == 0 && second.errors == "", "\(second)")
        #expect(try await tasks(night) == ["preflight hook \(hook)|1"])
        let due = try await night.run("ssl-reissue", "--dry-run", "-v")
        #expect(due.output.contains("3 due"), "it is no reason to skip: \(due)")

        try FileManager.default.moveItem(atPath: hook + ".away", toPath: hook)
        #expect(try await night.run("ssl-scan").status == 0)
        #expect(try await tasks(night) == ["preflight hook \(hook)|0"])
    }

    @Test func `looks at nothing in a dry run, nor far from the end`() async throws {
        let night = try await Night(
            RunningSandbox(certificates: 25), settings: "ValidationHook /nowhere/hook")
        let list = try night.sandbox.folder.read("subscriptions.csv")
        // 100 days left, 20 of them near.
        let far = list.split(whereSeparator: \.isNewline).enumerated()
            .filter { $0.offset == 0 || $0.element.hasPrefix("S-00022,") }
        try await night.enrol(
            night.folder.write(
                far.map { String($0.element) }.joined(separator: "\r\n"), to: "list.csv"))
        #expect(try await night.run("ssl-scan").errors == "")
        let near = try await night.run("ssl-scan", "--dry-run", at: "2027-02-15T03:00:00Z")
        #expect(near.status == 0 && near.errors == "", "\(near)")
        let real = try await night.run("ssl-scan", at: "2027-02-15T03:00:00Z")
        #expect(real.errors.contains("there is no ValidationHook /nowhere/hook"), "\(real)")
    }

    private static let named = "/usr/sbin/named"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: named), "named is installed"))
    func `asks a real name server whether CAA permits the CA`() async throws {
        let server = try await Self.start(
            zone: """
                $TTL 60
                @ IN SOA ns1 hostmaster 7 60 60 60 60
                @ IN NS ns1
                ns1 IN A 127.0.0.1
                @ IN CAA 0 issue "sectigo.com"

                """)
        let night = try await Night(
            RunningSandbox(certificates: 3), settings: "Resolver 127.0.0.1:\(server.port)")
        try await night.enrol()
        let causes = try await night.rows(
            """
            SELECT s.reference, substr(t.cause, 11, instr(substr(t.cause, 11), ' ') - 1), t.text
            FROM task AS t JOIN subscription AS s ON s.id = t.subscription_id
            WHERE t.closed_at IS NULL ORDER BY 1, 2
            """)
        // High Assurance SSL is SSL.com's since 2026, PositiveSSL is Sectigo's still.
        #expect(
            causes.contains {
                $0.hasPrefix("S-00003|caa|")
                    && $0.hasSuffix(
                        "CAA of harbour-demo.test forbids: issue \"sectigo.com\"; add CAA 0 issue"
                            + " \"ssl.com\" to its zone")
            }, "\(causes)")
        #expect(!causes.contains { $0.hasPrefix("S-00002|caa|") }, "\(causes)")
        #expect(causes.contains { $0.hasPrefix("S-00002|web|") && $0.contains("no address") })
        #expect(!causes.contains { $0.contains("|dnssec|") })
        // The host of the first lies in another zone, of which this server says nothing.
        #expect(!causes.contains { $0.hasPrefix("S-00001|") }, "\(causes)")
        #expect(server.program.isRunning)
    }

    /// BIND with one zone, on a port that was free a moment ago.
    private static func start(
        zone: String
    ) async throws -> (program: RunningProgram, folder: TemporaryFolder, port: Int) {
        let folder = try TemporaryFolder()
        try folder.write(zone, to: "zone")
        for _ in 0..<5 {
            let port = Int.random(in: 20_000..<32_000)
            try folder.write(
                """
                options {
                    directory "\(folder.path)"; pid-file none; session-keyfile none;
                    managed-keys-directory "\(folder.path)"; recursion no; notify no;
                    listen-on port \(port) { 127.0.0.1; }; listen-on-v6 { none; };
                };
                controls { };
                zone "harbour-demo.test" { type primary; file "zone"; };

                """, to: "named.conf")
            let program = try RunningProgram(
                named, ["-g", "-c", folder.file("named.conf")], environment: Built.environment)
            for _ in 0..<500 where program.isRunning {
                if try program.errorsSoFar().contains(" running\n") {
                    return (program, folder, port)
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        throw RunningProgram.Problem.tooSlow("named")
    }
}
