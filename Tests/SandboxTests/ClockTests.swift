import Testing

@testable import Sandbox

@Suite struct `The clock` {
    private static let start = Moment(seconds: 1_800_000_000)

    @Test(arguments: [
        ("real", ClockOrder.real), (" real\n", .real), ("stop", .stop), ("run", .go),
        ("+10d", .forward(seconds: 864_000)), ("+90s", .forward(seconds: 90)),
        ("2026-11-23", .stand(Moment(seconds: 1_795_392_000))),
        ("2026-11-23T00:00Z run", .run(Moment(seconds: 1_795_392_000))),
    ])
    func `understands`(text: String, order: ClockOrder) {
        #expect(ClockOrder(text) == order)
    }

    @Test(arguments: [
        "", "soon", "+", "+d", "+-1d", "-1d", "+1y", "+99999999d", "+4294967296s", "2026-13-01",
        "2026-11-23 walk", "run run", "+1d run",
    ])
    func `refuses`(text: String) {
        #expect(ClockOrder(text) == nil)
    }

    @Test func `moves forward standing or running as it was`() {
        var clock = Clock(mode: .real, realTime: { Self.start })
        clock.obey(.forward(seconds: 60))
        #expect(clock.mode == .moved(seconds: 60))
        clock.obey(.stop)
        #expect(clock.mode == .frozen(Self.start.adding(seconds: 60)))
        clock.obey(.forward(seconds: 60))
        #expect(clock.mode == .frozen(Self.start.adding(seconds: 120)))
        clock.obey(.go)
        #expect(clock.mode == .moved(seconds: 120))
        #expect(clock.now == Self.start.adding(seconds: 120))
        clock.obey(.real)
        #expect(clock.now == Self.start)
    }
}
