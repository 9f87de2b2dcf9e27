import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A night with all that is kept of it` {
    /// What an administrator has at the end of a night, beside what the night itself leaves.
    private static let keepings = [
        ["ledger", "backup"], ["ledger", "export"], ["ledger", "export", "--json"],
        ["ledger", "check", "--json"], ["task", "list"], ["policy", "show"],
        ["policy", "set", "auto", "--module", "demo"], ["subscription", "list"],
        ["certificate", "list"],
    ]

    @Test func `shows the API key and private keys nowhere but where they belong`() async throws {
        let night = try await Night(RunningSandbox(certificates: 7))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        var said: [Outcome] = []
        for step in [
            ["ssl-scan", "-v"], ["ssl-reissue", "-v"], ["ssl-notify"], ["ssl-report", "all"],
        ] {
            said.append(try await night.start(step[0], Array(step.dropFirst())).end())
        }
        for words in Self.keepings {
            let place =
                words.count == 2 && words[0] == "ledger" ? [night.folder.file(words[1])] : []
            let outcome = try await night.start("ssl-admin", words + place).end()
            #expect(outcome.status == 0, "\(words): \(outcome)")
            said.append(outcome)
        }
        #expect(try night.folder.names().filter { ["backup", "export"].contains($0) }.count == 2)
        let text = said.map(\.description).joined()
        #expect(!text.contains(Night.key) && !text.contains("PRIVATE KEY"))

        #expect(try await files(with: Night.key, in: night) == ["modules.d/demo.conf"])
        let keys = try await files(with: "PRIVATE KEY", in: night)
        #expect(!keys.isEmpty)
        #expect(
            keys.allSatisfy { $0.hasPrefix("store/") && $0.hasSuffix("/privkey.pem") }, "\(keys)")
    }

    private func files(with text: String, in night: Night) async throws -> [String] {
        let found = try await RunningProgram.run(
            "/usr/bin/grep", ["-rlaF", text, night.folder.path])
        return found.output.split(separator: "\n").map {
            String($0.dropFirst(night.folder.path.count + 1))
        }
    }
}
