/// How many calls of a module are under way at once: as many as its budget makes useful.
package struct CallsInFlight: Sendable {
    /// Enough to hide the latency of a CA whose limits are off; more would crowd it.
    package static let mostUseful = 8

    private let chosen: Int?
    private let callsPerMinute: Int
    /// The seconds that a call takes, as seen so far; a second until one has been seen.
    private var latency = 1.0

    /// What a module's settings say: a number of its own, and its calls a minute (0 is no limit).
    package init(set: Int?, callsPerMinute: Int) {
        chosen = set
        self.callsPerMinute = callsPerMinute
    }

    /// At least one, and no more than can be under way when calls go out as fast as they may:
    /// their rate times the time that each takes.
    package var limit: Int {
        if let chosen { return max(1, chosen) }
        guard callsPerMinute > 0 else { return CallsInFlight.mostUseful }
        let useful = (Double(callsPerMinute) / 60 * latency).rounded(.up)
        return max(1, Int(min(useful, Double(CallsInFlight.mostUseful))))
    }

    /// The most that `limit` ever becomes.
    package var most: Int { chosen.map { max(1, $0) } ?? CallsInFlight.mostUseful }

    /// Takes in how long a call took; newer ones count more.
    package mutating func saw(_ elapsed: Duration) {
        latency += (elapsed / .seconds(1) - latency) / 5
    }
}
