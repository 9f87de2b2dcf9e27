import SMTP
import TestSupport
import Testing
import Wording

/// A way for the handing over to fail, and what is to be known about it.
struct FailingMoment: Sendable, CustomTestStringConvertible {
    let moment: MailManner.Moment
    let act: MailManner.Act
    let words: String
    var isPermanent = false
    var isUnknown = false
    var concernsServer = false

    var testDescription: String { "\(moment) \(act)".printable(limit: 80) }

    static let all = [
        Self(
            moment: .connection, act: .say("421 4.3.2 closing\r\n"), words: "421 4.3.2 closing",
            concernsServer: true),
        Self(
            moment: .connection, act: .say("554 5.7.1 go away\r\n"), words: "554 5.7.1 go away",
            concernsServer: true),
        Self(moment: .connection, act: .cut, words: "no connection", concernsServer: true),
        Self(moment: .hello, act: .cut, words: "the greeting", concernsServer: true),
        Self(
            moment: .sender, act: .say("421 4.7.0 later\r\n"), words: "421 4.7.0 later",
            concernsServer: true),
        Self(
            moment: .sender, act: .say("553 5.7.1 not yours\r\n"),
            words: "refused the sender: 553 5.7.1 not yours", concernsServer: true),
        Self(
            moment: .sender, act: .say("552 5.3.4 too big\r\n"), words: "552 5.3.4 too big",
            isPermanent: true),
        Self(moment: .sender, act: .cut, words: "the sender", concernsServer: true),
        Self(
            moment: .recipient, act: .say("450 4.2.0 Greylisted\r\n"),
            words: "refused the recipient: 450 4.2.0 Greylisted"),
        Self(
            moment: .recipient, act: .say("421 4.7.0 later\r\n"), words: "421", concernsServer: true
        ),
        Self(
            moment: .recipient, act: .say("530 5.7.0 who are you\r\n"), words: "530",
            concernsServer: true),
        Self(
            moment: .recipient, act: .say("550-5.1.1 no\r\n550 5.1.1 such user\r\n"),
            words: "550 5.1.1 no 5.1.1 such user", isPermanent: true),
        Self(moment: .recipient, act: .cut, words: "the recipient", concernsServer: true),
        Self(moment: .data, act: .say("451 4.3.0 busy\r\n"), words: "451 4.3.0 busy"),
        Self(
            moment: .recipient, act: .say("554 5.7.1 <a@b.test>: Relay access denied\r\n"),
            words: "Relay access denied"),
        Self(
            moment: .recipient, act: .say("550 no such user\r\n"), words: "550 no such user",
            isPermanent: true),
        Self(moment: .data, act: .say("554 5.7.1 no valid recipients\r\n"), words: "554"),
        Self(
            moment: .end, act: .say("554 5.7.1 we think it is spam\r\n"), words: "spam"),
        Self(moment: .data, act: .cut, words: "the message", concernsServer: true),
        Self(
            moment: .end, act: .say("452 4.2.2 mailbox full\r\n"), words: "452 4.2.2 mailbox full"),
        Self(
            moment: .end, act: .say("552 5.2.2 mailbox full\r\n"),
            words: "refused after the message: 552", isPermanent: true),
        Self(
            moment: .end, act: .say("421 4.3.2 shutting down\r\n"), words: "421",
            concernsServer: true),
        Self(moment: .end, act: .cut, words: "did not answer after the message", isUnknown: true),
        Self(
            moment: .end, act: .silence, words: "did not answer after the message", isUnknown: true),
        Self(moment: .end, act: .say("nonsense\r\n"), words: "after the message", isUnknown: true),
        Self(moment: .recipient, act: .silence, words: "the recipient", concernsServer: true),
        Self(moment: .connection, act: .silence, words: "no connection", concernsServer: true),
        Self(
            moment: .hello, act: .endless, words: "did not answer the greeting",
            concernsServer: true),
        Self(moment: .recipient, act: .endless, words: "no end", concernsServer: true),
        Self(moment: .end, act: .endless, words: "no end", isUnknown: true),
    ]
}

@Suite struct `A message that is not taken` {
    @Test(arguments: FailingMoment.all)
    func `says at which step, in the server's words, and whether it may have arrived`(
        _ failure: FailingMoment
    ) async throws {
        try await LoopbackMailServer.run(MailManner(failure.moment, failure.act)) { server in
            let client = try Sample.client(server.port, answerLimit: .seconds(1))
            let error = try #require(
                await #expect(throws: SMTPError.self) { try await client.send() })
            #expect(error.happened.contains(failure.words), "\(error)")
            #expect(error.isPermanent == failure.isPermanent, "\(error)")
            #expect(error.isOutcomeUnknown == failure.isUnknown, "\(error)")
            #expect(error.concernsServer == failure.concernsServer, "\(error)")
            #expect(error.retry == (failure.isPermanent ? .never : .later))
            #expect(server.count == 0)
            // Nobody asked twice: a new connection is not tried again.
            #expect(server.connections == 1)
        }
    }

    @Test func `is not tried again on a new connection where it may have arrived on the kept one`()
        async throws
    {
        var manner = MailManner(.end, .cut)
        (manner.goodDeeds, manner.misdeeds) = (1, 1)
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(server.port)
            _ = try await client.send()
            let error = await #expect(throws: SMTPError.self) { try await client.send() }
            #expect(error?.isOutcomeUnknown == true)
            #expect(server.count == 1 && server.connections == 1)
            _ = try await client.send()
            #expect(server.count == 2 && server.connections == 2)
        }
    }

    @Test(arguments: [MailManner.Moment.sender, .recipient, .data])
    func `is tried once more where the kept connection ends before it`(
        moment: MailManner.Moment
    ) async throws {
        var manner = MailManner(moment, .cut)
        (manner.goodDeeds, manner.misdeeds) = (1, 1)
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(server.port)
            for _ in 0..<2 { _ = try await client.send() }
            #expect(server.count == 2 && server.connections == 2)
        }
        manner.misdeeds = nil
        try await LoopbackMailServer.run(manner) { server in
            let client = try Sample.client(server.port)
            _ = try await client.send()
            let error = await #expect(throws: SMTPError.self) { try await client.send() }
            #expect(error?.concernsServer == true)
            #expect(server.count == 1 && server.connections == 2)
        }
    }

    @Test func `shows what a server injects harmlessly and cut`() async throws {
        let words =
            "550 5.1.1 \u{1b}[2Jno\u{202e}such\u{0}user " + String(repeating: "x", count: 900)
        try await LoopbackMailServer.run(MailManner(.recipient, .say(words + "\r\n"))) { server in
            let client = try Sample.client(server.port)
            let error = try #require(
                await #expect(throws: SMTPError.self) { try await client.send() })
            #expect(error.isPermanent)
            #expect(error.explanation.printable(limit: .max) == error.explanation)
            #expect(error.explanation.contains("\\u{1b}[2Jno\\u{202e}such"))
            #expect(error.explanation.count < 600)
        }
    }

    @Test func `names a server that nobody is`() async throws {
        let port = try FreePort.find()
        let error = await #expect(throws: SMTPError.self) {
            try await Sample.client(port).send()
        }
        #expect(
            error?.happened.contains("no connection to the mail server 127.0.0.1:\(port)") == true)
        #expect(error?.concernsServer == true && error?.isOutcomeUnknown == false)
        let unknown = await #expect(throws: SMTPError.self) {
            try await Sample.client(25, host: "nowhere.invalid", security: .startTLS).send()
        }
        #expect(unknown?.concernsServer == true)
    }
}
