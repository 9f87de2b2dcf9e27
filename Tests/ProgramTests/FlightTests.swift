import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5)))
struct `Many reissues at once` {
    /// 25 subscriptions, 13 of them due, and what the sandbox is told besides.
    private func due(
        _ options: [String] = [], settings: String = "", module: String = ""
    ) async throws -> Night {
        let night = try await Night(
            RunningSandbox(certificates: 25, options: options), settings: settings, module: module)
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    /// How often each command was sent since a request of the journal.
    private func calls(_ night: Night, since count: Int) async throws -> [String: Int] {
        let commands = try await night.sandbox.journal().dropFirst(count).map {
            $0.command.split(separator: ".").last.map(String.init) ?? ""
        }
        return Dictionary(commands.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private func total(_ calls: [String: Int]) -> Int { calls.values.reduce(0, +) }

    private func expectAllStored(_ night: Night, _ outcome: Outcome) async throws {
        #expect(
            try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"], "\(outcome)")
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 13 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    @Test(arguments: ["", "CallsInFlight 1", "CallsInFlight 13"])
    func `cost two calls each, and one list for all, where nothing has to be proved`(
        module: String
    ) async throws {
        let night = try await due(module: module)
        let before = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        let sent = try await calls(night, since: before)
        #expect(total(sent) == 2 * 13 + 1, "\(sent)")
        #expect(sent["getList"] == 1 && sent["getInfo"] == 13)
        try await expectAllStored(night, outcome)
        let removed = try night.folder.read("hook.calls").split(separator: "\n").map {
            $0.prefix { $0 != " " }
        }
        #expect(removed.filter { $0 == "publish" }.count >= 13)
        #expect(
            removed.filter { $0 == "publish" }.count == removed.filter { $0 == "remove" }.count)
    }

    @Test func `ask a large account only for what is in progress`() async throws {
        let night = try await Night(
            RunningSandbox(certificates: 75))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        let before = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        let lists = try await night.sandbox.journal().dropFirst(before).filter {
            $0.command.hasSuffix("getList")
        }
        #expect(lists.map { $0.parameters["ListType"] } == ["InProgress"], "\(outcome)")
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"])
        #expect(Int(try await night.value("SELECT count(*) FROM issuance")) ?? 0 > 30)
    }

    @Test func `cost a nudge and a further list where the CA has to look again`() async throws {
        let night = try await due(["--slow-dcv", "1", "--no-validation-reuse"])
        let before = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        let sent = try await calls(night, since: before)
        #expect(sent["resendApproverEmail"] == 13)
        #expect(sent["getList"] == 2 && sent["getInfo"] == 13)
        #expect(total(sent) == 3 * 13 + 2, "\(sent)")
        try await expectAllStored(night, outcome)
    }

    @Test func `are asked about one by one where the list shows nothing`() async throws {
        let night = try await due([
            "--slow-dcv", "2", "--no-validation-reuse", "--fault",
            "emptyList,count=99,command=namecheap.ssl.getList,skip=2",
        ])
        let before = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        let sent = try await calls(night, since: before)
        #expect(sent["getList"] ?? 9 <= 2, "\(sent)")
        #expect(sent["getInfo"] ?? 0 <= 2 * 13)
        try await expectAllStored(night, outcome)
    }

    @Test(arguments: [(wait: nil, lists: 2), (wait: "35s", lists: 4), (wait: "200s", lists: 7)])
    func `wait as long as they may, each list for all of them`(
        _ use: (wait: String?, lists: Int)
    ) async throws {
        let night = try await due(["--no-validation-reuse"])
        let hook = try night.folder.read("hook")
        try night.folder.write("#!/bin/sh\nexit 0\n", to: "hook", mode: 0o700)
        let before = try await night.sandbox.journal().count
        let program = try night.start("ssl-reissue", use.wait.map { ["--wait", $0] } ?? [])
        let outcome = try await program.end()
        let sent = try await calls(night, since: before)
        #expect(sent["getList"] == use.lists, "\(sent) \(outcome)")
        #expect(sent["resendApproverEmail"] == 13 && sent["getInfo"] == nil)
        let waiting = try await night.rows(
            "SELECT DISTINCT state, waits_for, next_attempt_at > 0 FROM issuance")
        #expect(waiting == ["validating|the CA's check|1"])

        // The next run that finds their time come needs no second nudge.
        try night.folder.write(hook, to: "hook", mode: 0o700)
        try await night.publishAll()
        let again = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:30:00Z")
        try await expectAllStored(night, again)
        #expect(try await calls(night, since: before)["resendApproverEmail"] == 13)
    }

    @Test func `stop with the errors of their own account, and no other account does`()
        async throws
    {
        let night = try await due()
        let other = try await RunningSandbox(certificates: 3)
        try await other.move(to: Night.first)
        let module = try night.folder.read("modules.d/demo.conf")
            .replacingOccurrences(of: "Name demo", with: "Name other")
            .replacingOccurrences(of: night.sandbox.api(), with: other.api())
        try night.folder.write(module, to: "modules.d/other.conf")
        let list = try other.folder.read("subscriptions.csv")
            .replacingOccurrences(of: "S-0", with: "T-0")
        let file = try night.folder.write(list, to: "others.csv")
        for arguments in [[], ["subscription", "import", file, "--module", "other"], []] {
            let program = arguments.isEmpty ? "ssl-scan" : "ssl-admin"
            let outcome = try await night.start(program, arguments).end()
            #expect([0, 1].contains(outcome.status), "\(outcome)")
        }
        try await other.disturb("key", count: 999)

        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 1)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.filter { $0.contains("module other") }.count == 1, "\(outcome)")
        let states = try await night.rows(
            """
            SELECT m.name, i.state, count(*) FROM issuance AS i
            JOIN subscription AS s ON s.id = i.subscription_id JOIN module AS m ON m.id = s.module_id
            GROUP BY 1, 2
            """)
        #expect(states.contains("demo|stored|13"))
        #expect(!states.contains { $0.hasPrefix("other|stored") })
        #expect(try await other.unrepeatable().allSatisfy { $0.outcome == "refused 1011102" })
    }

    @Test func `tell what failed in the order of urgency, every time`() async throws {
        let night = try await due(["--no-validation-reuse"])
        try night.folder.write("#!/bin/sh\nexit 3\n", to: "hook", mode: 0o700)
        let outcome = try await night.run("ssl-reissue")
        let told = outcome.errors.split(separator: "\n").filter { $0.contains("status 3") }
            .compactMap { $0.split(separator: ":").dropFirst().first?.dropFirst() }
        let urgent = try await night.rows(
            """
            SELECT s.host FROM issuance AS i JOIN subscription AS s ON s.id = i.subscription_id
            JOIN certificate AS c ON c.id = s.certificate_id
            WHERE i.state = 'submitted' ORDER BY c.expires_on, s.id
            """)
        #expect(told.map(String.init) == urgent, "\(outcome)")
        #expect(urgent.count > 5)
    }

    @Test func `begin only as many as the budget of the hour lets end`() async throws {
        let night = try await due(["--slow-dcv", "1", "--no-validation-reuse"])
        let module = try night.folder.read("modules.d/demo.conf")
            .replacingOccurrences(of: "CallsPerHour 0", with: "CallsPerHour 30\nCallsInFlight 8")
        try night.folder.write(module, to: "modules.d/demo.conf")
        // What the scans of the enrolment called is an hour ago.
        let outcome = try await night.run("ssl-reissue", at: "2026-11-20T05:17:00Z")
        let begun = try await night.sandbox.unrepeatable().count
        // 27 of 30 are for new work, and each sets four aside until it is known to need fewer.
        #expect((4...7).contains(begun), "\(begun) \(outcome)")
        #expect(
            try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"], "\(outcome)")
        let left = try await night.value(
            "SELECT count(*) FROM run_outcome WHERE outcome = 'budget-reached'")
        #expect(Int(left) == 13 - begun)
        #expect(
            Int(
                try await night.value(
                    "SELECT max((SELECT count(*) FROM api_call AS b WHERE b.at > a.at - 3600"
                        + " AND b.at <= a.at)) FROM api_call AS a WHERE program = 'ssl-reissue'"))
                ?? 99 <= 30)
    }

