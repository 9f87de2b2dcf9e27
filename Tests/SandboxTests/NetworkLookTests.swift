import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sandbox

@Suite struct `The CA on the network` {
    /// A sandbox whose CA asks a name server for a zone.
    private func run(
        _ zone: LoopbackZone, answer: LoopbackNameServer.Answerer? = nil, seconds: Int = 60,
        _ body: (OfflineNamecheap, LoopbackNameServer) async throws -> Void
    ) async throws {
        try await LoopbackNameServer.run(answer: answer ?? zone.answer) { server async throws in
            let change: (inout SandboxSettings) -> Void = {
                $0.resolver = ListenAddress("127.0.0.1:\(server.port)")
                $0.lookSeconds = seconds
            }
            try await OfflineNamecheap.run(change) { namecheap async throws in
                try await body(namecheap, server)
            }
        }
    }

    @Test func `sees the CNAME record at the name`() async throws {
        let zone = LoopbackZone([.loopback("api-2.harbour-demo.test")])
        try await run(zone) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            let (owner, target) = (
                try submitted.element("HostName"), try submitted.element("Target")
            )
            // What the sandbox's own records show no longer counts.
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.look(new).reason == "no CNAME at \(owner)")
            zone.publish(.alias(owner.lowercased(), target.lowercased()))
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test(arguments: [("harbour-demo.test", "active"), ("test", "purchased")])
    func `sees it at a parent of two labels, and not above`(
        parent: String, state: String
    ) async throws {
        let zone = LoopbackZone()
        try await run(zone) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let owner = try submitted.element("HostName").split(separator: ".")[0]
            zone.publish(.alias("\(owner).\(parent)", try submitted.element("Target")))
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.listed(new) == state)
        }
    }

    @Test func `follows aliases of the record, but not for ever`() async throws {
        let zone = LoopbackZone()
        try await run(zone) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let owner = try submitted.element("HostName")
            zone.publish(.alias(owner, "one.acme.test"))
            zone.publish(.alias("one.acme.test", "two.acme.test"))
            zone.publish(.alias("two.acme.test", "one.acme.test"))
            let new = try #require(submitted.attribute("ID"))
            let reason = "the CNAME at \(owner) leads to one.acme.test"
            #expect(try await namecheap.look(new).reason == reason)
            zone.withdraw("two.acme.test")
            zone.publish(.alias("two.acme.test", try submitted.element("Target")))
            #expect(try await namecheap.look(new).status == "active")
        }
    }

    @Test func `obeys CAA records, also of an alias's target and of a parent`() async throws {
        let zone = LoopbackZone([
            .authorization("harbour-demo.test", "issue", "ssl.com"),
            .alias("api-2.harbour-demo.test", "cdn.test"),
            .authorization("cdn.test", "issue", "other.test"),
        ])
        try await run(zone) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            zone.publish(
                .alias(try submitted.element("HostName"), try submitted.element("Target")))
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.look(new).reason?.contains("other.test") == true)
            zone.withdraw("cdn.test")
            zone.publish(.loopback("cdn.test"))
            #expect(try await namecheap.look(new).reason?.contains("\"ssl.com\"") == true)
            zone.withdraw("harbour-demo.test")
            zone.publish(.authorization("harbour-demo.test", "issue", "sectigo.com"))
            #expect(try await namecheap.look(new).status == "active")
        }
    }

    @Test func `issues only where CAA can be read`() async throws {
        let zone = LoopbackZone()
        let answer: LoopbackNameServer.Answerer = { query in
            query.type == 257
                ? [NameServerReply(code: query.name == "test" ? 5 : 2).octets(for: query)]
                : zone.answer(query)
        }
        try await run(zone, answer: answer) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            zone.publish(
                .alias(try submitted.element("HostName"), try submitted.element("Target")))
            let new = try #require(submitted.attribute("ID"))
            let reason = try await namecheap.look(new).reason
            #expect(reason?.hasPrefix("CAA of api-2.harbour-demo.test is not known") == true)
            #expect(reason?.contains("SERVFAIL") == true)
        }
    }

    @Test func `takes a server of some zones for one that knows nothing above`() async throws {
        let zone = LoopbackZone()
        let answer: LoopbackNameServer.Answerer = { query in
            query.name.hasSuffix("harbour-demo.test")
                ? zone.answer(query) : [NameServerReply(code: 5).octets(for: query)]
        }
        try await run(zone, answer: answer) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            zone.publish(
                .alias(try submitted.element("HostName"), try submitted.element("Target")))
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test func `looks at CAA alone where the name was validated before`() async throws {
        let zone = LoopbackZone([.authorization("api-2.harbour-demo.test", "issue", ";")])
        try await run(zone) { namecheap, server async throws in
            let validated = try await namecheap.control(
                "POST", "validated", [("name", "api-2.harbour-demo.test")])
            #expect(validated.status == 200)
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            #expect(server.questions.allSatisfy { $0.type == 257 } && !server.questions.isEmpty)
            #expect(try await namecheap.pending(new)?.reason?.contains("CAA forbids") == true)
            zone.withdraw("api-2.harbour-demo.test")
            try await namecheap.nudge(new)
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test(.timeLimit(.minutes(5))) func `keeps a list call short when nobody answers`()
        async throws
    {
        try await run(LoopbackZone(), answer: LoopbackNameServer.silence, seconds: 1) {
            namecheap, _ async throws in
            for reference in ["S-00001", "S-00002", "S-00007"] {
                let (_, submitted) = try await namecheap.reissue(reference, CustomerKey())
                #expect(submitted.attribute("IsSuccess") == "true")
            }
            let list = try await namecheap.call("namecheap.ssl.getList")
            #expect(list.attribute("Status") == "OK")
            let pending = try await namecheap.control("GET", "pending").text
            #expect(pending.components(separatedBy: "did not answer").count == 4)
        }
    }

    @Test func `looks at many rows at once, and answers others meanwhile`() async throws {
        let zone = LoopbackZone()
        let isSilent = Mutex(true)
        let (asked, continuation) = AsyncStream.makeStream(of: String.self)
        let late: LoopbackNameServer.Answerer = { query in
            continuation.yield(query.name)
            return isSilent.withLock { $0 } ? [] : zone.answer(query)
        }
        try await run(zone, answer: late, seconds: 60) { namecheap, _ async throws in
            var ids: [String] = []
            for reference in ["S-00001", "S-00002", "S-00007"] {
                let (_, submitted) = try await namecheap.reissue(reference, CustomerKey())
                ids.append(try #require(submitted.attribute("ID")))
                zone.publish(
                    .alias(try submitted.element("HostName"), try submitted.element("Target")))
            }
            async let list = namecheap.call("namecheap.ssl.getList")
            var names: Set<String> = []
            for await name in asked where names.insert(name).inserted && names.count == 3 { break }
            // Nobody has answered the CA yet, so the list call waits while these do not.
            let balance = try await namecheap.call("namecheap.users.getBalances")
            #expect(balance.attribute("Status") == "OK")
            #expect(try await namecheap.listed(ids[0]) == "purchased")
            isSilent.withLock { $0 = false }
            #expect(try await list.attribute("Status") == "OK")
            for id in ids { #expect(try await namecheap.listed(id) == "active") }
        }
    }

    @Test func `does not count what it saw for a row that changed meanwhile`() async throws {
        let zone = LoopbackZone()
        let isSilent = Mutex(true)
        let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
        let late: LoopbackNameServer.Answerer = { query in
            continuation.yield()
            return isSilent.withLock { $0 } ? [] : zone.answer(query)
        }
        try await run(zone, answer: late, seconds: 60) { namecheap, _ async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            zone.publish(
                .alias(try submitted.element("HostName"), try submitted.element("Target")))
            let new = try #require(submitted.attribute("ID"))
            async let look = namecheap.look(new)
            for await _ in asked { break }
            let gone = try await namecheap.control("POST", "status?id=\(new)&status=cancelled")
            #expect(gone.status == 200)
            isSilent.withLock { $0 = false }
            #expect(try await look.status == "cancelled")
            #expect(try await namecheap.listed(new) == "cancelled")
        }
    }
}
