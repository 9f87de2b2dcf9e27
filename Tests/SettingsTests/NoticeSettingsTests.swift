import Settings
import Testing

@Suite struct `The settings of notices` {
    private func read(_ text: String) throws -> NoticeSettings {
        try LedgerSettings(
            lines: SettingsText.parse(text, file: "ssl-ledger.conf"), file: "ssl-ledger.conf"
        ).notices
    }

    @Test func `have the documented defaults`() throws {
        let notices = try read("")
        #expect(notices.mailServer == nil && notices.webhook == nil && notices.program == nil)
        #expect(notices.replyTo == nil && notices.administrators == [])
        #expect(notices.reminders == [7, 3, 1] && notices.paidUntil == [60, 30, 7])
        #expect(notices.quietHours == nil && notices.cap == 20 && !notices.isDigest)
        #expect(!notices.isOff(kind: "night", host: "a.example"))
    }

    @Test(arguments: [
        ("SMTPServer mail.example", "mail.example", 587),
        ("SMTPServer mail.example:2525", "mail.example", 2525),
        ("SMTPServer 192.0.2.1\nSMTPSecurity tls", "192.0.2.1", 465),
        ("SMTPServer [::1]\nSMTPSecurity none", "::1", 25),
        ("SMTPServer [2001:db8::1]:26", "2001:db8::1", 26),
    ])
    func `name a mail server and the port that goes with its security`(
        text: String, host: String, port: Int
    ) throws {
        let server = try #require(try read(text).mailServer)
        #expect(server.host == host)
        #expect(server.port == port)
        #expect(server.user == nil && server.login == nil)
    }

    @Test func `name the user, the file of the password and how to log in`() throws {
        let text =
            "SMTPServer m.example\nSMTPUser seller\nSMTPPasswordFile /etc/p\nSMTPLogin xoauth2\n"
            + "SMTPTrustFile /etc/ca.pem"
        let server = try #require(try read(text).mailServer)
        #expect(server.user == "seller" && server.passwordFile == "/etc/p")
        #expect(server.login == .xoauth2 && server.trustFile == "/etc/ca.pem")
        #expect(server.security == .starttls)
    }

    @Test(arguments: [
        ("22-6", [22, 23, 0, 5], [6, 21, 12]), ("1-3", [1, 2], [0, 3, 23]),
        ("20-24", [20, 23], [0, 19]),
    ])
    func `read hours that go over midnight`(
        text: String, quiet: [Int], loud: [Int]
    ) throws {
        let hours = try #require(try read("NoticeQuietHours \(text)").quietHours)
        #expect(quiet.allSatisfy(hours.contains(hour:)))
        #expect(!loud.contains(where: hours.contains(hour:)))
    }

    @Test func `put days in order, most first and none twice`() throws {
        #expect(try read("NoticeReminders 1 14  3 14").reminders == [14, 3, 1])
        #expect(try read("NoticePaidUntil 0").paidUntil == [0])
    }

    @Test func `list administrators`() throws {
        #expect(
            try read("NoticeAdministrator a@b.example , c@d.example").administrators
                == ["a@b.example", "c@d.example"])
    }

    @Test func `silence a kind for some hosts, or all kinds`() throws {
        let notices = try read(
            "NoticeOff night\nNoticeOff all *.example.com\nNoticeOff not-served x.y")
        #expect(notices.isOff(kind: "night", host: "any.example"))
        #expect(notices.isOff(kind: "balance-low", host: "www.example.com"))
        #expect(!notices.isOff(kind: "balance-low", host: "www.example.net"))
        #expect(notices.isOff(kind: "not-served", host: "x.y"))
        #expect(!notices.isOff(kind: "not-served", host: "a.x.y"))
    }

    @Test(arguments: [
        "SMTPServer -a.example", "SMTPServer a.example:0", "SMTPServer a.example:",
        "SMTPServer a.example:65536", "SMTPServer [::1", "SMTPServer a b", "SMTPServer ::1",
        "SMTPServer a\u{e4}.example", "SMTPSecurity off", "SMTPLogin cram-md5",
        "SMTPPasswordFile password", "Webhook http://hook.example/", "Webhook ftp://hook.example/",
        "Webhook http://127.0.0.1.evil.example/", "Webhook http://localhost@evil.example/",
        "NoticeProgram send", "NoticeReplyTo nobody", "NoticeAdministrator a@b.example,",
        "NoticeAdministrator a@b.example;c@d.example", "NoticeReminders seven",
        "NoticeReminders 7,3", "NoticeReminders 367", "NoticePaidUntil -1", "NoticeOff nights",
        "NoticeOff night a/b", "NoticeQuietHours 21", "NoticeQuietHours 24-3",
        "NoticeQuietHours 7-7", "NoticeQuietHours 0-24", "NoticeQuietHours 21-25",
        "NoticeCap -1", "NoticeDigest yes", "NoticeChannel mail",
    ])
    func `refuse a wrong value`(line: String) {
        #expect(throws: SettingsError.self) { try read(line) }
    }

    @Test(arguments: [
        "Webhook https://hook.example/a?b", "Webhook http://127.0.0.1:8080/x",
        "Webhook http://localhost/", "Webhook http://[::1]:80/",
    ])
    func `post securely, or to this machine`(line: String) throws {
        #expect(try read(line).webhook != nil)
    }
}
