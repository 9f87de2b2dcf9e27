import Foundation
import Notices
import SMTP
import Subscriptions
import TestSupport
import Testing
import Wording

@Suite(.enabled(if: PostfixServer.isHere, PostfixServer.absence), .serialized)
struct `A real mail server` {
    private func message(to name: String, id: String = "a.1@seller.example") throws -> Message {
        try Message(
            id: id, from: MailAddress("Seller <certificates@seller.example>"),
            to: MailAddress("\(name)@shop.example"), replyTo: MailAddress("help@seller.example"),
            date: Timestamp(seconds: 1_791_500_645),
            notice: Notice(
                subject: "shop.example: Grüße \u{1F512}",
                text: "Guten Tag,\n\n.\n..\nFrom here\nüber\n",
                html: "<p>\(String(repeating: "Grüße ", count: 500))</p>\n"))
    }

    private func channel(
        _ server: PostfixServer, host: String = "localhost",
        _ security: MailServer.Security = .startTLS,
        proof: MailServer.Proof = .password(Secret(PostfixServer.password))
    ) throws -> SMTPChannel {
        try SMTPChannel(
            server.server(host: host, security, proof: proof, trusting: server.trustFile))
    }

    private func expectFailure(
        _ channel: SMTPChannel, _ message: Message, _ words: String
    ) async throws -> NoticeError {
        let error = try #require(
            await #expect(throws: NoticeError.self) { try await channel.deliver(message) })
        #expect(error.happened.contains(words), "\(error)")
        #expect(!error.explanation.contains(PostfixServer.password))
        return error
    }

    @Test func `delivers what it was given, over both kinds of TLS and both logins`() async throws {
        try await PostfixServer.run { server in
            let secret = Secret(PostfixServer.password)
            for (security, proof) in [
                (MailServer.Security.startTLS, MailServer.Proof.plain(secret)),
                (.startTLS, .login(secret)), (.implicitTLS, .password(secret)),
            ] {
                let receipt = try await channel(server, security, proof: proof)
                    .deliver(message(to: "customer"))
                #expect(receipt.hasPrefix("250 2.0.0 Ok: queued as "))
            }
            for path in try await server.mails(3) {
                let sent = try message(to: "customer")
                #expect(
                    try Mail.read(path) == [
                        "<a.1@seller.example>", "certificates@seller.example",
                        "customer@shop.example", "help@seller.example", sent.notice.subject,
                        "text/plain", sent.notice.text, "text/html", sent.notice.html,
                    ])
            }
            #expect(server.words.contains("sasl_method=PLAIN, sasl_username=seller"))
            #expect(server.words.contains("sasl_method=LOGIN, sasl_username=seller"))
        }
    }

    @Test func `has its greylisting, its full mailbox and its unknown users told apart`()
        async throws
    {
        try await PostfixServer.run { server in
            let channel = try channel(server)
            let grey = try await expectFailure(channel, message(to: "grey"), "Greylisted")
            #expect(grey.permanence == .transient && grey.reach == .message)
            _ = try await channel.deliver(message(to: "grey"))
            #expect(try await server.mails(1, in: "grey").count == 1)
            _ = try await channel.deliver(message(to: "full"))
            #expect(try await server.mails(1, in: "full").count == 1)
            let full = try await expectFailure(channel, message(to: "full"), "552 5.2.2")
            #expect(full.permanence == .permanent && full.reach == .message)
            try server.empty("full")
            _ = try await channel.deliver(message(to: "full"))
            #expect(try await server.mails(1, in: "full").count == 1)
            let nobody = try await expectFailure(channel, message(to: "nobody"), "550 5.1.1")
            #expect(nobody.permanence == .permanent && nobody.retry == .never)
            // One recipient after the other, whatever became of the one before.
            _ = try await channel.deliver(message(to: "customer"))
            #expect(try await server.mails(1).count == 1)
        }
    }

    @Test func `is given nothing where its certificate or our password is wrong`() async throws {
        try await PostfixServer.run { server in
            let message = try message(to: "customer")
            let name = try await expectFailure(
                channel(server, host: "127.0.0.1"), message, "no trusted connection")
            let stranger = try await expectFailure(
                SMTPChannel(
                    server.server(
                        proof: .password(Secret(PostfixServer.password)), trusting: nil)),
                message, "no trusted connection")
            let password = try await expectFailure(
                channel(server, proof: .password(Secret("wrong"))), message, "535 5.7.8")
            for error in [name, stranger, password] {
                #expect(error.reach == .channel && error.permanence == .transient)
                #expect(!error.isOutcomeUnknown)
            }
            #expect(!server.words.contains("queue active"))
        }
    }

    @Test func `gets a message at most twice where the line is cut after it, under one name`()
        async throws
    {
        try await PostfixServer.run { server in
            try await CuttingRelay.run(to: server.port, cuts: 1) { relay in
                let secret = Secret(PostfixServer.password)
                let channel = try SMTPChannel(
                    MailServer(
                        host: "127.0.0.1", port: relay.port, security: .none,
                        login: ("seller", .password(secret))))
                let message = try message(to: "customer", id: "cut.1@seller.example")
                let error = try await expectFailure(channel, message, "after the message")
                #expect(error.isOutcomeUnknown && error.permanence == .transient)
                _ = try await channel.deliver(message)
            }
            let mails = try await server.mails(2)
            #expect(mails.count == 2)
            #expect(try Set(mails.map { try Mail.read($0)[0] }) == ["<cut.1@seller.example>"])
        }
    }
}

/// The mail parser of Python's standard library, as an opinion that is not ours.
private enum Mail {
    private static let script = """
        import email, email.policy, json, sys
        m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
        assert not m.defects
        seen = [m["Message-ID"]]
        seen += [m[name].addresses[0].addr_spec for name in ("From", "To", "Reply-To")]
        seen.append(m["Subject"])
        for part in m.iter_parts():
            seen += [part.get_content_type(), part.get_content()]
        print(json.dumps(seen))
        """

    /// Message-ID, From, To, Reply-To, Subject, and type and content of each part.
    static func read(_ path: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script, path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try OneStart.run(process)
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([String].self, from: output)
    }
}
