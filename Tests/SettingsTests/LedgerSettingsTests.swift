import Settings
import Subscriptions
import Testing
import Wording

@Suite struct `The main settings` {
    private func read(_ text: String, included: String = "") throws -> LedgerSettings {
        try LedgerSettings(
            lines: SettingsText.parse(text, file: "ssl-ledger.conf"), file: "ssl-ledger.conf",
            included: SettingsText.parse(included, file: "billmgr.conf"))
    }

    private func problems(_ text: String, included: String = "") -> [String] {
        let error = #expect(throws: SettingsError.self) { try read(text, included: included) }
        guard case .problems(let problems) = error else { return [] }
        return problems.map(\.text)
    }

    @Test func `have the documented defaults`() throws {
        let settings = try read("")
        #expect(settings.policy == Sourced(value: .auto, source: .default))
        #expect(settings.window == Sourced(value: 10, source: .default))
        #expect(settings.windowShare == 1.0 / 3.0)
        #expect(settings.ledger == "/var/lib/ssl-ledger/ledger.sqlite")
        #expect(settings.store == "/var/lib/ssl-ledger/store")
        #expect(settings.templates == "/etc/ssl-ledger/templates")
        #expect(settings.outbox == "/var/lib/ssl-ledger/outbox")
        #expect(settings.noticeChannel == .outbox)
        #expect(settings.noticeFrom == nil)
        #expect(settings.sendmail == "/usr/sbin/sendmail")
        #expect(settings.validation.means(for: "www.example.com", file: false) == nil)
        #expect(settings.deployment.hook(for: "www.example.com") == nil)
        #expect(settings.deployment.units(for: "www.example.com") == [])
        #expect(settings.deployment.systemctl == "/usr/bin/systemctl")
        #expect(settings.served.isOn && settings.served.port == 443)
        #expect(settings.served.address == nil && settings.served.perRun == 500)
        #expect(settings.proof.lookSeconds == 30 && settings.proof.webPort == 80)
        #expect(settings.proof.fallback == nil)
        #expect(settings.hookTimeLimit == 60)
        #expect(settings.log == "/var/log/ssl-ledger/pmnamecheap.log")
        #expect(settings.logDates == .iso)
        #expect(settings.reportFolder == nil && settings.keyAlgorithm == nil)
        #expect(!settings.reusesKeys && settings.keptVersions == 5)
        #expect(settings.keyAccess == KeyAccess(isGroupReadable: false, owner: nil, group: nil))
        #expect(settings.schedule == .forum)
    }

    @Test(arguments: ["SSLSubscriptionPolicy none", "Option SSLSubscriptionPolicy none"])
    func `read a policy in both forms`(line: String) throws {
        let policy = try read("\n" + line).policy
        #expect(policy.value == .none)
        #expect(policy.source.text == "ssl-ledger.conf:2")
        #expect(policy.source.policySource == .settings)
    }

    @Test func `take the last line`() throws {
        let settings = try read("SSLSubscriptionBefore 30\nSSLSubscriptionBefore 20\n")
        #expect(settings.window.value == 20)
        #expect(settings.window.source.text == "ssl-ledger.conf:2")
    }

    @Test func `are stronger than an included file and ignore what it does not mean`() throws {
        let text = "Include /etc/billmgr.conf\nSSLSubscriptionPolicy manual\nInclude /etc/b.conf\n"
        let included =
            "DBHost localhost\nLog x\nSSLSubscriptionPolicy none\nOption "
            + "SSLSubscriptionBefore 40\npath web /var/www\n"
        let settings = try read(text, included: included)
        #expect(settings.policy.value == .manual)
        #expect(settings.window.value == 40)
        #expect(settings.window.source == .included(file: "billmgr.conf", line: 4))
        #expect(settings.window.source.policySource == .file)
        #expect(settings.log == "/var/log/ssl-ledger/pmnamecheap.log")
        let lines = try SettingsText.parse(text, file: "x")
        #expect(LedgerSettings.includes(in: lines) == ["/etc/billmgr.conf", "/etc/b.conf"])
    }

