import Foundation
import TestSupport
import Testing

/// Whether a program may be traced here; some containers forbid it.
private func mayTrace() async throws -> Bool {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else { return false }
    return try await RunningProgram.run("/usr/bin/strace", ["-o", "/dev/null", "/bin/true"])
        .status == 0
}

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A rehearsal` {
    private static let runs: [[String]] = [
        ["ssl-reissue"], ["ssl-reissue", "--as-of", "2027-01-31"],
        ["ssl-reissue", "*", "--force", "--reason", "key-compromise", "--revoke-old"],
        ["ssl-reissue", "--product", "PositiveSSL", "--limit", "1", "--max-runtime", "1s"],
        ["ssl-reissue", "--continue"], ["ssl-notify", "S-00001"], ["ssl-scan"],
    ]

    @Test(.enabled("strace may trace here", mayTrace))
    func `opens no socket, writes no file and leaves the ledger as it is`() async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrol()
        let before = try Snapshot(of: night.folder.path)
        let trace = try TemporaryFolder()
        for run in Self.runs {
            let program = try RunningProgram(
                "/usr/bin/strace",
                [
                    "-f", "-o", trace.file("trace"), "-e", "trace=%network,openat,exit_group",
                    Built.path(of: run[0]),
                ] + run.dropFirst() + (run.contains("--as-of") ? [] : ["--dry-run"]),
                environment: night.environment())
            let outcome = try await program.end()
            #expect(outcome.status == 0, "\(run): \(outcome)")
            let lines = try trace.read("trace").split(separator: "\n")
            #expect(lines.contains { $0.contains("exit_group(0)") })
            #expect(lines.contains { $0.contains("ledger.sqlite\"") && $0.contains("O_RD") })
            let network = lines.filter { line in
                // glibc asks a name service cache on this machine who the user is.
                !line.contains("AF_UNIX")
                    && ["socket(", "connect(", "sendto(", "sendmsg("].contains(
                        where: line.contains)
            }
            #expect(network.isEmpty, "\(run): \(network)")
        }
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
    }

    @Test(.enabled("strace may trace here", mayTrace))
    func `would be caught by the same trace if it spoke`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        let trace = try TemporaryFolder()
        let program = try RunningProgram(
            "/usr/bin/strace",
            ["-f", "-o", trace.file("trace"), "-e", "trace=%network", Built.path(of: "ssl-scan")],
            environment: night.environment())
        #expect(try await program.end().status == 0)
        #expect(try trace.read("trace").contains("connect("))
    }

    @Test func `of a forced batch decides as the run after it`() async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        #expect(try await night.run("ssl-reissue", "S-00002").status == 0)
        let words = ["*", "--force", "--reason", "test", "--yes"]
        let plan = try await night.start(
            "ssl-reissue", words + ["--dry-run", "--csv", "-"]
        ).end()
        #expect(plan.status == 0, "\(plan)")
        let rows = plan.output.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[0])|\(cells[11])"
        }
        #expect(try await night.start("ssl-reissue", words).end().status == 0)
        let kept = try await night.rows(
            """
            SELECT s.reference, o.outcome FROM run_outcome AS o
            JOIN subscription AS s ON s.id = o.subscription_id
            WHERE o.run_id = (SELECT max(id) FROM run) ORDER BY 1
            """)
        #expect(rows.sorted() == kept && kept.count == 3)
        #expect(plan.output.contains("overrides outside-window"))
    }
}
