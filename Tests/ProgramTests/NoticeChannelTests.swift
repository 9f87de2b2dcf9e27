import Foundation
import TestSupport
import Testing

/// Nights whose notices leave by a mail server, a webhook or a program.
@Suite struct `The channels of ssl-notify` {
    private static let password = "open sesame"

    /// A night with one certificate whose customer has to be told.
    private func night(settings: String) async throws -> Night {
        let sandbox = try await RunningSandbox(certificates: 1)
        let night = try Night(sandbox, settings: settings)
        let list = try sandbox.folder.read("subscriptions.csv")
            .replacingOccurrences(of: ",auto,", with: ",manual,")
        try await night.enrol(night.folder.write(list, to: "list.csv"))
        return night
    }

    private func expectNoSecret(_ night: Night, _ outcome: Outcome) throws {
        #expect(!"\(outcome)".contains(Self.password))
        for path in try night.folder.paths() where path.hasPrefix("logs/") {
            #expect(try !night.folder.read(path).contains(Self.password), "\(path)")
        }
    }

    @Test func `hand a notice to a mail server, by a password that is shown nowhere`()
        async throws
    {
        let authority = try TestAuthority()
        var manner = MailManner()
        manner.encryption = .startTLS
        manner.certificate = try authority.pair(for: "localhost")
        manner.logins = ["PLAIN"]
        let files = try TemporaryFolder()
        let secret = try files.write(Self.password + "\n", to: "password")
        let trust = try files.write(authority.root, to: "ca.pem")
        try await LoopbackMailServer.run(manner) { server in
            let night = try await night(
                settings: """
                    NoticeChannel smtp
                    SMTPServer localhost:\(server.port)
                    SMTPUser seller
                    SMTPPasswordFile \(secret)
                    SMTPTrustFile \(trust)
                    """)
            let outcome = try await night.run("ssl-notify")
            #expect(outcome.status == 0, "\(outcome)")
            let mail = try #require(server.messages.first)
            #expect(mail.user == "seller" && mail.isEncrypted)
            #expect(mail.sender == "ssl@reseller.test" && mail.recipients.count == 1)
            #expect(server.connections == 1)
            try expectNoSecret(night, outcome)
            let count = server.count
            #expect(try await night.run("ssl-notify").status == 0)
            #expect(server.count == count, "nobody is told twice")
        }
    }

    @Test func `are not given up for one address that the mail server closes the line for`()
        async throws
    {
        var manner = MailManner(.recipient, .sayAndCut("421 4.3.2 not you\r\n"))
        manner.misdeeds = 1
        try await LoopbackMailServer.run(manner) { server in
            let night = try await Night(
                RunningSandbox(certificates: 2),
                settings: """
                    NoticeChannel smtp
                    SMTPServer 127.0.0.1:\(server.port)
                    SMTPSecurity none
                    NoticeAdministrator root@reseller.test
                    """)
            try await night.enrolManual()
            #expect(try await night.run("ssl-scan").status == 0)
            let outcome = try await night.run("ssl-notify")
            #expect(outcome.status == 1 && outcome.errors.contains("421 4.3.2"), "\(outcome)")
            // All but the first one went.
            let recipients = Set(server.messages.flatMap(\.recipients))
            #expect(recipients.isSuperset(of: ["root@reseller.test", "it@harbour-demo.test"]))
            let open = "SELECT attempts FROM notice WHERE state = 'claimed'"
            #expect(try await night.rows(open) == ["1"])
            #expect(try await night.run("ssl-notify", at: "2026-11-20T03:20:00Z").status == 0)
            #expect(try await night.rows(open) == [])
        }
    }

