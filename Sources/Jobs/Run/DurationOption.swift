import ArgumentParser

/// A duration on the command line: a number with s, m, h or d, such as `90s` or `2h`.
package struct DurationOption: ExpressibleByArgument, Sendable, Equatable {
    /// How long.
    package let duration: Duration
    /// What was written.
    package let text: String

    /// Reads a duration of at most 366 days.
    package init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let digits = argument.dropLast()
        guard let unit = argument.last.flatMap({ units[$0] }), !digits.isEmpty,
            digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
            number <= 366 * 86_400 / unit
        else { return nil }
        duration = .seconds(number * unit)
        text = argument
    }
}

/// The moment a run stops beginning new work, by a clock that nobody sets.
struct RunDeadline: Sendable {
    private let end: ContinuousClock.Instant?

    /// So long after now, or never.
    init(after duration: Duration?) {
        end = duration.map { ContinuousClock.now + $0 }
    }

    /// Whether it has come.
    var isReached: Bool { end.map { $0 <= ContinuousClock.now } ?? false }
}
