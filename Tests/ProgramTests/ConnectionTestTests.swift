import Foundation
import TestSupport
import Testing

/// `ssl-admin module test`: each way of not being connected is told apart.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A module that is tested` {
    /// One account for all these tests.
    private static let plain = Task { try await RunningSandbox(certificates: 1) }
    private static let opening = "Cannot connect to the processing module demo: "
    private static let unreachable = opening + "the CA cannot be reached from this host "
    private static let wrong = opening + "the data are wrong: "

    private func test(
        _ module: String, sandbox: RunningSandbox? = nil, _ words: String...
    ) async throws -> Outcome {
        let night =
            if let sandbox { try Night(sandbox, module: module) } else {
                try await Night(Self.plain.value, module: module)
            }
        // The system's clock: one that is set is for loopback addresses only.
        return try await RunningProgram.run(
            Built.path(of: "ssl-admin"),
            ["module", "test", "demo", "--config", night.folder.file("ssl-ledger.conf")] + words)
    }

    @Test func `says what the account has when it is asked to`() async throws {
        let told = try await test("MinimalBalance 500.01", "--verbose")
        #expect(told.status == 0 && told.errors == "", "\(told)")
        #expect(
            told.output.contains("Sandbox off: balance 500.00 USD, below its minimum of 500.01"))
        let row = try await test("", "--json")
        #expect(row.status == 0 && row.output.contains("\"result\":\"connected\""), "\(row)")
        #expect(row.output.contains("\"balance\":\"500.00\""))
        let silent = try await test("")
        #expect(silent.status == 0 && silent.output + silent.errors == "", "\(silent)")
    }

    @Test func `is not reached where nobody listens, nor through a proxy that is not there`()
        async throws
    {
        let port = try FreePort.find()
        Explained(
            69, Self.unreachable + "(TCP): no connection to 127.0.0.1:\(port): ",
            "check network, firewall, proxy and outgoing address", again: "later"
        )
        .expect(try await test("Endpoint https://127.0.0.1:\(port)/"), of: "ssl-admin")
        Explained(
            69, Self.unreachable + "(TCP): ", "outgoing address; the module has Proxy",
            again: "later"
        )
        .expect(try await test("Proxy http://u:p4ss@127.0.0.1:\(port)"), of: "ssl-admin")
    }

    @Test func `is not reached where its name is unknown`() async throws {
        let limits = "CallsPerMinute 20\nCallsPerHour 600\nCallsPerDay 7500\n"
        let outcome = try await test(limits + "Endpoint https://api.invalid/xml.response")
        let explained = Explained(
            69, Self.unreachable + "(DNS): api.invalid:443 cannot be found",
            "check the host name and this machine's name servers", again: "later")
        explained.expect(outcome, of: "ssl-admin")
    }

    @Test func `is not reached where nobody vouches for who answers`() async throws {
        let sandbox = try await RunningSandbox(certificates: 0, options: ["--tls"])
        let explained = Explained(
            69, Self.unreachable + "(TLS): no trusted connection to 127.0.0.1:",
            "check this machine's clock and trusted authorities", again: "later")
        explained.expect(try await test("", sandbox: sandbox), of: "ssl-admin")
        let trusted = try await test("TrustFile \(sandbox.ca)", sandbox: sandbox)
        #expect(trusted.status == 0, "\(trusted)")
    }

    @Test func `is not reached where the answer does not come in time`() async throws {
        let listener = try Listener()
        let began = ContinuousClock.now
        let outcome = try await test(
            "Endpoint http://127.0.0.1:\(listener.port)/", "--timeout", "1s")
        let explained = Explained(
            69, Self.unreachable + "(time-out): 127.0.0.1:\(listener.port) did not answer in time",
            "check the network", again: "later")
        explained.expect(outcome, of: "ssl-admin")
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func `is not reached where a web page answers`() async throws {
        try await Self.plain.value.disturb("html200")
        let explained = Explained(
            69, Self.unreachable + "(HTTP): Namecheap's answer to getBalances is a web page",
            "check that the address is the API's", again: "later")
        explained.expect(try await test(""), of: "ssl-admin")
    }

    @Test(arguments: [("on", "real account"), ("off", "sandbox's account")])
    func `may have the key of the other environment`(_ module: (sandbox: String, other: String))
        async throws
    {
        let outcome = try await test("APIKey another\nSandbox \(module.sandbox)")
        let explained = Explained(
            77, Self.wrong + "API Key is invalid or API access has not been enabled (1011102)",
            "Sandbox is \(module.sandbox): a key of the \(module.other) is refused there",
            again: "later")
        explained.expect(outcome, of: "ssl-admin")
        #expect(!outcome.errors.contains("another"))
    }

    @Test func `has wrong data where the user is unknown or locked`() async throws {
        Explained(
            77, Self.wrong + "Parameter UserName is unknown (1019103)",
            "check API user, user name, API key and client IP", again: "later"
        )
        .expect(try await test("Username nobody\nAPIUser demo"), of: "ssl-admin")
        let sandbox = try await Self.plain.value
        try await sandbox.post("account", ["trouble=1017101"])
        let locked = Explained(
            77, Self.wrong + "ApiUser is locked or disabled (1017101)",
            "ask Namecheap's support to unlock", again: "later")
        locked.expect(try await test(""), of: "ssl-admin")
        try await sandbox.post("account", ["trouble=none"])
    }

    @Test func `is told which address the CA saw, and uses the one that is set`() async throws {
        let sandbox = try await RunningSandbox(
            certificates: 0, options: ["--allow-address", "127.0.0.2"])
        let explained = Explained(
            77,
            Self.opening + "API calls are not allowed from this address, which Namecheap sees as"
                + " 127.0.0.1: Invalid request IP: 127.0.0.1 (1011150)",
            "add 127.0.0.1 to the allowed addresses at Namecheap", again: "later")
        explained.expect(try await test("", sandbox: sandbox), of: "ssl-admin")
        let other = try await test("Interface 127.0.0.2", sandbox: sandbox)
        #expect(other.status == 0, "\(other)")
    }

    @Test func `has to be one`() async throws {
        let night = try await Night(Self.plain.value)
        let explained = Explained(
            1, "there is no module domo", "there is: demo", again: "never")
        explained.expect(
            try await night.run("ssl-admin", "module", "test", "domo"), of: "ssl-admin")
    }

    @Test func `counts against the budget and leaves its balance in the ledger`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.run("ssl-scan")
        try await night.sandbox.post("account", ["balance=12.34"])
        #expect(try await night.run("ssl-admin", "module", "test", "demo").status == 0)
        #expect(try await night.value("SELECT balance FROM module") == "1234")
        let calls = try await night.value(
            "SELECT count(*), outcome FROM api_call WHERE program = 'ssl-admin'")
        #expect(calls == "1|ok")
        try night.folder.write(
            night.folder.read("modules.d/demo.conf") + "CallsPerMinute 1\n",
            to: "modules.d/demo.conf")
        let full = try await night.run("ssl-admin", "module", "test", "demo")
        #expect(full.status == 1 && full.errors.contains("the call budget of demo is used up"))
    }
}
