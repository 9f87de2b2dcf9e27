import TestSupport
import Testing
import Wording

@testable import DNS

@Suite struct `A hostile name server` {
    /// For questions that are never answered.
    private static let short = Duration.milliseconds(120)

    /// The error of one question to a server that answers with these messages.
    private func error(
        _ type: RecordType = .a, limit: Duration = .seconds(20),
        answer: @escaping LoopbackNameServer.Answerer
    ) async throws -> DNSError? {
        var thrown: DNSError?
        try await LoopbackNameServer.run(answer: answer) { server async throws in
            var resolver = Resolver(NameServer(address: "127.0.0.1", port: UInt16(server.port)))
            resolver.limit = limit
            thrown = await #expect(throws: DNSError.self) {
                try await resolver.ask("a.test", type)
            }
        }
        return thrown
    }

    @Test(arguments: [
        (UInt8(2), "SERVFAIL"), (5, "refuses"), (1, "code 1"), (4, "code 4"), (15, "code 15"),
    ])
    func `that fails is told by how it fails`(code: UInt8, words: String) async throws {
        let error = try await error { [NameServerReply(code: code).octets(for: $0)] }
        #expect(error?.happened.contains(words) == true, "\(String(describing: error))")
    }

    @Test func `may leave the question out of a refusal only`() async throws {
        let refused = try await error { [$0.number + [0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0]] }
        #expect(refused?.happened.contains("code 1") == true)
        let silent = try await error(limit: Self.short) {
            [$0.number + [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
        }
        #expect(silent?.happened.contains("in time") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func `that says nothing over UDP or TCP costs the limit and no more`() async throws {
        #expect(
            try await error(limit: Self.short) { _ in [] }?.happened.contains("in time") == true)
        let silent = try await error(limit: Self.short) { query in
            var reply = NameServerReply()
            reply.isTruncated = true
            return query.isStream ? [] : [reply.octets(for: query)]
        }
        #expect(silent?.happened.contains("in time") == true)
    }

    @Test func `that answers with another number over TCP is refused`() async throws {
        let error = try await error { query in
            var reply = NameServerReply()
            reply.isTruncated = !query.isStream
            var octets = reply.octets(for: query)
            if query.isStream { octets[1] ^= 1 }
            return [octets]
        }
        #expect(error?.happened.contains("nonsense") == true)
    }

    @Test(arguments: [
        // A pointer to itself, one to a place behind the end, a label that is too long.
        [UInt8]([0xC0, 0x2A]), [0xC3, 0xFF], [63, 97], [0x80, 0], [],
    ])
    func `cannot lead a name round in a circle or out of the message`(
        name: [UInt8]
    ) async throws {
        let error = try await error(.cname) { query in
            let record = NameServerReply.Record("a.test", type: 5, name)
            return [NameServerReply([record]).octets(for: query)]
        }
        #expect(error?.happened.contains("nonsense") == true, "\(String(describing: error))")
    }

    @Test func `cannot lead aliases round in a circle`() async throws {
        let error = try await error { query in
            [
                NameServerReply([.alias("a.test", "b.test"), .alias("b.test", "a.test")])
                    .octets(for: query)
            ]
        }
        #expect(error?.happened.contains("nonsense") == true)
    }

    @Test(arguments: [
        (RecordType.a, [UInt8]([127, 0, 0])), (.aaaa, [127, 0, 0, 1]), (.txt, [9, 97]),
        (.caa, [0]), (.caa, [0, 9, 97]), (.caa, [0, 0, 97]), (.soa, [0, 0, 1]),
        (.ns, [1, 97, 0, 0]),
    ])
    func `cannot pass records of a wrong length off`(
        type: RecordType, content: [UInt8]
    ) async throws {
        let error = try await error(type) { query in
            let record = NameServerReply.Record("a.test", type: UInt16(type.rawValue), content)
            return [NameServerReply([record]).octets(for: query)]
        }
        #expect(error?.happened.contains("nonsense") == true, "\(String(describing: error))")
    }

    @Test func `cannot promise more records than it sends, or send thousands`() async throws {
        let promised = try await error { query in
            var octets = NameServerReply([.loopback("a.test")]).octets(for: query)
            octets[7] = 2
            return [octets]
        }
        #expect(promised?.happened.contains("nonsense") == true)
        let many = try await error { query in
            let records = (0..<300).map { _ in NameServerReply.Record.loopback("a.test") }
            return [NameServerReply(records).octets(for: query)]
        }
        #expect(many?.happened.contains("nonsense") == true)
    }

    @Test func `cannot bring control characters to a person's screen`() async throws {
        let answer: LoopbackNameServer.Answerer = { query in
            let name = [UInt8]([4, 0x1B, 0x5B, 0x2E, 0x41, 0])
            return [NameServerReply([.init("a.test", type: 5, name)]).octets(for: query)]
        }
        try await LoopbackNameServer.run(answer: answer) { server async throws in
            let resolver = Resolver(NameServer(address: "127.0.0.1", port: UInt16(server.port)))
            let answer = try await resolver.ask("a.test", .cname)
            #expect(answer.contents == [.alias(#"\027[\.a"#)])
        }
        #expect(DNSError.badName("a\u{1B}[2J").explanation.contains(#"a\u{1b}[2J"#))
    }

    @Test func `that sends octets by chance is always understood or refused`() async throws {
        var dice = SystemRandomNumberGenerator()
        let tails = (0..<400).map { _ in
            (0..<Int.random(in: 0...80, using: &dice)).map { _ in UInt8.random(in: 0...255) }
        }
        for tail in tails {
            let head: [UInt8] = [0, 0, 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0]
            guard
                let message = Message(head + NameServerReply.name("a.test") + [0, 1, 0, 1] + tail)
            else {
                Issue.record("\(tail)")
                continue
            }
            #expect(message.records()?.count ?? 1 <= 1, "\(tail)")
        }
    }
}
