import Jobs
import Testing

@Suite struct `The calls in flight` {
    @Test(arguments: [
        // Set, calls a minute, seconds a call, expected.
        (set: 3, perMinute: 0, seconds: 9.0, limit: 3),
        (set: 1, perMinute: 600, seconds: 9.0, limit: 1),
        (set: nil, perMinute: 0, seconds: 0.1, limit: 8),
        (set: nil, perMinute: 0, seconds: 30.0, limit: 8),
        (set: nil, perMinute: 20, seconds: 0.1, limit: 1),
        (set: nil, perMinute: 20, seconds: 2.9, limit: 1),
        (set: nil, perMinute: 20, seconds: 8.0, limit: 3),
        (set: nil, perMinute: 50, seconds: 1.9, limit: 2),
        (set: nil, perMinute: 600, seconds: 0.05, limit: 1),
        (set: nil, perMinute: 600, seconds: 2.0, limit: 8),
    ])
    func `are what is set, else what calls a minute and latency make useful`(
        _ use: (set: Int?, perMinute: Int, seconds: Double, limit: Int)
    ) {
        var calls = CallsInFlight(set: use.set, callsPerMinute: use.perMinute)
        for _ in 0..<60 { calls.saw(.seconds(use.seconds)) }
        #expect(calls.limit == use.limit)
        #expect(calls.limit <= calls.most)
    }

    @Test func `begin with a guess and follow what is seen`() {
        var calls = CallsInFlight(set: nil, callsPerMinute: 120)
        #expect(calls.limit == 2)
        calls.saw(.seconds(11))
        #expect(calls.limit == 6)
        for _ in 0..<40 { calls.saw(.milliseconds(100)) }
        #expect(calls.limit == 1)
    }
}

@Suite struct `A length of time` {
    @Test(arguments: [
        ("0s", 0), ("90s", 90), ("15m", 900), ("2h", 7_200), ("1d", 86_400),
        ("366d", 31_622_400),
    ])
    func `is read`(text: String, seconds: Int) {
        #expect(DurationOption(argument: text)?.duration == .seconds(seconds))
    }

    @Test(arguments: [
        "", "s", "-1s", "+5s", "1.5m", "10 m", "90", "367d", "9999999h", "١٠s",
        "99999999999999999999h",
    ])
    func `is refused where it is none, or longer than a year`(text: String) {
        #expect(DurationOption(argument: text) == nil)
    }
}
