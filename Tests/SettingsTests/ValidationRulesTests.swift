import Settings
import Testing

@Suite struct `The rules of validation` {
    private func read(_ text: String) throws -> ValidationRules {
        try LedgerSettings(
            lines: SettingsText.parse(text, file: "ssl-ledger.conf"), file: "ssl-ledger.conf"
        ).validation
    }

    private static let text = """
        Webroot * /srv/www
        ValidationHook /hooks/all
        Webroot shop.example.com /srv/shop
        ValidationHook *.example.net /hooks/net
        ValidationHook cdn.* none
        Webroot *.example.net /srv/net
        DNSUpdate *.example.org 192.0.2.53 /etc/org key
        DNSUpdate six.example.org [2001:db8::53]:5353 /etc/six
        """

    @Test(
        arguments: [
            ("www.example.com", false, .hook(program: "/hooks/all")),
            ("www.example.com", true, .hook(program: "/hooks/all")),
            ("SHOP.example.com", true, .webroot(folder: "/srv/shop")),
            ("shop.example.com", false, .hook(program: "/hooks/all")),
            ("www.example.net", true, .webroot(folder: "/srv/net")),
            ("www.example.net", false, .hook(program: "/hooks/net")),
            ("*.www.example.net", false, .hook(program: "/hooks/net")),
            ("*.example.net", false, .hook(program: "/hooks/all")),
            ("www.example.org", true, .hook(program: "/hooks/all")),
            ("www.example.org", false, .update(server: "192.0.2.53", keyFile: "/etc/org key")),
            (
                "*.six.example.org", false,
                .update(server: "[2001:db8::53]:5353", keyFile: "/etc/six")
            ),
            ("cdn.example.com", false, nil), ("cdn.example.com", true, nil),
        ] as [(String, Bool, ValidationRules.Means?)])
    func `take the last line that fits the name and serves its validation`(
        name: String, file: Bool, means: ValidationRules.Means?
    ) throws {
        #expect(try read(Self.text).means(for: name, file: file) == means)
    }

    @Test(
        arguments: [
            ("www.example.com", false, .hook(program: "/hooks/all")),
            ("www.example.net", false, .namecheap), ("*.www.example.net", false, .namecheap),
            // A zone serves no file: the hook that is for all does.
            ("www.example.net", true, .hook(program: "/hooks/all")),
            ("cdn.example.net", false, nil),
        ] as [(String, Bool, ValidationRules.Means?)])
    func `let the account's own zones serve a CNAME record only`(
        name: String, file: Bool, means: ValidationRules.Means?
    ) throws {
        let text = """
            ValidationHook /hooks/all
            NamecheapDNS *.example.net
            NamecheapDNS cdn.example.net none
            """
        #expect(try read(text).means(for: name, file: file) == means)
    }

    @Test(arguments: ["NamecheapDNS a;b", "NamecheapDNS * all", "NamecheapDNS *.test /hook"])
    func `refuse a line of zones that says more than hosts`(line: String) {
        #expect(throws: SettingsError.self) { try read(line) }
    }

    @Test(arguments: [
        "Webroot www", "Webroot * www", "ValidationHook hook", "Webroot a;b /srv",
        "DNSUpdate * 192.0.2.53", "DNSUpdate 192.0.2.53 /key", "DNSUpdate * 192.0.2.53 key",
        "DNSUpdate * ns1.example.org /key", "DNSUpdate * 192.0.2.53:0 /key",
        "DNSUpdate * 192.0.2.53:99999 /key", "DNSUpdate * ::1]:53 /key", "DNSUpdate a;b ::1 /key",
        "DNSUpdate /key ::1 /key", "DNSUpdate * none", "DNSUpdate * ::1 none",
    ])
    func `refuse a line that is wrong`(line: String) {
        #expect(throws: SettingsError.self) { try read(line) }
    }
}
