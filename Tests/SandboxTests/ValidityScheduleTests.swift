import Testing

@testable import Sandbox

@Suite struct `The validity limits` {
    private let schedule = ValiditySchedule()

    @Test(arguments: [
        ("2026-03-14T23:59:59Z", 398), ("2026-03-15T00:00:00Z", 200), ("2027-03-14", 200),
        ("2027-03-15", 100), ("2029-03-14", 100), ("2029-03-15", 47),
    ])
    func `change on their days`(day: String, maximum: Int) throws {
        #expect(schedule.step(at: try #require(Moment(iso: day))).maximum == maximum)
    }

    @Test func `end a certificate a second before the maximum, less the margin`() throws {
        let issued = try #require(Moment(iso: "2026-04-02T09:00:00Z"))
        let end = issued.adding(years: 5)
        #expect(
            schedule.notAfter(issued: issued, margin: 0, termEnd: end).iso
                == "2026-10-19T08:59:59Z")
        #expect(
            schedule.notAfter(issued: issued, margin: 1, termEnd: end).iso
                == "2026-10-18T08:59:59Z")
    }

    @Test func `cut a certificate at the end of the order`() throws {
        let issued = try #require(Moment(iso: "2026-04-02T09:00:00Z"))
        let end = issued.adding(days: 30)
        #expect(schedule.notAfter(issued: issued, margin: 0, termEnd: end) == end)
    }

    @Test func `give back each day that leads to an end`() throws {
        let end = try #require(Moment(iso: "2026-11-26T12:00:00Z"))
        let issues = schedule.issues(endingAt: end, margin: 0)
        #expect(issues.count == 2)
        for issued in issues {
            #expect(schedule.notAfter(issued: issued, margin: 0, termEnd: end) == end)
        }
    }
}