    @Test func `post a notice with a signature that openssl makes of the same`() async throws {
        let files = try TemporaryFolder()
        let secret = try files.write(Self.password + "\n", to: "key")
        let taken: LoopbackHook.Answerer = { _ in LoopbackHook.answer(204) }
        try await LoopbackHook.run(answer: taken) { hook in
            let night = try await night(
                settings: """
                    NoticeChannel webhook
                    Webhook http://127.0.0.1:\(hook.port)/notices
                    WebhookKeyFile \(secret)
                    """)
            let outcome = try await night.run("ssl-notify")
            #expect(outcome.status == 0, "\(outcome)")
            let post = try #require(hook.posts.first)
            #expect(post.line == "POST /notices HTTP/1.1")
            #expect(post.headers["content-type"] == "application/json")
            let fields = try JSONDecoder().decode([String: String?].self, from: Data(post.body))
            #expect(post.headers["idempotency-key"] == fields["message_id"] ?? "")
            let signature = try #require(post.headers["x-ssl-ledger-signature"])
            let parts = signature.split(separator: ",")
            let moment = try #require(parts.first).dropFirst(2)
            try files.write(
                "\(moment)." + String(decoding: post.body, as: UTF8.self), to: "signed")
            let made = try await RunningProgram.run(
                "/usr/bin/openssl",
                ["dgst", "-sha256", "-hmac", Self.password, "-r", files.file("signed")])
            #expect(parts.last == "v1=\(made.output.prefix(64))")
            try expectNoSecret(night, outcome)
        }
    }

    @Test func `run a program with the facts in its environment`() async throws {
        let files = try TemporaryFolder()
        let program = try files.script(
            "send",
            """
            { echo "$1"; env | grep '^SSL_' | sort; cat; } >"\(files.path)/$SSL_NOTICE_ID.seen"
            """)
        let night = try await night(
            settings: "NoticeChannel program\nNoticeProgram \(program)")
        let outcome = try await night.run("ssl-notify")
        #expect(outcome.status == 0, "\(outcome)")
        let name = try #require(files.names().first { $0.hasSuffix(".seen") })
        let lines = try files.read(name).split(separator: "\n").map(String.init)
        #expect(lines[0].contains("@") && lines.contains("SSL_NOTICE_TO=\(lines[0])"))
        #expect(lines.contains("SSL_NOTICE_ID=\(name.dropLast(5))"))
        #expect(lines.contains { $0.hasPrefix("To: ") && $0.contains(lines[0]) })
    }

    @Test(arguments: [
        ("NoticeChannel smtp", "SMTPServer is not set"),
        ("NoticeChannel smtp\nSMTPServer m.test\nSMTPSecurity none", "has to be encrypted"),
        ("NoticeChannel smtp\nSMTPServer m.test\nSMTPUser a", "its password is not"),
        (
            "NoticeChannel smtp\nSMTPServer m.test\nSMTPUser a\nSMTPPasswordFile /none/p",
            "there is no file /none/p"
        ),
        (
            "NoticeChannel smtp\nSMTPServer m.test\nSMTPUser a\nSMTPPasswordFile @/open",
            "holds a secret and has mode 644"
        ),
        ("NoticeChannel smtp\nSMTPServer m.test\nSMTPTrustFile /none/ca", "SMTPTrustFile"),
        ("NoticeChannel webhook", "Webhook is not set"),
        ("NoticeChannel webhook\nWebhook https://h.test/", "WebhookKeyFile is not set"),
        ("NoticeChannel program", "NoticeProgram is not set"),
    ])
    func `are refused before anything is sent where something is missing`(
        settings: String, words: String
    ) async throws {
        let files = try TemporaryFolder()
        try files.write("secret\n", to: "open", mode: 0o644)
        let night = try Night(
            await RunningSandbox(certificates: 0),
            settings: settings.replacing("@", with: files.path))
        // It makes the ledger.
        #expect(try await night.run("ssl-scan").status == 0)
        for arguments in [["ssl-notify"], ["ssl-admin", "check-config"]] {
            let outcome = try await night.start(arguments[0], Array(arguments.dropFirst())).end()
            #expect(outcome.status != 0, "\(outcome)")
            #expect(outcome.errors.contains(words), "\(outcome)")
        }
    }

    @Test func `need a program that can be run`() async throws {
        let night = try Night(
            await RunningSandbox(certificates: 0),
            settings: "NoticeChannel program\nNoticeProgram /none/send")
        let outcome = try await night.run("ssl-admin", "check-config")
        #expect(outcome.errors.contains("there is no NoticeProgram /none/send"), "\(outcome)")
    }
}
