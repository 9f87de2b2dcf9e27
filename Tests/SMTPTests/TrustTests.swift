import SMTP
import TestSupport
import Testing
import Wording

@Suite struct `An encrypted way` {
    private let authority: TestAuthority
    private let scratch: TemporaryFolder
    private let trusted: String

    init() throws {
        authority = try TestAuthority()
        scratch = try TemporaryFolder()
        trusted = try scratch.write(authority.root, to: "ca.pem")
    }

    private func manner(
        _ encryption: MailManner.Encryption, for name: String = "localhost",
        isExpired: Bool = false
    ) throws -> MailManner {
        var manner = MailManner()
        manner.encryption = encryption
        manner.certificate = try authority.pair(for: name, isExpired: isExpired)
        return manner
    }

    @Test(arguments: [
        (MailServer.Security.startTLS, MailManner.Encryption.startTLS), (.implicitTLS, .implicit),
    ])
    func `is taken where chain and name are right, and kept`(
        security: MailServer.Security, encryption: MailManner.Encryption
    ) async throws {
        try await LoopbackMailServer.run(manner(encryption)) { server in
            let client = try Sample.client(
                server.port, host: "localhost", security: security, trustFile: trusted)
            for _ in 0..<3 { _ = try await client.send() }
            #expect(server.messages.map(\.isEncrypted) == [true, true, true])
            #expect(server.connections == 1)
            #expect(!server.commandsInTheClear.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test(arguments: [MailServer.Security.startTLS, .implicitTLS])
    func `is refused where the authority is not known`(security: MailServer.Security) async throws {
        let encryption = security == .startTLS ? MailManner.Encryption.startTLS : .implicit
        let other = try scratch.write(TestAuthority().root, to: "other.pem")
        try await LoopbackMailServer.run(manner(encryption)) { server in
            for trust in [nil, other] {
                try await expectNoTrust(server, host: "localhost", security, trust)
            }
        }
    }

    @Test(arguments: [MailServer.Security.startTLS, .implicitTLS])
    func `is refused where the name is another or the time is over`(
        security: MailServer.Security
    ) async throws {
        let encryption = security == .startTLS ? MailManner.Encryption.startTLS : .implicit
        try await LoopbackMailServer.run(manner(encryption, for: "mail.example")) { server in
            try await expectNoTrust(server, host: "localhost", security, trusted)
        }
        try await LoopbackMailServer.run(manner(encryption)) { server in
            // The certificate is for the name, not for the address.
            try await expectNoTrust(server, host: "127.0.0.1", security, trusted)
        }
        try await LoopbackMailServer.run(manner(encryption, isExpired: true)) { server in
            try await expectNoTrust(server, host: "localhost", security, trusted)
        }
    }

    @Test func `is not given up for an open one where somebody removes STARTTLS`() async throws {
        try await LoopbackMailServer.run { server in
            try await expectNoTrust(server, host: "127.0.0.1", .startTLS, nil)
            #expect(!server.commandsInTheClear.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test(arguments: [
        MailManner.Act.say("454 4.7.0 TLS not available\r\n"), .say("220 go\r\n250 injected\r\n"),
        .cut, .say("502 no\r\n"),
    ])
    func `is not given up for an open one where STARTTLS goes wrong`(
        act: MailManner.Act
    ) async throws {
        var manner = try manner(.startTLS)
        manner.acts = [.startTLS: act]
        manner.logins = ["PLAIN"]
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(
                server.port, host: "localhost", security: .startTLS,
                login: ("seller", .password(Secret("open sesame"))), trustFile: trusted,
                answerLimit: .seconds(2))
            let error = try #require(
                await #expect(throws: SMTPError.self) { try await client.send() })
            #expect(error.concernsServer && !error.isOutcomeUnknown && !error.isPermanent)
            let said = server.commandsInTheClear
            #expect(!said.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("AUTH") }, "\(said)")
            #expect(server.count == 0)
        }
    }

    private func expectNoTrust(
        _ server: LoopbackMailServer, host: String, _ security: MailServer.Security,
        _ trust: String?
    ) async throws {
        let client = try Sample.client(
            server.port, host: host, security: security, trustFile: trust)
        let error = try #require(await #expect(throws: SMTPError.self) { try await client.send() })
        guard case .noTrust = error else { throw error }
        #expect(error.concernsServer && !error.isOutcomeUnknown && !error.isPermanent)
        #expect(server.count == 0)
    }
}

@Suite struct `A login` {
    private func manner(_ logins: [String]) -> MailManner {
        var manner = MailManner()
        manner.logins = logins
        return manner
    }

    @Test(arguments: [
        (["PLAIN"], MailServer.Proof.password(Secret("open sesame"))),
        (["LOGIN"], .password(Secret("open sesame"))),
        (["CRAM-MD5", "LOGIN", "PLAIN"], .password(Secret("open sesame"))),
        (["LOGIN", "PLAIN"], .plain(Secret("open sesame"))),
        (["LOGIN", "PLAIN"], .login(Secret("open sesame"))),
        (["PLAIN", "XOAUTH2"], .accessToken(Secret("open sesame"))),
    ])
    func `proves who sends in a way that the server offers, once for a connection`(
        logins: [String], proof: MailServer.Proof
    ) async throws {
        try await LoopbackMailServer.run(manner(logins)) { server in
            let client = try Sample.client(server.port, login: ("seller", proof))
            for _ in 0..<3 { _ = try await client.send() }
            #expect(server.messages.map(\.user) == ["seller", "seller", "seller"])
            #expect(server.commandsInTheClear.count { $0 == "AUTH" } == 1)
        }
    }

    @Test(arguments: [
        (["PLAIN"], MailServer.Proof.password(Secret("wrong!word"))),
        (["LOGIN"], .login(Secret("wrong!word"))),
        (["XOAUTH2"], .accessToken(Secret("wrong!word"))),
        (["LOGIN"], .plain(Secret("wrong!word"))), (["XOAUTH2"], .password(Secret("wrong!word"))),
        (["CRAM-MD5"], .password(Secret("wrong!word"))), ([], .password(Secret("wrong!word"))),
    ])
    func `that fails ends before a sender is named, and shows no secret`(
        logins: [String], proof: MailServer.Proof
    ) async throws {
        try await LoopbackMailServer.run(manner(logins)) { server in
            let client = try Sample.client(server.port, login: ("seller", proof))
            let error = try #require(
                await #expect(throws: SMTPError.self) { try await client.send() })
            guard case .notLoggedIn = error else { throw error }
            #expect(error.concernsServer && !error.isOutcomeUnknown && !error.isPermanent)
            #expect(!error.explanation.contains("wrong!word"))
            #expect(!server.commandsInTheClear.contains { $0.hasPrefix("RCPT") })
            #expect(server.count == 0)
        }
    }

    @Test func `that a server refuses for a while is told in its words`() async throws {
        var manner = manner(["PLAIN"])
        manner.acts = [.login: .say("454 4.7.0 Temporary authentication failure\r\n")]
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(
                server.port, login: ("seller", .password(Secret("open sesame"))))
            let error = try #require(
                await #expect(throws: SMTPError.self) { try await client.send() })
            #expect(error.happened.contains("454 4.7.0 Temporary authentication failure"))
        }
    }
}
