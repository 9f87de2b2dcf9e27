import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Two at once` {
    /// What the second run says about the first.
    private func expectLocked(_ outcome: Outcome, by holder: RunningProgram, _ program: String) {
        #expect(outcome.status == 75, "\(outcome)")
        #expect(outcome.errors.contains("\(program): another run holds the lock"))
        #expect(
            outcome.errors.contains("\(program), process \(holder.id), since 2026-11-20T03:17"),
            "\(outcome.errors)")
        #expect(outcome.errors.contains("let it finish") && outcome.errors.contains("later"))
    }

    @Test func `a second ssl-reissue ends with 75, and the quarter-hourly one in silence`()
        async throws
    {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        try night.closeGate()
        let first = try night.start("ssl-reissue")
        try await night.waitAtGate()
        let calls = try await night.sandbox.journal().count

        expectLocked(try await night.run("ssl-reissue"), by: first, "ssl-reissue")
        let quarterly = try await night.run("ssl-reissue", "--continue")
        #expect(quarterly.status == 0 && quarterly.output == "" && quarterly.errors == "")
        let rehearsal = try await night.run("ssl-reissue", "--dry-run", "--verbose")
        #expect(rehearsal.status == 0)
        #expect(
            rehearsal.output.contains("another run is under way: ssl-reissue, process \(first.id)"))
        #expect(try await night.run("ssl-scan").status == 0, "another program has its own lock")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(try await night.sandbox.journal().count > calls)

        try night.openGate()
        #expect(try await first.end().status == 0)
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(try await night.run("ssl-reissue").status == 0)
    }

    @Test func `a second ssl-scan ends with 75`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        // Silent for long, which is no trickle: the scan waits however busy the machine is.
        try await night.sandbox.post("faults", ["name=delay", "count=1", "milliseconds=60000"])
        let first = try night.start("ssl-scan")
        try await night.wait { try await !night.sandbox.journal().isEmpty }
        expectLocked(try await night.run("ssl-scan"), by: first, "ssl-scan")
        first.kill9()
        #expect(try await first.end().status == 128 + SIGKILL)
        #expect(try await night.run("ssl-scan").status == 0, "the lock ends with its holder")
    }

    @Test func `a second ssl-notify ends with 75`() async throws {
        let sandbox = try await RunningSandbox(certificates: 1)
        let mail = try TemporaryFolder()
        let slow = try mail.write(
            """
            #!/bin/sh
            cat >'\(mail.path)/mail'
            : >'\(mail.path)/waiting'
            n=0
            while [ -e '\(mail.path)/gate' ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n+1)); done

            """, to: "sendmail", mode: 0o700)
        try mail.write("", to: "gate")
        let night = try Night(sandbox, settings: "NoticeChannel sendmail\nSendmail \(slow)")
        let list = try sandbox.folder.read("subscriptions.csv")
            .replacingOccurrences(of: ",auto,", with: ",manual,")
        try await night.enrol(night.folder.write(list, to: "list.csv"))
        let first = try night.start("ssl-notify")
        try await night.wait { FileManager.default.fileExists(atPath: mail.file("waiting")) }
        expectLocked(try await night.run("ssl-notify"), by: first, "ssl-notify")
        try FileManager.default.removeItem(atPath: mail.file("gate"))
        #expect(try await first.end().status == 0)
        #expect(try await night.rows("SELECT DISTINCT state FROM notice WHERE attempts > 0") == ["sent"])
    }

    @Test func `a second ssl-admin ends with 75`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        let lock = night.folder.file("ledger.sqlite.ssl-admin.lock")
        let holder = try RunningProgram(
            "/usr/bin/flock", [lock, "/bin/cat"], environment: Built.environment)
        try await night.wait {
            try await RunningProgram.run("/usr/bin/flock", ["-n", lock, "true"]).status != 0
        }
        let second = try await night.run(
            "ssl-admin", "subscription", "import", night.sandbox.subscriptions)
        #expect(second.status == 75, "\(second)")
        #expect(second.errors.contains("another run holds the lock \(lock): ssl-admin, process"))
        holder.closeInput()
        #expect(try await holder.end().status == 0)
    }
}
