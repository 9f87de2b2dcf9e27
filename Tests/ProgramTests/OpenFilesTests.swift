import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `Too few open files` {
    /// Words before a program that let it have only so many open, and raise that no further.
    private func limited(to soft: Int, hard: Int) -> [String] {
        ["/usr/bin/prlimit", "--nofile=\(soft):\(hard)"]
    }

    /// The need of the night is met once, whatever happened before.
    private func expectReissuedOnce(_ night: Night) async throws {
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.sandbox.unrepeatable().map(\.outcome) == ["OK"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    @Test(arguments: [8, 16, 24, 32, 127])
    func `end every program before it begins, and the next run does all`(limit: Int) async throws {
        let night = try await Night.fiveYears()
        let calls = try await night.sandbox.journal().count
        let holdings = try await night.holdings()
        for program in ["ssl-scan", "ssl-reissue", "ssl-notify"] {
            Explained(
                73, "only \(limit) files may be open at the same time, and a run needs 128",
                "raise the limit to 1024", again: "later"
            ).expect(
                try await night.run(program, under: limited(to: limit, hard: limit)), of: program)
        }
        #expect(try await night.sandbox.journal().count == calls)
        #expect(try await night.holdings() == holdings)
        #expect(try await night.run("ssl-reissue").status == 0)
        try await expectReissuedOnce(night)
    }

    @Test(arguments: [(soft: 8, hard: 128), (soft: 16, hard: 4_096), (soft: 128, hard: 128)])
    func `are made enough where the system lets a program do that`(
        _ limit: (soft: Int, hard: Int)
    ) async throws {
        let night = try await Night(RunningSandbox(certificates: 25))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        let outcome = try await night.run(
            "ssl-reissue", under: limited(to: limit.soft, hard: limit.hard))
        #expect(!outcome.errors.contains("Too many open files"), "\(outcome)")
        #expect(
            try await night.rows("SELECT state, count(*) FROM issuance GROUP BY 1")
                == ["stored|13"], "\(outcome)")
    }

    @Test(arguments: [8, 16, 24, 32])
    func `halfway end a step with the cause, and the next run finishes it`(
        limit: Int
    ) async throws {
        let night = try await Night.fiveYears()
        // While the hook publishes and the request is out: what is needed from now on cannot be
        // opened.
        try night.closeGate()
        let program = try night.start("ssl-reissue")
        try await night.waitAtGate()
        // The program gets all it needs to hear from the hook.
        try await Task.sleep(for: .milliseconds(300))
        let lowered = try await RunningProgram.run(
            "/usr/bin/prlimit", ["--pid", "\(program.id)", "--nofile=\(limit):4096"])
        #expect(lowered.status == 0, "\(lowered)")
        try night.openGate()
        let outcome = try await program.end()
        #expect([1, 73].contains(outcome.status), "\(outcome)")
        let lines = outcome.errors.split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(line.hasPrefix("ssl-reissue: ") && line.hasSuffix("(try again: later)"))
            #expect(line.contains("Too many open files"), "\(line)")
        }
        #expect(try await night.sandbox.unrepeatable().count == 1)
        let next = try await night.run("ssl-reissue", at: "2026-11-20T05:00:00Z")
        #expect(next.status == 0, "\(next)")
        try await expectReissuedOnce(night)
    }
}
