import TestSupport
import Testing

@testable import DNS
@testable import Jobs

@Suite struct `Looks at records` {
    private static let missing = Sighting.missing("ns1.test to show it")

    private func pauses(_ limit: Duration, _ environment: [String: String] = [:]) throws
        -> LookPauses
    {
        LookPauses(limit: limit, clock: try RunClock(environment: environment))
    }

    @Test func `pause longer and longer, no longer than they may in all`() throws {
        var pauses = try pauses(.seconds(50))
        var taken: [Duration] = []
        while let pause = pauses.next(after: Self.missing), taken.count < 20 { taken.append(pause) }
        #expect(taken == [1, 2, 4, 8, 15, 15, 5].map { .seconds($0) })
    }

    @Test func `do not wait for a clock that was set`() throws {
        var pauses = try pauses(.seconds(30), ["SSL_LEDGER_NOW": "2026-11-20T03:17:00Z"])
        var taken: [Duration] = []
        while let pause = pauses.next(after: Self.missing), taken.count < 20 { taken.append(pause) }
        #expect(taken == [Duration](repeating: .zero, count: 5))
    }

    @Test func `end early where nobody answers, and when their time has passed`() throws {
        var silent = try pauses(.seconds(50))
        #expect(silent.next(after: .silent("x")) == .seconds(1))
        #expect(silent.next(after: .silent("x")) == nil)
        var over = try pauses(.nanoseconds(1))
        #expect(over.next(after: Self.missing) == nil)
    }

    @Test func `ask a dead server a few times and no more`() async throws {
        try await LoopbackNameServer.run(answer: LoopbackNameServer.silence) { server in
            let names = FreshNames(
                NameServer(address: "127.0.0.1", port: UInt16(server.port)), slots: Slots(4),
                limit: .milliseconds(30))
            for _ in 1...6 {
                await #expect(throws: DNSError.self) {
                    _ = try await names.ask("www.shop.test", .cname, at: "127.0.0.1")
                }
            }
            let asked = Set(server.questions.map(\.number)).count
            #expect(asked == 3)
            #expect(server.questions.allSatisfy { !$0.isRecursive })
        }
    }

    @Test func `ask a server that answers again every time`() async throws {
        let zone = LoopbackZone([.alias("_a.www.shop.test", "b.test")])
        try await LoopbackNameServer.run(answer: zone.answer) { server in
            let names = FreshNames(
                NameServer(address: "127.0.0.1", port: UInt16(server.port)), slots: Slots(1))
            for _ in 1...5 {
                let answer = try await names.ask("_a.www.shop.test", .cname, at: "127.0.0.1")
                #expect(answer.contents == [.alias("b.test")])
            }
            #expect(server.questions.count == 5)
        }
    }
}
