import Foundation
import TestSupport
import Testing

/// A run for some subscriptions, asked for by a person.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A one-off batch` {
    /// Twenty-five subscriptions, enrolled and read: 13 due, 9 outside every window, 2 manual.
    private func enrolled() async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 25))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    /// What the last run of ssl-reissue decided: `reference|outcome|detail`.
    private func outcomes(_ night: Night) async throws -> [String] {
        try await night.rows(
            """
            SELECT s.reference, o.outcome, o.detail FROM run_outcome AS o
            JOIN subscription AS s ON s.id = o.subscription_id
            WHERE o.run_id = (SELECT max(id) FROM run WHERE program = 'ssl-reissue') ORDER BY 1
            """)
    }

    @Test func `is about what is named and nothing else, and accounts for the rest`()
        async throws
    {
        let night = try await enrolled()
        let host = try await night.value(
            "SELECT host FROM subscription WHERE reference = 'S-00007'")
        let number = try await night.value(
            """
            SELECT c.number FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id
            WHERE s.reference = 'S-00002'
            """)
        let list = try night.folder.write("# a list\n\(host)\n", to: "list")
        let run = try await night.run(
            "ssl-reissue", number, "--from-file", list, "--reference", "S-00022", "-v")
        #expect(run.status == 0, "\(run)")
        #expect(
            run.output.contains(
                "25 subscriptions = 22 not meant or outside every window + 3 considered; 3"
                    + " considered = 2 due + 1 skipped: 1 outside-window"), "\(run)")
        let outcomes = try await outcomes(night).map { $0.split(separator: "|").prefix(2).joined() }
        #expect(outcomes == ["S-00002reissue", "S-00007reissue", "S-00022outside-window"])
        #expect(try await night.sandbox.unrepeatable().count == 2)
        #expect(
            try await night.value(
                """
                SELECT subscriptions, not_selected, considered, acted, skipped FROM run
                WHERE program = 'ssl-reissue'
                """) == "25|22|3|2|1")
    }

    @Test func `narrows by module and product, where only what is due is looked at`()
        async throws
    {
        let night = try await enrolled()
        let plan = try await night.run(
            "ssl-reissue", "--module", "demo", "--product", "PositiveSSL", "--dry-run", "--csv", "-"
        )
        #expect(plan.status == 0, "\(plan)")
        let rows = plan.output.split(whereSeparator: \.isNewline).dropFirst()
        #expect(rows.map { $0.prefix(7) } == ["S-00002", "S-00007", "S-00019"], "\(plan.output)")
        #expect(try await night.run("ssl-reissue", "--product", "No SSL").status == 64)
    }

    @Test func `is refused with the words that mean nothing, before anything is done`()
        async throws
    {
        let night = try await enrolled()
        let calls = try await night.sandbox.journal().count
        let list = try night.folder.write("reference\r\nS-00001\r\nS-99999\r\n", to: "list.csv")
        for program in ["ssl-reissue", "ssl-notify"] {
            let run = try await night.run(program, "nobody.test", "S-00001", "--from-file", list)
            #expect(run.status == 64, "\(run)")
            #expect(run.output == "")
            #expect(
                run.errors.contains(
                    "no subscription is meant by nobody.test, S-99999 (\(list):3)"), "\(run)")
        }
        let missing = try await night.run("ssl-reissue", "--from-file", "/nowhere/list")
        #expect(missing.status == 66 && missing.errors.contains("/nowhere/list"), "\(missing)")
        #expect(try await night.sandbox.journal().count == calls)
        let runs = "SELECT count(*) FROM run WHERE program <> 'ssl-scan'"
        #expect(try await night.value(runs) == "0")
    }

    @Test func `is not forced where nobody agrees`() async throws {
        let night = try await enrolled()
        let before = try Snapshot(of: night.folder.path)
        for option in ["--force", "--revoke-old"] {
            let run = try await night.run("ssl-reissue", "S-00022", option)
            #expect(run.status == 64, "\(run)")
            #expect(run.errors.contains("\(option) needs --yes where nobody can be asked"))
        }
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
    }

    @Test func `sets aside what --force may, says so on each row, and keeps it`() async throws {
        let night = try await enrolled()
        // Outside the window; manual and outside; none and outside; waiting for a person.
        let run = try await night.run(
            "ssl-reissue", "S-00022", "S-00018", "S-00020", "S-00017", "--force", "--yes",
            "--reason", "test")
        #expect(run.status == 0, "\(run)")
        #expect(run.errors.contains("3 of 25 subscriptions get a new certificate, reason test:"))
        #expect(run.errors.contains("; overrides outside-window, policy-none\n"), "\(run)")
        let outcomes = try await outcomes(night)
        #expect(outcomes.count == 4)
        for (outcome, words) in zip(
            outcomes,
            [
                "S-00017|not-active|", "S-00018|reissue|overrides outside-window, policy-manual; ",
                "S-00020|reissue|overrides outside-window, policy-none; ",
                "S-00022|reissue|overrides outside-window; certificate ",
            ])
        { #expect(outcome.hasPrefix(words), "\(outcome)") }
        #expect(try await night.sandbox.unrepeatable().count == 3)
        let kept = try await night.rows(
            "SELECT reason, overridden, state FROM issuance ORDER BY length(overridden)")
        #expect(
            kept == [
                "test|outside-window|stored", "test|outside-window policy-none|stored",
                "test|outside-window policy-manual|stored",
            ])
        let event = try await night.value(
            "SELECT detail FROM event WHERE kind = 'planned' ORDER BY length(detail) LIMIT 1")
        #expect(event.hasSuffix(", reason test, overrides outside-window"), "\(event)")
    }

    @Test func `replaces today's certificate for a stated reason, and loses no day of the order`()
        async throws
    {
        let night = try await enrolled()
        let facts = """
            SELECT c.number, c.version, p.term_end, p.term_source FROM subscription AS s
            JOIN certificate AS c ON c.id = s.certificate_id
            JOIN paid_period AS p ON p.id = c.paid_period_id WHERE s.reference = 'S-00007'
            """
        #expect(try await night.run("ssl-reissue", "S-00007").status == 0)
        let first = try await night.value(facts).split(separator: "|")
        let folder = try await night.value(
            "SELECT folder FROM subscription WHERE reference = 'S-00007'")
        let live = night.folder.file("store/\(folder)/live")
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: live)
        let again = try await night.run(
            "ssl-reissue", "S-00007", "--force", "--yes", "--reason", "key-compromise")
        #expect(again.status == 0, "\(again)")
        #expect(again.errors.contains("gain-too-small"), "\(again)")
        let second = try await night.value(facts).split(separator: "|")
        #expect(second.first != first.first && second.dropFirst(2) == first.dropFirst(2))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: live) != target)
        #expect(try await night.openTasks() == [])
        let key = "SELECT count(DISTINCT key_hash) FROM issuance"
        #expect(try await night.value(key) == "2")
    }

    @Test func `leaves what has no time to the next run, and names what is urgent`() async throws {
        let night = try await enrolled()
        let run = try await night.run(
            "ssl-reissue", "S-00001", "S-00012", "--max-runtime", "0s", "-v")
        #expect(run.status == 1, "\(run)")
        #expect(run.errors.contains("2 left for the next run: --max-runtime 0s is over"), "\(run)")
        let urgent = run.errors.split(separator: "\n").filter { $0.contains(": urgent, ") }
        #expect(urgent.count == 1, "\(run.errors)")
        #expect(
            run.output.contains("2 considered = 0 due + 2 skipped: 2 limit-reached"), "\(run)")
        #expect(try await night.sandbox.unrepeatable().isEmpty)

        // One at a time, or all would have begun when the time is over.
        let module = try night.folder.read("modules.d/demo.conf")
        try night.folder.write(module + "CallsInFlight 1\n", to: "modules.d/demo.conf")
        let hook = try night.folder.read("hook")
        try night.folder.write(
            hook.replacingOccurrences(of: "exec curl", with: "sleep 1.1\nexec curl"), to: "hook",
            mode: 0o700)
        let some = try await night.run("ssl-reissue", "*-demo.test", "--max-runtime", "1s")
        #expect(some.status == 1 && some.errors.contains(" left for the next run: "), "\(some)")
        #expect(try await !night.sandbox.unrepeatable().isEmpty)
    }

    @Test func `revokes nothing that is not seen to be replaced everywhere`() async throws {
        let night = try await enrolled()
        let run = try await night.run("ssl-reissue", "S-00007", "--revoke-old", "--yes", "-v")
        #expect(run.status == 0, "\(run)")
        #expect(run.output.contains("is not revoked: not every target was seen serving"), "\(run)")
        let commands = try await night.sandbox.journal().map(\.command)
        #expect(!commands.contains { $0.hasSuffix("revokecertificate") })
    }

    @Test func `of reports and notices is about what is named`() async throws {
        let night = try await enrolled()
        let report = try await night.run("ssl-report", "certificates", "S-00020", "--csv", "-")
        #expect(report.status == 0, "\(report)")
        let rows = report.output.split(whereSeparator: \.isNewline)
        #expect(rows.count == 2 && rows.last?.hasPrefix("S-00020,") == true, "\(report)")
        let due = try await night.run("ssl-report", "due", "S-00020", "--csv", "-")
        #expect(due.output.contains("S-00020,") && due.output.contains(",outside-window,"))
        #expect(try await night.run("ssl-report", "certificates", "nobody.test").status == 64)

        let told = try await night.run("ssl-notify", "S-00019", "S-00020", "-v")
        #expect(told.status == 0 && told.output.contains("1 notice sent"), "\(told)")
        let limited = try await night.run("ssl-notify", "--limit", "0", "-v")
        #expect(limited.status == 0 && limited.output.contains("0 notices sent"), "\(limited)")
        #expect(try await night.rows("SELECT state FROM notice WHERE attempts > 0") == ["sent"])
    }
}
