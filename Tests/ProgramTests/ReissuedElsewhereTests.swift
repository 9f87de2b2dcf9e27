import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `An answer that got lost` {
    private func due(_ options: [String]) async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 1, options: options))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    private func expectOnePair(_ night: Night) async throws {
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    /// The id of the account's row in that state.
    private func id(_ night: Night, replacing old: String) async throws -> String {
        let world = try await RunningProgram.run(
            "/usr/bin/curl", ["-fsS", night.sandbox.control("world?id=\(old)")])
        let found = try #require(world.output.firstMatch(of: /"replacedBy":\s*(\d+)/))
        return String(found.1)
    }

    @Test(arguments: [
        ["--replaced-at", "issue"], ["--replaced-at", "once"],
        ["--fault", "activeWithReplacedBy"],
    ])
    func `is found whatever the old row shows, and nothing is asked twice`(
        _ shape: [String]
    ) async throws {
        let night = try await due(["--lost-reply", "1", "--no-validation-reuse"] + shape)
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        try await expectOnePair(night)
        let scan = try await night.run("ssl-scan", at: "2026-11-20T04:17:00Z")
        #expect(scan.status == 0, "\(scan)")
        let again = try await night.run("ssl-reissue", at: "2026-11-20T04:18:00Z")
        #expect(again.status == 0, "\(again)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        let current = try await night.value(
            """
            SELECT c.number = i.new_number FROM subscription AS s
            JOIN certificate AS c ON c.id = s.certificate_id
            JOIN issuance AS i ON i.subscription_id = s.id
            """)
        #expect(current == "1")
    }

    @Test func `is found in a chain that went on elsewhere, stored, and then followed`()
        async throws
    {
        let night = try await due(["--no-validation-reuse"])
        try await night.sandbox.disturb("dribble")
        let first = try night.start("ssl-reissue")
        try await night.wait { try await !night.sandbox.unrepeatable().isEmpty }
        first.kill9()
        #expect(try await first.end().status == 128 + SIGKILL)
        #expect(try await night.value("SELECT state FROM issuance") == "submitting")
        let old = try await night.value("SELECT old_number FROM issuance")
        let ours = try await night.sandbox.issueWhatWaits()
        #expect(try await id(night, replacing: old) == ours)
        try await night.sandbox.post("reissue-elsewhere", ["id=\(ours)"])
        let last = try await id(night, replacing: ours)

        let second = try await night.run("ssl-reissue", at: "2026-11-20T03:20:00Z")
        #expect(second.status == 0, "\(second)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        try await expectOnePair(night)
        #expect(try await night.value("SELECT new_number FROM issuance") == ours)

        let scan = try await night.run("ssl-scan", at: "2026-11-20T04:17:00Z")
        #expect(scan.status == 0, "\(scan)")
        let current = try await night.value(
            "SELECT c.number FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id"
        )
        #expect(current == last)
        let events = try await night.rows(
            "SELECT detail FROM event WHERE kind = 'reissued-elsewhere'")
        #expect(events == ["certificate \(last)"])
    }

    @Test func `of a request that came too late gives way to what was reissued elsewhere`()
        async throws
    {
        let night = try await due([])
        try await night.sandbox.disturb("null5050900")
        let first = try await night.run("ssl-reissue")
        #expect(try await night.rows("SELECT state FROM issuance") == ["submitting"], "\(first)")
        let old = try await night.value("SELECT old_number FROM issuance")
        try await night.sandbox.post("reissue-elsewhere", ["id=\(old)"])
        let elsewhere = try await id(night, replacing: old)

        for moment in ["2026-11-20T03:20:00Z", "2026-11-20T03:40:00Z", "2026-11-20T03:50:00Z"] {
            _ = try await night.run("ssl-reissue", at: moment)  // What it comes to is seen below.
        }
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(try await night.rows("SELECT state FROM issuance") == ["failed"])
        let task = try await night.openTasks().first ?? ""
        #expect(task.contains("replaced by \(elsewhere), which is not ours"), "\(task)")

        let scan = try await night.run("ssl-scan", at: "2026-11-20T04:17:00Z")
        #expect(scan.status == 0, "\(scan)")
        let current = try await night.value(
            "SELECT c.number FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id"
        )
        #expect(current == elsewhere)
        let due = try await night.run("ssl-reissue", at: "2026-11-21T03:17:00Z")
        #expect(due.status == 0, "\(due)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
    }
}

extension RunningSandbox {
    /// Proves the one row that waits, so that it is issued, and gives its id.
    fileprivate func issueWhatWaits() async throws -> String {
        let world = try await RunningProgram.run("/usr/bin/curl", ["-fsS", control("world")])
        let row = try #require(
            world.output.firstMatch(of: /"id":(\d+),[^{}]*"status":"purchased"/))
        let id = String(row.1)
        let answer = try await call(
            "namecheap.ssl.editDCVMethod",
            ["CertificateID=\(id)", "DCVMethod=CNAME_CSR_HASH"])
        let owner = try #require(answer.firstMatch(of: /<HostName><!\[CDATA\[([^\]]+)/))
        let target = try #require(answer.firstMatch(of: /<Target><!\[CDATA\[([^\]]+)/))
        try await post("records", ["type=CNAME", "name=\(owner.1)", "value=\(target.1)"])
        let state = try await call("namecheap.ssl.getInfo", ["CertificateID=\(id)"])
        #expect(state.contains("Status=\"active\""))
        return id
    }

    /// The answer to a command that somebody else sends.
    private func call(_ command: String, _ fields: [String]) async throws -> String {
        let all =
            [
                "ApiUser=demo", "ApiKey=\(Night.key)", "UserName=demo", "ClientIp=127.0.0.1",
                "Command=\(command)",
            ] + fields
        let outcome = try await RunningProgram.run(
            "/usr/bin/curl", ["-fsS", try api()] + all.flatMap { ["-d", $0] })
        return outcome.output
    }
}
