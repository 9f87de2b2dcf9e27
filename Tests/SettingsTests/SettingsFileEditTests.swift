import Settings
import Testing

@Suite struct `An edit of a settings file` {
    private static let name = "SSLSubscriptionPolicy"

    @Test(arguments: [
        ("", "SSLSubscriptionPolicy none\n"),
        ("Log /x", "Log /x\nSSLSubscriptionPolicy none\n"),
        ("Log /x\r\n", "Log /x\r\nSSLSubscriptionPolicy none\r\n"),
        (
            "# SSLSubscriptionPolicy auto\n",
            "# SSLSubscriptionPolicy auto\nSSLSubscriptionPolicy none\n"
        ),
        (
            "SSLSubscriptionPolicy auto\n# why\nSSLSubscriptionPolicy\tmanual\nLog /x\n",
            "SSLSubscriptionPolicy auto\n# why\nSSLSubscriptionPolicy\tnone\nLog /x\n"
        ),
        (
            "  Option SSLSubscriptionPolicy  auto\r\nLog /x",
            "  Option SSLSubscriptionPolicy  none\r\nLog /x"
        ),
        ("SSLSubscriptionPolicy", "SSLSubscriptionPolicy none"),
        ("\u{feff}SSLSubscriptionPolicy auto\n", "\u{feff}SSLSubscriptionPolicy none\n"),
        (
            "SSLSubscriptionPolicyX auto\n",
            "SSLSubscriptionPolicyX auto\nSSLSubscriptionPolicy none\n"
        ),
    ])
    func `changes the line in force and nothing else`(_ before: String, _ after: String) throws {
        #expect(SettingsFileEdit.text(before, setting: Self.name, to: "none") == after)
        let lines = try SettingsText.parse(after, file: "f")
        #expect(lines.last { $0.name == Self.name }?.value == "none")
    }

    @Test func `takes every line of a setting out, and leaves comments`() {
        let text =
            "Option SSLSubscriptionPolicy auto\n# SSLSubscriptionPolicy\nLog /x\nSSLSubscriptionPolicy none"
        #expect(
            SettingsFileEdit.text(text, without: Self.name) == "# SSLSubscriptionPolicy\nLog /x\n")
    }
}
