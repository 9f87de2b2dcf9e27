import Settings
import Subscriptions
import TestSupport
import Testing
import Wording

@testable import Jobs

@Suite struct `The configuration` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("SSLSubscriptionBefore 20\n", to: "ssl-ledger.conf")
    }

    private func module(_ more: String, mode: Int = 0o600) throws {
        let text = "Module Namecheap\nName demo\nUsername u\nClientIP 192.0.2.1\n" + more
        try folder.write(text, to: "modules.d/demo.conf", mode: mode)
    }

    private func read(_ environment: [String: String] = [:]) throws -> Configuration {
        try Configuration(
            path: folder.file("ssl-ledger.conf"), ledger: nil, environment: environment)
    }

    @Test func `takes the key from file, other file or environment`() throws {
        try module("APIKey one\n")
        #expect(try read().modules.first?.apiKey.exposed == "one")
        #expect(
            try read(["SSL_LEDGER_API_KEY_DEMO": "two"]).modules.first?.apiKey.exposed == "two")
        let path = try folder.write("three\n", to: "key")
        try module("APIKeyFile \(path)\n")
        #expect(try read().modules.first?.apiKey.exposed == "three")
        try folder.write("three\n", to: "key", mode: 0o644)
        #expect(throws: JobError.secretExposed(path: path, mode: "644")) { _ = try read() }
    }

    @Test func `refuses a module file that others may read`() throws {
        try module("APIKey one\n", mode: 0o640)
        #expect(
            throws: JobError.secretExposed(path: folder.file("modules.d/demo.conf"), mode: "640")
        ) { _ = try read() }
    }

    @Test func `refuses a module without a key and two of one name`() throws {
        try module("")
        #expect(throws: JobError.self) { _ = try read() }
        try module("APIKey one\n")
        try folder.write(folder.read("modules.d/demo.conf"), to: "modules.d/again.conf")
        #expect(throws: JobError.self) { _ = try read() }
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/x", true), ("http://localhost/x", true), ("http://[::1]/", true),
        ("https://api.namecheap.com/xml.response", false), ("https://127.0.0.1.evil.test/", false),
        ("https://127.evil.test/", false),
    ])
    func `knows what is on this machine`(endpoint: String, isHere: Bool) throws {
        try module("APIKey one\nEndpoint \(endpoint)\n")
        #expect(try read().modules.first?.isOnThisMachine == isHere)
    }

    @Test func `refuses an endpoint with a user before the host`() throws {
        try module("APIKey one\nEndpoint https://user@127.evil.test/\n")
        #expect(throws: SettingsError.self) { _ = try read() }
    }

    @Test func `lets no call limit be off where the CA is real`() throws {
        try module("APIKey one\nCallsPerMinute 0\n")
        #expect(throws: JobError.self) { _ = try read() }
    }

    @Test func `lets the clock be set for modules on this machine only`() throws {
        let clock = try RunClock(environment: ["SSL_LEDGER_NOW": "2026-11-23T03:00:00Z"])
        #expect(clock.now.day == Day(iso: "2026-11-23"))
        try module("APIKey one\n")
        #expect(throws: JobError.clockOverridden(module: "demo")) { try read().check(clock) }
        try module("APIKey one\nEnabled off\n")
        try read().check(clock)
        try module("APIKey one\nEndpoint http://127.0.0.1:1/\n")
        try read().check(clock)
        #expect(throws: JobError.self) {
            _ = try RunClock(environment: ["SSL_LEDGER_NOW": "yesterday"])
        }
    }

    @Test func `puts subscription before module before settings`() throws {
        try module("APIKey one\nSSLSubscriptionPolicy manual\n")
        let now = try #require(Timestamp(iso: "2026-11-23"))
        let bases = SelectionBases(try read(), at: now)
        let policies = bases.policies(of: "demo")
        let inherited = policies.policy(own: nil, window: nil)
        #expect(inherited.policy == .manual)
        #expect(inherited.policySource == .module)
        #expect(inherited.window == 20)
        let own = policies.policy(own: Policy.none, window: 5)
        #expect(own.policy == .none)
        #expect(own.policySource == .subscription)
        #expect(own.window == 5)
        let other = bases.policies(of: "gone").policy(own: nil, window: nil)
        #expect(other.policy == .auto)
        #expect(other.policySource == .default)
        #expect(bases.horizon(widest: 30) == now.day + 30)
        #expect(bases.horizon(widest: nil) == now.day + 20)
    }
}
