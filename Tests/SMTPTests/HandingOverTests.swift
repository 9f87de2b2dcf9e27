import SMTP
import TestSupport
import Testing
import Wording

/// What the tests of this target send, and to whom.
enum Sample {
    static let sender = "certificates@seller.example"
    static let recipient = "customer@shop.example"
    static let message = Array("Subject: one\r\n\r\nHello.\r\n".utf8)

    /// A client of a server on this machine, impatient where a test waits for the limit.
    static func client(
        _ port: Int, host: String = "127.0.0.1", security: MailServer.Security = .none,
        login: (user: String, proof: MailServer.Proof)? = nil, trustFile: String? = nil,
        answerLimit: Duration = .seconds(20)
    ) throws -> MailClient {
        var server = MailServer(
            host: host, port: port, security: security, login: login, trustFile: trustFile)
        server.answerLimit = answerLimit
        return try MailClient(server)
    }
}

extension MailClient {
    /// Hands the sample over.
    func send(_ message: [UInt8] = Sample.message) async throws(SMTPError) -> String {
        try await send(message, from: Sample.sender, to: Sample.recipient)
    }
}

@Suite struct `A mail client` {
    @Test func `hands a message over whole and gives the server's answer`() async throws {
        try await LoopbackMailServer.run { server in
            let answer = try await Sample.client(server.port).send()
            #expect(answer == "250 2.0.0 Ok: queued as 1")
            let mail = try #require(server.messages.first)
            #expect(mail.sender == Sample.sender && mail.recipients == [Sample.recipient])
            #expect(mail.content == Sample.message)
            #expect(mail.user == nil && !mail.isEncrypted)
        }
    }

    @Test(arguments: [
        "a\r\n.\r\nb\r\n", "a\r\n..\r\n.b\r\n...\r\n", ".\r\n", "a\r\n", "a",
        "a\r\n.\r\nMAIL FROM:<x@y.example>\r\n", "\r\n\r\n", "a\r\n.", "\u{0}\u{1F512}\r\n",
        String(repeating: "0123456789.\r\n", count: 40_000) + ".\r\n",
    ])
    func `changes nothing of a message, whatever looks like its end`(text: String) async throws {
        let message = Array(text.utf8)
        try await LoopbackMailServer.run { server in
            let client = try Sample.client(server.port)
            for _ in 0..<2 { _ = try await client.send(message) }
            // SMTP has lines: what does not end in one gets an end.
            let lines = text.hasSuffix("\r\n") ? message : message + Array("\r\n".utf8)
            #expect(server.messages.map(\.content) == [lines, lines])
        }
    }

    @Test func `keeps one connection for many messages`() async throws {
        try await LoopbackMailServer.run { server in
            let client = try Sample.client(server.port)
            for number in 0..<50 {
                _ = try await client.send(Array("Subject: \(number)\r\n\r\n".utf8))
            }
            #expect(server.count == 50)
            #expect(server.connections == 1)
            #expect(await client.connections == 1)
            #expect(server.messages[49].content == Array("Subject: 49\r\n\r\n".utf8))
        }
    }

    @Test func `goes on with a new connection where a server wants no more on the old one`()
        async throws
    {
        var manner = MailManner()
        manner.messagesPerConnection = 3
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(server.port)
            for _ in 0..<10 { _ = try await client.send() }
            #expect(server.count == 10)
            #expect(server.connections == 4)
            #expect(await client.connections == 4)
        }
    }

    @Test func `finds a server that was started anew`() async throws {
        let port = try FreePort.find()
        let client = try Sample.client(port)
        try await LoopbackMailServer.run(port: port) { _ in
            _ = try await client.send()
        }
        // The old connection may live on: nobody is told to close it.
        try await LoopbackMailServer.run(port: port) { _ in
            _ = try await client.send()
        }
    }

    @Test func `sends the next message after one that was refused`() async throws {
        var manner = MailManner(.recipient, .say("550 5.1.1 no such user\r\n"))
        manner.misdeeds = 1
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(server.port)
            await #expect(throws: SMTPError.self) { try await client.send() }
            _ = try await client.send()
            #expect(server.count == 1)
        }
    }

    @Test(arguments: [
        "a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example c", "a", "", "<a@b.example>",
        "a@b.example\u{0}", "\u{fc}@b.example",
    ])
    func `names nobody whose address could end a command`(address: String) async throws {
        try await LoopbackMailServer.run { server in
            let client = try Sample.client(server.port)
            await #expect(throws: SMTPError.self) {
                try await client.send(Sample.message, from: Sample.sender, to: address)
            }
            await #expect(throws: SMTPError.self) {
                try await client.send(Sample.message, from: address, to: Sample.recipient)
            }
            #expect(server.connections == 0)
        }
    }

    @Test func `sends nothing that is larger than a mail may be`() async throws {
        try await LoopbackMailServer.run { server in
            let client = try Sample.client(server.port)
            let message = [UInt8](repeating: 0x41, count: MailClient.sizeLimit + 1)
            await #expect(throws: SMTPError.self) { try await client.send(message) }
            #expect(server.connections == 0)
        }
    }

    @Test(arguments: ["mail.example", "192.0.2.1", "127.0.0.1.evil.example", "2001:db8::1"])
    func `shows no message to the network`(host: String) {
        #expect(throws: SMTPError.self) { try Sample.client(25, host: host) }
    }

    @Test(arguments: ["", "a b", "a/b", "user@host", "a\r\nb", "\u{e4}.example"])
    func `takes no host that is none`(host: String) {
        #expect(throws: SMTPError.self) { try Sample.client(25, host: host, security: .startTLS) }
    }
}