    @Test func `refuse a wrong policy in an included file with its place`() {
        #expect(
            problems("", included: "\nSSLSubscriptionPolicy yes") == [
                "billmgr.conf:2: SSLSubscriptionPolicy is \"yes\", allowed is auto, manual, none"
            ])
    }

    @Test func `tell every problem of the file at once, in its order`() {
        let text = "SSLSubscriptionBefore 201\nStroe /x\nSSLSubscriptionPolicy\nLogDates iso # x\n"
        #expect(
            problems(text) == [
                "ssl-ledger.conf:1: SSLSubscriptionBefore is \"201\", "
                    + "allowed is a number of days from 1 to 200",
                "ssl-ledger.conf:2: there is no setting Stroe, did you mean Store",
                "ssl-ledger.conf:3: SSLSubscriptionPolicy is empty, "
                    + "allowed is auto, manual, none",
                "ssl-ledger.conf:4: LogDates is \"iso # x\", allowed is iso, billmanager "
                    + "(a comment needs a line of its own)",
            ])
    }

    @Test func `show hostile text harmlessly`() {
        let shown = problems("SSLSubscriptionPolicy a\u{202e}b\n\u{200f}Name x").joined()
        #expect(shown.contains("\\u{202e}") && shown.contains("\\u{200f}"))
    }

    @Test(arguments: [
        "SSLSubscriptionBefore 0", "SSLSubscriptionBefore -1", "SSLSubscriptionBefore 1.5",
        "SSLSubscriptionBefore +5", "SSLSubscriptionBefore 99999999999999999999",
        "SSLSubscriptionPolicy Auto", "SSLWindowShare 0.41", "SSLWindowShare 0",
        "SSLWindowShare 1/2", "SSLWindowShare 1/0", "SSLWindowShare nan", "SSLWindowShare .",
        "Ledger ledger.sqlite", "NoticeChannel mail", "NoticeFrom nobody",
        "NoticeFrom a@b <c>", "HookTimeLimit 0", "LogDates ISO", "Include billmgr.conf",
        "ValiditySchedule 2027-02-30 100 100 398", "ValiditySchedule 2027-03-15 100 100",
        "ValiditySchedule 2027-03-15 0 100 398", "ValiditySchedule 2027-03-15 100 100 826",
        "KeyAlgorithm rsa1024", "Option Store", "KeyReuse yes", "KeyMode 0644", "KeyMode 640",
        "KeyMode 0660", "KeepVersions 0",
    ])
    func `refuse a wrong value`(line: String) {
        #expect(problems(line).count == 1)
    }

    @Test func `say who may read keys, and how long versions are kept`() throws {
        let settings = try read(
            "Option KeyReuse\nKeyMode 0640\nKeyOwner web\nKeyGroup ssl-cert\nKeepVersions 2")
        #expect(settings.reusesKeys && settings.keptVersions == 2)
        #expect(
            settings.keyAccess
                == KeyAccess(isGroupReadable: true, owner: "web", group: "ssl-cert"))
    }

    @Test(arguments: [("0.25", 0.25), ("1/4", 0.25), ("0.4", 0.4), ("2/5", 0.4)])
    func `read a share as a decimal number or a fraction`(text: String, share: Double) throws {
        #expect(try read("SSLWindowShare \(text)").windowShare == share)
    }

    @Test func `override the table of validity with every line`() throws {
        let settings = try read(
            "ValiditySchedule 2027-03-15 90 80 300\nValiditySchedule 2028-01-01 60 50 200\n")
        let first = try #require(Day(iso: "2027-03-15"))
        let second = try #require(Day(iso: "2028-01-01"))
        #expect(settings.validitySteps.map(\.from) == [first, second])
        #expect(settings.schedule.maximum(on: first) == 90)
        #expect(settings.schedule.step(on: second).validationReuse == 50)
        #expect(settings.schedule.step(on: second).identityReuse == 200)
    }

    @Test func `give an explanation with remedy`() {
        let error = #expect(throws: SettingsError.self) { try read("Foo x") }
        #expect(
            error?.explanation == "ssl-ledger.conf:1: there is no setting Foo"
                + "; correct this and start again; nothing has been done (try again: never)")
    }

    @Test func `have no name twice and defaults that are allowed`() throws {
        for list in [LedgerSettings.definitions, ModuleSettings.definitions] {
            #expect(Set(list.map(\.name)).count == list.count)
            for definition in list {
                guard let fallback = definition.fallback else { continue }
                let lines = try SettingsText.parse("\(definition.name) \(fallback)", file: "d")
                _ = try SettingSet([definition], foreign: lines)  // throws for a bad default
            }
        }
    }
}
