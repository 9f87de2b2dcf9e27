import Foundation
import TestSupport
import Testing

/// `ssl-admin module list`, `show`, `enable`, `disable` and `remove`, and the minimal balance.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A module in use` {
    private func night(module: String = "") async throws -> Night {
        try await Night(RunningSandbox(certificates: 3), module: module)
    }

    @Test func `is listed with what the ledger knows of it`() async throws {
        let night = try await night(module: "CallsPerMinute 50\nMinimalBalance 20")
        let none = try await night.run("ssl-admin", "module", "list", "--csv", "-")
        #expect(
            none.output.hasPrefix(
                "name,module,sandbox,enabled,sort,department,balance,currency,balance_at,"
                    + "minimal_balance,last_success_at,certificates,subscriptions,calls_minute,"
                    + "limit_minute,calls_hour,limit_hour,calls_day,limit_day,file\r\n"), "\(none)")
        #expect(
            none.output.contains(
                "\ndemo,Namecheap,off,on,100,staff@reseller.test,,,,20.00,,0,0,0,50,0,,0,,/"))
        try await night.enrol()
        let known = try await night.run("ssl-admin", "module", "list", "--csv", "-")
        #expect(known.output.contains(",500.00,USD,2026-11-20T03:17:"), "\(known)")
        let counts = try await night.rows(
            "SELECT (SELECT count(*) FROM certificate), (SELECT count(*) FROM subscription)")
        let numbers = counts[0].replacing("|", with: ",")
        #expect(known.output.contains(",\(numbers),"), "\(known)")
        let table = try await night.run("ssl-admin", "module", "list")
        #expect(table.output.contains("/50 ") && table.output.contains("500.00 USD 2026-11-20"))
        let json = try await night.run("ssl-admin", "module", "list", "--json")
        #expect(json.output.contains("\"minimal_balance\":\"20.00\""), "\(json)")
    }

    @Test func `is shown with who says what, without its key`() async throws {
        let night = try await night(module: "Proxy http://u:p4ss@127.0.0.1:1")
        let shown = try await night.run("ssl-admin", "module", "show", "demo", "--csv", "-")
        let file = night.folder.file("modules.d/demo.conf")
        for line in [
            "APIKey,•••,\(file):5", "Proxy,•••,\(file):11", "Sort,100,default",
            "APIUser,demo,Username", "SSLSubscriptionPolicy,auto,default",
            "Department,staff@reseller.test,\(file):3", "MinimalBalance,,default",
        ] { #expect(shown.output.contains(line + "\r\n"), "\(line) in \(shown)") }
        #expect(!shown.output.contains(Night.key) && !shown.output.contains("p4ss"))
        let named = try await night.run(
            "ssl-admin", "module", "show", "demo", "--json",
            also: ["SSL_LEDGER_API_KEY_DEMO": "another"])
        #expect(named.output.contains("environment SSL_LEDGER_API_KEY_DEMO"), "\(named)")
        #expect(!named.output.contains("another"))
    }

    @Test func `is disabled and enabled by one line`() async throws {
        let night = try await night()
        let text = try night.folder.read("modules.d/demo.conf")
        for (word, value) in [("disable", "off"), ("disable", "off"), ("enable", "on")] {
            #expect(try await night.run("ssl-admin", "module", word, "demo").status == 0)
            #expect(
                try night.folder.read("modules.d/demo.conf") == text + "Enabled \(value)\n")
        }
    }

    @Test func `is removed only while nothing hangs on it, and its file kept aside`() async throws {
        let night = try await night()
        #expect(try await night.run("ssl-admin", "module", "remove", "demo").status == 64)
        try await night.enrol()
        let refused = try await night.run("ssl-admin", "module", "remove", "demo", "--yes")
        #expect(refused.status == 1 && refused.errors.contains("module demo has "), "\(refused)")
        #expect(refused.errors.contains("ssl-admin module disable"))
        #expect(try night.folder.names(in: "modules.d") == ["demo.conf"])
        let other = try await self.night()
        let text = try other.folder.read("modules.d/demo.conf")
        #expect(try await other.run("ssl-admin", "module", "remove", "demo", "--yes").status == 0)
        #expect(try other.folder.names(in: "modules.d") == ["demo.conf.removed"])
        #expect(try other.folder.read("modules.d/demo.conf.removed") == text)
    }

    @Test func `has one task while its balance is below the minimum`() async throws {
        let night = try await night(module: "MinimalBalance 20")
        let question = "SELECT text, closed_at IS NULL FROM task WHERE cause = 'balance-low demo'"
        try await night.run("ssl-scan")
        #expect(try await night.rows(question) == [])
        try await night.sandbox.post("account", ["balance=19.99"])
        let first = try await night.run("ssl-scan")
        #expect(first.errors.contains("balance of demo is 19.99 USD, below its minimum of 20.00"))
        let second = try await night.run("ssl-scan")
        #expect(!second.errors.contains("balance"), "\(second)")
        let text = "balance of demo is 19.99 USD, below its minimum of 20.00|"
        #expect(try await night.rows(question) == [text + "1"])
        let tasks = try await night.run("ssl-report", "tasks", "--csv", "-")
        #expect(tasks.output.contains(",demo,,,\"balance of demo is 19.99 USD"), "\(tasks)")
        try await night.sandbox.post("account", ["balance=20.00"])
        try await night.run("ssl-scan")
        #expect(try await night.rows(question) == [text + "0"])
        try await night.sandbox.post("account", ["balance=1.00"])
        try await night.run("ssl-scan")
        #expect(try await night.rows(question).count == 2)
        #expect(try await night.run("ssl-admin", "module", "disable", "demo").status == 0)
        #expect(try await night.rows(question + " AND closed_at IS NULL") == [])
    }
}
