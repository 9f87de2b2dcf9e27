/// A moment in UTC, in whole seconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64

    /// The moment so many seconds after 1970-01-01T00:00:00Z.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Midnight, UTC, at the start of a day.
    package init(startOf day: Day) {
        seconds = Int64(day.number) * 86_400
    }

    /// `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM:SSZ` or with a blank for the T, or nil for anything else.
    package init?(iso text: String) {
        guard let day = Day(iso: text.prefix(10)) else { return nil }
        let clock = text.dropFirst(10)
        guard let separator = clock.first else {
            self.init(startOf: day)
            return
        }
        let digits =
            clock.dropFirst().last == "Z" ? clock.dropFirst().dropLast() : clock.dropFirst()
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard separator == "T" || separator == " ", parts.map(\.utf8.count) == [2, 2, 2],
            let hour = Int64(parts[0]), (0...23).contains(hour),
            let minute = Int64(parts[1]), (0...59).contains(minute),
            let second = Int64(parts[2]), (0...59).contains(second)
        else { return nil }
        self.init(seconds: Int64(day.number) * 86_400 + hour * 3_600 + minute * 60 + second)
    }

    /// The day, in UTC, that this moment belongs to.
    package var day: Day {
        Day(number: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
    }

    /// The moment so many seconds later.
    package static func + (moment: Timestamp, seconds: Int64) -> Timestamp {
        Timestamp(seconds: moment.seconds + seconds)
    }

    /// How many seconds the first lies after the second.
    package static func - (later: Timestamp, earlier: Timestamp) -> Int64 {
        later.seconds - earlier.seconds
    }

    /// Earlier moments come first.
    package static func < (first: Timestamp, second: Timestamp) -> Bool {
        first.seconds < second.seconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as `YYYY-MM-DDTHH:MM:SSZ`.
    package var description: String {
        let second = Int(seconds - Timestamp(startOf: day).seconds)
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }
        return "\(day)T\(clock.joined(separator: ":"))Z"
    }
}
