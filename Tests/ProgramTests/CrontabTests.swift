import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `The crontab's lines` {
    /// The file as cron reads it: settings of the environment, and lines with a time.
    private struct Crontab {
        var environment: [String: String] = [:]
        var commands: [(time: String, command: String)] = []

        init() throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            let text = try String(
                contentsOf: root.appending(path: "cron/ssl-ledger.cron"), encoding: .utf8)
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                if let match = line.wholeMatch(of: /([A-Z]+)=(.*)/) {
                    environment[String(match.1)] = String(match.2)
                } else {
                    let cells = line.split(separator: " ", maxSplits: 5).map(String.init)
                    commands.append((cells.prefix(5).joined(separator: " "), cells.last ?? ""))
                }
            }
        }
    }

    /// Runs a line as cron does: by the shell named, with little environment and no terminal.
    private func run(
        _ command: String, of night: Night, at moment: String = Night.first
    ) async throws -> Outcome {
        let crontab = try Crontab()
        var environment = crontab.environment
        // The programs lie where they were built, before all places that the file names.
        environment["PATH"] = try Built.folder() + ":" + (environment["PATH"] ?? "")
        environment["SSL_LEDGER_CONFIG"] = night.folder.file("ssl-ledger.conf")
        environment["SSL_LEDGER_NOW"] = moment
        let shell = try #require(environment["SHELL"])
        let program = try RunningProgram(shell, ["-c", command], environment: environment)
        program.closeInput()
        return try await program.end()
    }

    @Test func `are a night, its day and the quarters, and mean what cron reads`() throws {
        let crontab = try Crontab()
        let times = ["17 3 * * *", "5 8-20 * * *", "*/15 0-2,4-23 * * *"]
        #expect(crontab.commands.map(\.time) == times)
        #expect(crontab.commands[1].command == "ssl-notify")
        #expect(crontab.commands.last?.command == "ssl-reissue --continue")
        for (_, command) in crontab.commands {
            #expect(!command.contains("%"), "cron makes a line end of it")
        }
        let night = try #require(crontab.commands.first?.command)
        let places = try [
            "ssl-scan", "ssl-order status --quiet", "ssl-reissue", "ssl-notify", "ssl-report all",
        ].map {
            try #require(night.range(of: $0)).lowerBound
        }
        #expect(places == places.sorted())
    }

    @Test func `do the night in silence`() async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrol()
        for (_, command) in try Crontab().commands {
            let outcome = try await run(command, of: night)
            #expect(outcome.status == 0)
            #expect(outcome.output == "" && outcome.errors == "", "\(outcome)")
        }
        let programs = "SELECT program FROM run WHERE id > 2 ORDER BY id"
        #expect(
            try await night.rows(programs)
                == ["ssl-scan", "ssl-reissue", "ssl-notify", "ssl-notify"])
        #expect(try await night.sandbox.unrepeatable().count == 3)
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"])
        let reports = try night.folder.names(in: "reports")
        #expect(reports.contains("certificates.csv") && reports.contains("accounts.csv"))
    }

    @Test func `go on after a program that failed, and keep the worst status`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        let command = try #require(Crontab().commands.first?.command)
        try await night.sandbox.disturb("key")
        let outcome = try await run(command, of: night)
        #expect(outcome.status == 77, "\(outcome)")
        #expect(outcome.output == "")
        #expect(
            outcome.errors.contains("ssl-scan: module demo: ") && outcome.errors.contains("1011102")
        )
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])

        try night.folder.write("in the way", to: "blocked")
        let conf = try night.folder.read("ssl-ledger.conf")
        try night.folder.write(
            conf + "ReportFolder \(night.folder.file("blocked"))\n", to: "ssl-ledger.conf")
        let blocked = try await run(command, of: night, at: "2026-11-21T03:17:00Z")
        #expect(blocked.status == 73, "\(blocked)")
    }
}
