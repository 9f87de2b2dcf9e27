import Settings
import Testing

@Suite struct `A kept way of publishing` {
    private static let all: [ValidationRules.Means] = [
        .hook(program: "/opt/a hook/run"), .webroot(folder: "/srv/www"),
        .update(server: "192.0.2.53", keyFile: "/etc/a key"),
        .update(server: "[2001:db8::53]:5353", keyFile: "/k"), .namecheap,
    ]

    private func rules(_ lines: String) throws -> ValidationRules {
        try LedgerSettings(
            lines: SettingsText.parse(lines, file: "ssl-ledger.conf"), file: "ssl-ledger.conf"
        ).validation
    }

    @Test(arguments: all.indices)
    func `is read as it was written`(index: Int) {
        #expect(ValidationRules.Means(text: Self.all[index].text) == Self.all[index])
    }

    @Test(arguments: [
        "", "none", "ValidationHook run", "Webroot", "DNSUpdate 192.0.2.53", "Other /x",
    ])
    func `is none where it is not understood`(text: String) {
        #expect(ValidationRules.Means(text: text) == nil)
    }

    @Test func `is in force while a line names it for any host`() throws {
        let rules = try rules(
            """
            ValidationHook old.test /old
            ValidationHook * /new
            DNSUpdate *.test 192.0.2.53 /new.key
            """)
        #expect(rules.today(.hook(program: "/old")) == .hook(program: "/old"))
        #expect(rules.today(.hook(program: "/gone")) == nil)
        #expect(rules.today(.namecheap) == nil)
        #expect(rules.today(.webroot(folder: "/old")) == nil)
        // Keys change, and the record is at the server all the same.
        #expect(
            rules.today(.update(server: "192.0.2.53", keyFile: "/old.key"))
                == .update(server: "192.0.2.53", keyFile: "/new.key"))
        #expect(rules.today(.update(server: "192.0.2.54", keyFile: "/new.key")) == nil)
    }
}
