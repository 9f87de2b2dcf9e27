import Settings
import Testing

@Suite struct `The settings text` {
    @Test func `is names and values, with or without Option`() throws {
        let text = """
            \u{feff}# a comment

            SSLSubscriptionPolicy manual
            \tOption  SSLSubscriptionBefore\t 30 \r
            Option Sandbox
            Name Account #2 of Example
            MinimalBalance
            Option
            """
        let lines = try SettingsText.parse(text, file: "a.conf")
        #expect(lines.map(\.line) == [3, 4, 5, 6, 7, 8])
        #expect(
            lines.map(\.name) == [
                "SSLSubscriptionPolicy", "SSLSubscriptionBefore", "Sandbox", "Name",
                "MinimalBalance", "Option",
            ])
        #expect(lines.map(\.value) == ["manual", "30", "", "Account #2 of Example", "", ""])
        #expect(lines.map(\.isOption) == [false, true, true, false, false, false])
        #expect(lines.allSatisfy { $0.file == "a.conf" })
    }

    @Test func `must be text`() {
        #expect(throws: SettingsError.notText(file: "a.conf", line: 2)) {
            try SettingsText.parse("Name x\nName a\u{0}b\n", file: "a.conf")
        }
    }

    @Test func `hides values in descriptions`() throws {
        let line = try #require(SettingsText.parse("APIKey s3cr3t", file: "m.conf").first)
        var dumped = ""
        dump(line, to: &dumped)
        for text in ["\(line)", String(reflecting: line), dumped] {
            #expect(!text.contains("s3cr3t"))
        }
        #expect("\(line)" == "m.conf:1: APIKey")
    }

    @Test(arguments: [
        ("SSLSubscripionPolicy", "SSLSubscriptionPolicy"),
        ("sslsubscriptionbefore", "SSLSubscriptionBefore"),
        ("Legder", "Ledger"), ("LogDate", "LogDates"), ("Whatever", nil), ("", nil),
    ])
    func `knows what was probably meant`(written: String, meant: String?) {
        #expect(suggestion(for: written, among: LedgerSettings.definitions.map(\.name)) == meant)
    }
}
