import Settings
import Testing
import Wording

@Suite struct `A change of settings` {
    private static let file = """
        # An account.
          Module   Namecheap
        Name First
        Option Sandbox

        # The key of 2026.
        APIKey old
        Sort 5
        Sort 7
        CallsPerMinute 20
        """

    @Test(arguments: [
        ([SettingChange("APIKey", "new")], "APIKey old", "APIKey new"),
        ([SettingChange("Module", "Other")], "  Module   Namecheap", "  Module   Other"),
        ([SettingChange("Sandbox", "off")], "Option Sandbox", "Option Sandbox off"),
        ([SettingChange("Sort", "9")], "Sort 7", "Sort 9"),
        ([SettingChange("Sort", nil)], "Sort 5\nSort 7\n", ""),
        ([SettingChange("Name", "A"), SettingChange("Name", "B")], "Name First", "Name B"),
        ([SettingChange("CallsPerMinute", "21")], "Minute 20", "Minute 21"),
        ([SettingChange("Department", nil)], "", ""), ([], "", ""),
    ])
    func `touches its own lines only`(changes: [SettingChange], old: String, new: String) {
        let expected = old.isEmpty ? Self.file : Self.file.replacing(old, with: new)
        #expect(SettingsText.changing(Self.file, changes) == expected)
    }

    @Test func `that has no line yet gets one at the end`() {
        let change = [SettingChange("Department", "a@b.example")]
        #expect(
            SettingsText.changing("Name x\n", change) == "Name x\nDepartment a@b.example\n")
        #expect(SettingsText.changing("Name x", change) == "Name x\nDepartment a@b.example\n")
        #expect(SettingsText.changing("", change) == "Department a@b.example\n")
        #expect(
            SettingsText.changing("Name x\r\n", change)
                == "Name x\r\nDepartment a@b.example\r\n")
    }

    @Test func `keeps the byte order mark, line ends and blanks behind a value`() {
        #expect(
            SettingsText.changing("\u{feff}Name x\r\nSort 1 \t\r\n", [SettingChange("Sort", "2")])
                == "\u{feff}Name x\r\nSort 2 \t\r\n")
        #expect(
            SettingsText.changing("\u{feff}Name x\n", [SettingChange("Name", "y")])
                == "\u{feff}Name y\n")
    }

    @Test func `is read back as it was meant`() throws {
        let names = ["Name", "Username", "Sandbox", "Sort"]
        let values = ["Ännika # 1", "shop user", "on", "0"]
        let changes = zip(names, values).map { SettingChange($0, $1) }
        let text = SettingsText.changing(
            "Module Namecheap\nClientIP 192.0.2.7\n", changes + [SettingChange("APIKey", "#k")])
        let module = try ModuleSettings(text: text, file: "x.conf")
        #expect(module.name == "Ännika # 1" && module.username == "shop user")
        #expect(module.isSandbox && module.sort == 0 && module.apiKey?.exposed == "#k")
    }

    @Test func `shows a setting with who says it`() throws {
        let text = "Module Namecheap\nName x\nUsername y\nClientIP 192.0.2.7\nAPIKey s3cr3t\n"
        let settings = try ModuleSettings.listed(text: text, file: "x.conf")
        let key = try #require(settings.first { $0.name == "APIKey" })
        #expect(key.shown == "•••" && key.source.text == "x.conf:5" && key.isSet)
        let sort = try #require(settings.first { $0.name == "Sort" })
        #expect(sort.shown == "100" && sort.source == .default && !sort.isSet)
        let foreign = try SettingsText.parse("SSLSubscriptionBefore 30", file: "billmgr.conf")
        let main = try LedgerSettings.listed(lines: [], file: "m.conf", included: foreign)
        let window = try #require(main.first { $0.name == "SSLSubscriptionBefore" })
        #expect(window.shown == "30" && window.source.text == "billmgr.conf:1")
    }
}
