import Subscriptions

/// After how long each time the CA is asked again in the same run.
struct Pauses: Sendable {
    /// A nudge may take effect within seconds; the next run comes within minutes.
    private static let shortest = Duration.seconds(5)
    /// Checks that take longer than a few minutes take hours: once a minute is often enough.
    private static let longest = Duration.seconds(60)

    private var left: Duration?
    private var next = Pauses.shortest
    private let isTold: Bool

    /// One pause, or as many growing ones as fit into `wait`; a clock that was set is told, not
    /// waited for.
    init(wait: Duration?, clock: RunClock) {
        left = wait
        isTold = clock.isOverridden
    }

    /// Whether there is another pause in this run for what was asked before.
    var hasMore: Bool { left.map { $0 >= next } ?? false }

    /// The next pause.
    mutating func take() -> Duration {
        let pause = left.map { min(next, max($0, .zero)) } ?? next
        if let known = left { left = known - pause }
        next = min(next * 2, Pauses.longest)
        return isTold ? .zero : pause
    }

    /// Lets a pause pass.
    static func pass(_ pause: Duration) async throws {
        guard pause > .zero else { return }
        try await Task.sleep(for: pause)
    }
}
