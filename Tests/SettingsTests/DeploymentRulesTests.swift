import Settings
import Testing

@Suite struct `The rules of deployment` {
    private func read(_ text: String) throws -> LedgerSettings {
        try LedgerSettings(
            lines: SettingsText.parse(text, file: "ssl-ledger.conf"), file: "ssl-ledger.conf")
    }

    @Test(
        arguments: [
            ("www.example.com", "/hooks/all"), ("shop.example.net", "/hooks/net"),
            ("a.b.example.net", "/hooks/net"), ("example.net", "/hooks/all"),
            ("WWW.Example.ORG", "/hooks/with blanks"), ("*.example.net", "/hooks/net"),
            ("cdn.example.net", nil), ("mail.example.com", "/hooks/mail"),
        ] as [(String, String?)])
    func `give a host the hook of the last line it fits`(host: String, hook: String?) throws {
        let text = """
            DeploymentHook /hooks/first
            DeploymentHook mail*.com /hooks/mail
            DeploymentHook /hooks/all
            DeploymentHook *.example.net /hooks/net
            DeploymentHook cdn.* none
            DeploymentHook www.example.org /hooks/with blanks
            DeploymentHook mail.*.com /hooks/mail
            """
        #expect(try read(text).deployment.hook(for: host) == hook)
    }

    @Test func `reload the units of every line a host fits, each once`() throws {
        let rules = try read(
            """
            ReloadUnit * nginx.service
            ReloadUnit mail.* postfix
            ReloadUnit *.example.com nginx.service
            ReloadUnit *.com dovecot@main.service
            """
        ).deployment
        #expect(
            rules.units(for: "mail.example.com") == [
                "nginx.service", "postfix", "dovecot@main.service",
            ])
        #expect(rules.units(for: "www.example.net") == ["nginx.service"])
    }

    @Test(arguments: [
        "DeploymentHook deploy", "DeploymentHook *.example.com", "DeploymentHook none",
        "DeploymentHook a;b /hook", "DeploymentHook *.example.com hook", "ReloadUnit nginx",
        "ReloadUnit * -nginx", "ReloadUnit * nginx postfix", "ReloadUnit * ngi*",
        "ReloadUnit * a/b",
        "ReloadUnit * $(id)", "ReloadUnit a/b nginx", "ServedPort 0", "ServedPort 65536",
        "ServedAddress www.example.com", "ServedAddress 192.0.2", "ServedAddress [::1]",
        "ServedPerRun 0", "ServedCheck maybe", "Systemctl systemctl",
    ])
    func `refuse a line that is wrong`(line: String) {
        let error = #expect(throws: SettingsError.self) { try read(line) }
        guard case .problems(let problems) = error else { return }
        #expect(problems.count == 1, "\(problems.map(\.text))")
    }

    @Test(arguments: ["192.0.2.1", "::1", "2001:DB8::1"])
    func `take an address that every host is asked at`(address: String) throws {
        let served = try read("ServedAddress \(address)\nServedPort 8443\nServedCheck off").served
        #expect(served.address == address)
        #expect(served.port == 8443)
        #expect(!served.isOn)
    }
}
