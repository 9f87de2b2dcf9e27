/// A calendar day in UTC, counted from 1970-01-01 in the proleptic Gregorian calendar.
///
/// Selection works with whole days; only a certificate's own `notAfter` is finer.
package struct Day: Sendable, Hashable, Comparable, Codable {
    /// Days since 1970-01-01, which is day 0.
    package let number: Int

    /// The day with this count of days since 1970-01-01.
    package init(number: Int) {
        self.number = number
    }

    /// The day of a calendar date, or nil where the date does not exist.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        number = Day.number(year: year, month: month, day: day)
    }

    /// The day written `YYYY-MM-DD`, or nil for anything else.
    package init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1–12) and day of the month (1–31).
    package var components: (year: Int, month: Int, day: Int) {
        // Days are counted in years that start in March, so that the leap day comes last; 400
        // years are 146,097 days (H. Hinnant, "chrono-compatible low-level date algorithms").
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The same month and day so many years later; 29 February becomes 28.
    package func adding(years: Int) -> Day {
        let (year, month, day) = components
        let length = Day.length(ofMonth: month, year: year + years)
        return Day(number: Day.number(year: year + years, month: month, day: min(day, length)))
    }

    /// The day so many days later.
    package static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }

    /// The day so many days earlier.
    package static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }

    /// How many days the first lies after the second.
    package static func - (later: Day, earlier: Day) -> Int { later.number - earlier.number }

    /// Earlier days come first.
    package static func < (first: Day, second: Day) -> Bool { first.number < second.number }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// The day as `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = components
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }
}

/// `number` with leading zeros up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
