import Foundation
import Subscriptions
import Testing

@Suite struct `A day` {
    @Test func `agrees with the calendar of the platform`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for number in stride(from: 0, through: 60_000, by: 11) {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let expected = calendar.dateComponents([.year, .month, .day], from: date)
            let day = Day(number: number)
            #expect(day.components.year == expected.year)
            #expect(day.components.month == expected.month)
            #expect(day.components.day == expected.day)
            #expect(Day(iso: day.description) == day)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-01x", "",
        "2026/01/01", "+026-01-01", "２０２６-01-01",
    ])
    func `refuses what is no date`(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test(arguments: [
        ("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-29"),
        ("2026-04-02", 5, "2031-04-02"),
    ])
    func `keeps month and day over years`(start: String, years: Int, end: String) {
        #expect(Day(iso: start)?.adding(years: years).description == end)
    }
}

@Suite struct `A moment` {
    @Test(arguments: ["2026-11-23T18:43:52Z", "2026-11-23 18:43:52", "2026-11-23T18:43:52"])
    func `reads the usual forms`(text: String) {
        #expect(Timestamp(iso: text)?.description == "2026-11-23T18:43:52Z")
    }

    @Test(arguments: ["2026-11-23T", "2026-11-23T25:00:00Z", "2026-11-23X10:00:00", "noon"])
    func `refuses other forms`(text: String) {
        #expect(Timestamp(iso: text) == nil)
    }

    @Test func `belongs to its day in UTC`() {
        #expect(Timestamp(iso: "2026-11-23T23:59:59Z")?.day == Day(iso: "2026-11-23"))
        #expect(Timestamp(seconds: -1).day == Day(iso: "1969-12-31"))
    }
}
