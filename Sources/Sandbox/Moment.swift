/// An instant in whole seconds since 1970, always UTC.
package struct Moment: Comparable, Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int

    /// The instant that many seconds after 1970 began.
    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// The start of a day of the proleptic Gregorian calendar.
    init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(seconds: (era * 146_097 + dayOfEra - 719_468) * 86_400)
    }

    /// Reads `2026-11-23`, `2026-11-23T09:30Z` or `2026-11-23T09:30:00Z`; nil for anything else.
    package init?(iso text: String) {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
            .map { Self.number($0) }
        guard halves.count <= 2, date.count == 3, let year = date[0], let month = date[1],
            let day = date[2], (1970...9999).contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, year: year)).contains(day),
            let time = halves.count == 2 ? Self.secondsOfDay(halves[1]) : 0
        else { return nil }
        self.init(seconds: Self(year: year, month: month, day: day).seconds + time)
    }

    /// The earlier of two comes first.
    package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// The instant a number of 86,400-second days later.
    func adding(days: Int) -> Self { Self(seconds: seconds + days * 86_400) }

    /// The instant a number of seconds later.
    func adding(seconds more: Int) -> Self { Self(seconds: seconds + more) }

    /// The same month, day and time a number of years later; 29 February becomes 28.
    func adding(years: Int) -> Self {
        let (year, month, day) = civil
        let length = Self.length(ofMonth: month, year: year + years)
        let start = Self(year: year + years, month: month, day: min(day, length))
        return start.adding(seconds: seconds - startOfDay.seconds)
    }

    /// Midnight at the start of the same day.
    var startOfDay: Self { Self(seconds: seconds - ((seconds % 86_400) + 86_400) % 86_400) }

    /// As `2026-11-23T09:30:00Z`.
    package var iso: String {
        let time = seconds - startOfDay.seconds
        return "\(isoDate)T\(Self.two(time / 3600)):\(Self.two(time / 60 % 60)):"
            + "\(Self.two(time % 60))Z"
    }

    /// As `2026-11-23`.
    package var isoDate: String {
        let (year, month, day) = civil
        return "\(year)-\(Self.two(month))-\(Self.two(day))"
    }

    /// As `03/05/2026`, the way lists write a date.
    var paddedDate: String {
        let (year, month, day) = civil
        return "\(Self.two(month))/\(Self.two(day))/\(year)"
    }

    /// As `3/5/2026`, the way ssl.getInfo writes a date.
    var plainDate: String {
        let (year, month, day) = civil
        return "\(month)/\(day)/\(year)"
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let days = startOfDay.seconds / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let leap = (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
        return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func secondsOfDay(_ text: Substring) -> Int? {
        guard text.hasSuffix("Z") else { return nil }
        let parts = text.dropLast().split(separator: ":", omittingEmptySubsequences: false)
            .map { number($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0,
            hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
