import Testing

@testable import Sandbox

@Suite struct `An instant` {
    @Test(arguments: [
        ("2026-11-23", "2026-11-23T00:00:00Z"), ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
        ("1970-01-01T00:00Z", "1970-01-01T00:00:00Z"),
    ])
    func `reads what it writes`(text: String, written: String) throws {
        #expect(try #require(Moment(iso: text)).iso == written)
    }

    @Test(arguments: [
        "", "2026-02-29", "2026-13-01", "2026-1", "2026-01-01T24:00:00Z", "2026-01-01T10:00:00",
        "today", "2026-01-01T10:00:00Z ",
    ])
    func `refuses what is no time`(text: String) {
        #expect(Moment(iso: text) == nil)
    }

    @Test func `turns 29 February into 28 in other years`() throws {
        let leap = try #require(Moment(iso: "2024-02-29T08:00:00Z"))
        #expect(leap.adding(years: 1).iso == "2025-02-28T08:00:00Z")
        #expect(leap.adding(years: 4).iso == "2028-02-29T08:00:00Z")
    }
}
