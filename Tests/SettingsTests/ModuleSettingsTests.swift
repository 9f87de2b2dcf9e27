import Settings
import Subscriptions
import Testing
import Wording

@Suite struct `The module settings` {
    static let least = "Module Namecheap\nName First\nUsername shop\nClientIP 192.0.2.7\n"

    private func read(_ more: String) throws -> ModuleSettings {
        try ModuleSettings(text: Self.least + more, file: "first.conf")
    }

    private func problems(_ text: String) -> [String] {
        let error = #expect(throws: SettingsError.self) {
            try ModuleSettings(text: text, file: "first.conf")
        }
        guard case .problems(let problems) = error else { return [] }
        return problems.map(\.text)
    }

    @Test func `need little and default to the safe side`() throws {
        let module = try read("")
        #expect(module.name == "First" && module.kind == "Namecheap")
        #expect(module.username == "shop" && module.apiUser == "shop")
        #expect(module.apiKey == nil && module.apiKeyFile == nil)
        #expect(module.clientIP == "192.0.2.7")
        #expect(!module.isSandbox && module.isEnabled)
        #expect(module.sort == 100 && module.minimalBalance == nil)
        #expect(module.callsPerMinute == 20)
        #expect(module.callsPerHour == 600)
        #expect(module.callsPerDay == 7500)
        #expect(module.callsInFlight == nil)
        #expect(module.validityMargin == 0)
        #expect(module.policy == nil && module.window == nil)
        #expect(module.department == nil && module.endpoint == nil && module.proxy == nil)
        #expect(module.interface == nil && module.trustFile == nil)
    }

    @Test func `read everything`() throws {
        let module = try read(
            """
            Department certificates@example.com
            Sort 3
            MinimalBalance 25.5
            APIUser robot
            APIKey 0123456789abcdef
            Option Sandbox
            Endpoint http://127.0.0.1:8080/xml.response
            Enrol none
            Enabled off
            CallsPerMinute 0
            CallsPerHour 700
            CallsPerDay 8000
            CallsInFlight 12
            Proxy socks5h://u:p4ss@proxy.example:1080
            Interface eth1
            TrustFile /etc/roots.pem
            ValidityMargin 1
            SSLSubscriptionPolicy manual
            SSLSubscriptionBefore 200
            """)
        #expect(module.department == "certificates@example.com")
        #expect(module.sort == 3 && module.minimalBalance == 2550)
        #expect(module.apiUser == "robot")
        #expect(module.apiKey?.exposed == "0123456789abcdef")
        #expect(module.isSandbox && !module.isEnabled)
        #expect(module.endpoint == "http://127.0.0.1:8080/xml.response")
        #expect(module.callsPerMinute == 0)
        #expect(module.callsPerHour == 700)
        #expect(module.callsPerDay == 8000)
        #expect(module.callsInFlight == 12)
        #expect(module.proxy?.exposed == "socks5h://u:p4ss@proxy.example:1080")
        #expect(module.interface == "eth1" && module.trustFile == "/etc/roots.pem")
        #expect(module.validityMargin == 1)
        #expect(module.policy == .manual && module.window == 200)
        let shown = String(reflecting: module)
        #expect(!shown.contains("0123456789abcdef") && !shown.contains("p4ss"))
    }

    @Test(arguments: [("Sandbox on", true), ("Sandbox off", false), ("Option Sandbox on", true)])
    func `read a switch`(line: String, isOn: Bool) throws {
        #expect(try read(line).isSandbox == isOn)
    }

    @Test(arguments: [("25", 2500), ("0", 0), ("25.5", 2550), ("25.05", 2505), ("", nil)])
    func `read an amount in hundredths, empty for no check`(text: String, amount: Int?) throws {
        #expect(try read("MinimalBalance \(text)").minimalBalance == amount)
    }

    @Test(arguments: [
        "Sandbox", "Sandbox yes", "MinimalBalance 1,5", "MinimalBalance 1.234",
        "MinimalBalance -3", "MinimalBalance 5.", "ClientIP 192.0.2.256", "ClientIP 192.0.2.01",
        "ClientIP example.com", "Endpoint ftp://example.com", "Endpoint https://",
        "Endpoint https://user:word@example.com/", "ClientIP 0.0.0.0",
        "ValidityMargin 2", "Enrol some", "Module GoGetSSL", "Sort x", "Department nobody",
        "CallsPerDay -1", "CallsInFlight 0", "CallsInFlight 65", "Name",
    ])
    func `refuse a wrong value`(line: String) {
        #expect(problems(Self.least + line).count == 1)
    }

    @Test func `name everything that is missing`() {
        #expect(
            problems("APIKey x\n") == [
                "first.conf: Module is missing, it is Namecheap",
                "first.conf: Name is missing, it is \(text(100))",
                "first.conf: Username is missing, it is \(text(20))",
                "first.conf: ClientIP is missing, it is an IPv4 address such as 192.0.2.1",
            ])
    }

    private func text(_ most: Int) -> String {
        "a text of at most \(most) bytes without control characters"
    }

    @Test func `never show a secret in a problem`() {
        let shown = problems(Self.least + "Proxy gopher://u:p4ss@x\nAPIKye s3cr3t\n").joined()
        #expect(shown.contains("Proxy is •••") && shown.contains("did you mean APIKey"))
        #expect(!shown.contains("p4ss") && !shown.contains("s3cr3t"))
    }

    @Test func `refuse two places for the key`() {
        #expect(
            problems(Self.least + "APIKey x\nAPIKeyFile /k\n") == [
                "first.conf: APIKey and APIKeyFile exclude each other"
            ])
    }
}
