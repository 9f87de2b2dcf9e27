import Synchronization
import TestSupport
import Testing
import Wording

@testable import DNS

@Suite struct `A resolver` {
    private static let zone = LoopbackZone([
        .loopback("a.test"), .loopback("a.test", isIPv6: true), .alias("www.a.test", "A.test"),
        .alias("far.a.test", "x.elsewhere.test"),
        .authorization("a.test", "issue", "ssl.com"),
        .authorization("a.test", flags: 128, "Tbs", "x"),
        .init("a.test", type: 2, NameServerReply.name("ns1.a.test")),
        .init("a.test", type: 16, [3, 0x76, 0x3D, 0x31, 2, 0x20, 0xFF]),
        .init(
            "a.test", type: 6,
            NameServerReply.name("ns1.a.test") + NameServerReply.name("mail.a.test")
                + [0x78, 0xC4, 0x0A, 0x01] + [UInt8](repeating: 0, count: 16)),
    ])

    /// Sends a datagram every 100 ms.
    private static let askOften: @Sendable (inout Resolver) -> Void = { $0.tries = 200 }

    /// Asks a server that answers a question with these messages.
    private func ask(
        _ name: String, _ type: RecordType = .a, host: String = "127.0.0.1",
        _ change: (inout Resolver) -> Void = { _ in },
        answer: @escaping LoopbackNameServer.Answerer
    ) async throws -> Answer {
        var found: Answer?
        try await LoopbackNameServer.run(host: host, answer: answer) { server async throws in
            var resolver = Resolver(NameServer(address: host, port: UInt16(server.port)))
            resolver.limit = .seconds(20)
            change(&resolver)
            found = try await resolver.ask(name, type)
        }
        return try #require(found)
    }

    @Test(arguments: [
        ("a.test", RecordType.a, [Record.Content.address("127.0.0.1")]),
        ("A.test.", .aaaa, [.address("::1")]), ("www.a.test", .cname, [.alias("a.test")]),
        ("a.test", .ns, [.nameServer("ns1.a.test")]), ("a.test", .txt, [.text("v=1 \u{FFFD}")]),
        ("a.test", .soa, [.start(primary: "ns1.a.test", serial: 2_026_113_537)]),
        (
            "a.test", .caa,
            [
                .authorization(.init(isCritical: false, tag: "issue", value: "ssl.com")),
                .authorization(.init(isCritical: true, tag: "tbs", value: "x")),
            ]
        ),
    ])
    func `reads every type of record`(
        name: String, type: RecordType, contents: [Record.Content]
    ) async throws {
        let answer = try await ask(name, type) { Self.zone.answer($0) }
        #expect(answer.contents == contents)
        #expect(answer.isAuthoritative && !answer.isAuthenticated)
    }

    @Test(arguments: [
        ("no.test", RecordType.a, Answer.Finding.noSuchName), ("a.test", .cname, .noData),
        ("far.a.test", .a, .alias("x.elsewhere.test")), ("www.a.test", .a, .alias("a.test")),
    ])
    func `tells what is not there from what is elsewhere`(
        name: String, type: RecordType, finding: Answer.Finding
    ) async throws {
        #expect(try await ask(name, type) { Self.zone.answer($0) }.finding == finding)
    }

    @Test func `follows the aliases in an answer`() async throws {
        let answer = try await ask("www.a.test") { query in
            var reply = NameServerReply([.loopback("a.test"), .alias("www.a.test", "a.test")])
            reply.isAuthenticated = true
            reply.isAuthoritative = false
            return [reply.octets(for: query)]
        }
        #expect(answer.contents == [.address("127.0.0.1")])
        #expect(answer.isAuthenticated && !answer.isAuthoritative)
    }

    @Test(arguments: [true, false])
    func `asks for recursion when it is told to`(isRecursive: Bool) async throws {
        let change: (inout Resolver) -> Void = { $0.isRecursive = isRecursive }
        let answer = try await ask("a.test", .txt, change) { query in
            let text = Array((query.isRecursive ? "yes" : "no ").utf8)
            return [NameServerReply([.init("a.test", type: 16, [3] + text)]).octets(for: query)]
        }
        #expect(answer.contents == [.text(isRecursive ? "yes" : "no ")])
    }

    @Test func `comes back over TCP when the answer is too long`() async throws {
        let answer = try await ask("a.test", .txt) { query in
            let long = NameServerReply.Record(
                "a.test", type: 16, [200] + [UInt8](repeating: 0x61, count: 200))
            var reply = NameServerReply(query.isStream ? Array(repeating: long, count: 40) : [])
            reply.isTruncated = !query.isStream
            return [reply.octets(for: query)]
        }
        #expect(answer.contents.count == 40)
    }

    @Test func `asks over IPv6`() async throws {
        let answer = try await ask("a.test", host: "::1") { Self.zone.answer($0) }
        #expect(answer.contents == [.address("127.0.0.1")])
    }

    @Test func `ignores answers to other questions, and waits for its own`() async throws {
        let answer = try await ask("a.test") { query in
            let right = NameServerReply([.loopback("a.test")]).octets(for: query)
            let forged = NameServerReply([.init("a.test", type: 1, [192, 0, 2, 9])])
                .octets(for: query)
            var wrong = forged
            wrong[0] ^= 1
            var other = forged
            other[13] = UInt8(ascii: "b")
            var asking = forged
            asking[2] &= 0x7F
            return [wrong, other, asking, [1, 2, 3], [], right]
        }
        #expect(answer.contents == [.address("127.0.0.1")])
    }

    @Test func `asks again when a datagram is lost`() async throws {
        let asked = Mutex(0)
        let late: LoopbackNameServer.Answerer = { query in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return count < 3 ? [] : Self.zone.answer(query)
        }
        let answer = try await ask("a.test", .a, Self.askOften, answer: late)
        #expect(answer.contents == [.address("127.0.0.1")])
    }

    @Test(arguments: [
        "", ".", "a..test", "a b.test", "a\u{7}.test", "*.test", #"a\.test"#, "ä.test",
        String(repeating: "a", count: 64) + ".test", String(repeating: "a.", count: 127) + "test",
    ])
    func `refuses names that DNS cannot be asked for`(name: String) async throws {
        let resolver = Resolver(NameServer(address: "127.0.0.1"))
        await #expect(throws: DNSError.badName(name)) { try await resolver.ask(name, .a) }
    }

    @Test(arguments: ["", "localhost", "127.0.0.1.5", "::g"])
    func `wants a numeric address`(address: String) async throws {
        let resolver = Resolver(NameServer(address: address))
        await #expect(throws: DNSError.badServer(resolver.server.text)) {
            try await resolver.ask("a.test", .a)
        }
    }

    @Test func `says where nobody answers`() async throws {
        // The port is held at another address, so that nobody takes it meanwhile.
        try await LoopbackNameServer.run(answer: LoopbackNameServer.silence) { server in
            let resolver = Resolver(NameServer(address: "127.0.0.3", port: UInt16(server.port)))
            let error = await #expect(throws: DNSError.self) {
                try await resolver.ask("a.test", .a)
            }
            #expect(error?.happened.contains("Connection refused") == true)
            #expect(error?.happened.contains("127.0.0.3:\(server.port)") == true)
            #expect(error?.retry == .later)
            #expect(server.questions.isEmpty)
        }
    }
}