    @Test func `are done one after the other on one thread where a test wants it`() async throws {
        let night = try await due()
        let trace = night.folder.file("trace")
        let outcome = try await night.run(
            "ssl-reissue",
            under: [
                "/usr/bin/strace", "-f", "-qq", "-o", trace, "-e",
                "trace=fsync,fdatasync,pwrite64,sendto,connect,rename,symlink",
            ], also: ["SSL_LEDGER_SERIAL": "1"])
        try await expectAllStored(night, outcome)
        // Hooks are programs of their own, whose calls are not traced as writes of ours.
        let lines = try night.folder.read("trace").split(separator: "\n")
        let writers = Set(
            lines.filter { $0.contains("fdatasync(") || $0.contains("pwrite64(") }
                .compactMap { $0.split(separator: " ").first })
        #expect(writers.count == 1, "\(writers)")
    }
}

extension Night {
    /// Publishes what the ledger believes to be published.
    fileprivate func publishAll() async throws {
        let question = """
            SELECT method, name, record_name, replace(record_value, char(10), '%0A')
            FROM validation
            """
        for row in try await rows(question) {
            let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let fields =
                cells[0] == "cname"
                ? ["type=CNAME", "name=\(cells[2])"]
                : [
                    "type=FILE", "name=\(cells[1])",
                    "path=/.well-known/pki-validation/\(cells[2])",
                ]
            try await sandbox.post("records", fields + ["value=\(cells[3])"])
        }
    }
}
