import ArgumentParser

/// A length of time on the command line.
package struct DurationOption: ExpressibleByArgument, Sendable {
    /// The length of time.
    package let duration: Duration

    /// Reads `90`, `90s`, `15m` or `2h`; at most a day.
    package init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
        let unit = argument.last.flatMap { units[$0] }
        let digits = unit == nil ? argument[...] : argument.dropLast()
        guard !digits.isEmpty, digits.utf8.count <= 6,
            digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
            number * (unit ?? 1) <= 86_400
        else { return nil }
        duration = .seconds(number * (unit ?? 1))
    }
}
