import Subscriptions
import Testing

@Suite struct `A paid period` {
    let ordered: Day

    init() throws {
        ordered = try #require(Day(iso: "2026-04-02"))
    }

    @Test func `gives the worked example`() {
        let period = PaidPeriod(startsOn: ordered, years: 5, termSource: .ordered)
        #expect(period.estimatedExpiration(by: .forum).description == "2026-10-19")
        #expect(PaidPeriod.shownPaidUntil([period], on: ordered)?.description == "2031-04-02")
    }

    @Test func `shows no end while it was bought for one year`() {
        let period = PaidPeriod(startsOn: ordered, years: 1, termSource: .ordered)
        #expect(PaidPeriod.shownPaidUntil([period], on: ordered) == nil)
        #expect(period.endsOn.description == "2027-04-02")
    }

    @Test func `shows the end of the chain where one of its periods is longer`() {
        let first = PaidPeriod(startsOn: ordered, years: 1, termSource: .ordered)
        let second = PaidPeriod(startsOn: first.endsOn, years: 2, termSource: .estimated)
        #expect(
            PaidPeriod.shownPaidUntil([first, second], on: ordered)?.description == "2029-04-02")
        let short = PaidPeriod(startsOn: first.endsOn, years: 1, termSource: .estimated)
        #expect(PaidPeriod.shownPaidUntil([first, short], on: ordered) == nil)
        let long = PaidPeriod(startsOn: ordered, years: 2, termSource: .ordered)
        let after = PaidPeriod(startsOn: long.endsOn, years: 1, termSource: .ordered)
        #expect(PaidPeriod.shownPaidUntil([long, after], on: long.endsOn + 1) == nil)
    }

    @Test func `learns its end from a certificate that was cut`() {
        let term = ordered.adding(years: 1)
        let issued = term - 100
        func observed(_ expires: Day, previous: Day? = nil) -> Day? {
            DeliveredTerm(expiresOn: expires, issuedOn: issued, previousExpiresOn: previous)
                .observedEnd(predicted: term, by: .forum)
        }
        #expect(observed(term) == nil)
        #expect(observed(term - 20) == term - 20)
        #expect(observed(issued + 100 - 1) == issued + 99)
        #expect(observed(term, previous: term) == term)
    }

    @Test func `learns nothing from a certificate of full length`() {
        let observed = DeliveredTerm(
            expiresOn: ordered + 199, issuedOn: ordered, previousExpiresOn: nil
        ).observedEnd(predicted: ordered.adding(years: 5), by: .forum)
        #expect(observed == nil)
    }
}

@Suite struct `The validity schedule` {
    @Test(arguments: [
        ("2026-03-14", 398), ("2026-03-15", 200), ("2027-03-14", 200), ("2027-03-15", 100),
        ("2029-03-14", 100), ("2029-03-15", 47), ("2020-01-01", 398),
    ])
    func `steps at its dates`(day: String, maximum: Int) throws {
        let day = try #require(Day(iso: day))
        #expect(ValiditySchedule.forum.maximum(on: day) == maximum)
        #expect(ValiditySchedule.forum.with(margin: 1).maximum(on: day) == maximum - 1)
    }

    @Test func `takes a CA's own steps`() throws {
        let early = try #require(Day(iso: "2026-02-24"))
        let own = ValiditySchedule.forum.overridden(by: [
            .init(from: early, maximum: 199, validationReuse: 198, identityReuse: 398)
        ])
        #expect(own.maximum(on: early) == 199)
        #expect(own.maximum(on: early - 1) == 398)
        #expect(own.steps.count == 5)
    }
}
