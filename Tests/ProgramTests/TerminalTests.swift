import Foundation
import TestSupport
import Testing

/// A run that somebody watches: `script` gives it a terminal and keeps all that is shown there.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct `On a terminal` {
    /// Starts ssl-reissue on a terminal.
    private func start(_ night: Night, _ words: String) throws -> RunningProgram {
        try RunningProgram(
            "/usr/bin/script",
            ["-qec", "\(Built.path(of: "ssl-reissue")) \(words)", "/dev/null"],
            environment: night.environment())
    }

    private func enrolled() async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    @Test(arguments: ["no", "", "yesterday"])
    func `nothing is done before somebody agrees`(answer: String) async throws {
        let night = try await enrolled()
        let calls = try await night.sandbox.journal().count
        let run = try start(night, "S-00001")
        try await night.wait { try run.outputSoFar().contains("Go on (yes/no)?") }
        #expect(try run.outputSoFar().contains("1 of 3 subscriptions get a new certificate:"))
        #expect(try await night.run("ssl-reissue", "--dry-run", "-v").output.contains("3 due"))
        try run.say(answer + "\n")
        let end = try await run.end()
        #expect(end.status == 1 && end.output.contains("nobody agreed; nothing was changed"))
        #expect(try await night.sandbox.journal().count == calls)
    }

    @Test func `a forced batch asks, names the rules, and shows how far it is`() async throws {
        let night = try await enrolled()
        #expect(try await night.run("ssl-reissue", "S-00002").status == 0)
        let run = try start(night, "'*' --force --reason test")
        try await night.wait { try run.outputSoFar().contains("Go on (yes/no)?") }
        #expect(try run.outputSoFar().contains("; overrides outside-window"))
        try run.say("yes\n")
        let end = try await run.end()
        #expect(end.status == 0, "\(end)")
        #expect(end.output.contains("\r\u{1b}[K3 of 3: "), "\(end)")
        #expect(end.output.contains("overrides outside-window"))
        #expect(try await night.sandbox.unrepeatable().count == 4)
    }

    @Test func `what changed while somebody thought is not done`() async throws {
        let night = try await enrolled()
        let run = try start(night, "S-00002 --force")
        try await night.wait { try run.outputSoFar().contains("Go on (yes/no)?") }
        #expect(try await night.run("ssl-reissue", "S-00002").status == 0)
        try run.say("yes\n")
        let end = try await run.end()
        #expect(end.status == 1 && end.output.contains("the ledger changed meanwhile"), "\(end)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
    }

    @Test func `--yes asks nothing, and without a terminal there is no progress`() async throws {
        let night = try await enrolled()
        let run = try await start(night, "S-00001 --yes").end()
        #expect(run.status == 0 && !run.output.contains("Go on"), "\(run)")
        #expect(run.output.contains("\r\u{1b}[K1 of 1: "))
        let silent = try await night.run("ssl-reissue")
        #expect(silent.status == 0 && silent.output == "" && silent.errors == "", "\(silent)")
    }
}
