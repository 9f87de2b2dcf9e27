import Subscriptions
import Testing

@Suite struct `The totals over whole subscriptions` {
    let start: Day

    init() throws {
        start = try #require(Day(iso: "2026-04-02"))
    }

    @Test(arguments: [(10, 30), (30, 33), (200, 35)])
    func `follow the window over five years`(window: Int, certificates: Int) {
        let outcome = Simulation(start: start, window: window).run()
        #expect(outcome.certificates == certificates)
        #expect(outcome.uncoveredDays == 0)
        #expect(outcome.expiresOn == start.adding(years: 5))
    }

    @Test(arguments: [(10, 31), (30, 35), (200, 37)])
    func `follow the real CAs a day below the maximum`(window: Int, certificates: Int) {
        let outcome = Simulation(
            start: start, window: window, schedule: .forum.with(margin: 1)
        ).run()
        #expect(outcome.certificates == certificates)
        #expect(outcome.uncoveredDays == 0)
    }

    @Test(arguments: [(1, 2), (2, 6), (3, 10), (4, 20), (5, 30)])
    func `follow the years bought`(years: Int, certificates: Int) {
        let outcome = Simulation(start: start, years: years).run()
        #expect(outcome.certificates == certificates)
        #expect(outcome.uncoveredDays == 0)
    }

    @Test(arguments: UInt64(0)..<200)
    func `leave no day uncovered when up to 8 nights in a row are missed`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let share = Double.random(in: 0...1, using: &generator)
        var missed = Set<Day>()
        var inARow = 0
        for number in start.number...start.adding(years: 5).number {
            let misses = inARow < 8 && Double.random(in: 0..<1, using: &generator) < share
            inARow = misses ? inARow + 1 : 0
            if misses { missed.insert(Day(number: number)) }
        }
        let outcome = Simulation(start: start, misses: missed.contains).run()
        #expect(outcome.uncoveredDays == 0, "seed \(seed)")
        #expect((26...30).contains(outcome.certificates), "seed \(seed)")
        #expect(outcome.expiresOn == start.adding(years: 5), "seed \(seed)")
    }

    @Test func `show an uncovered day once too many nights in a row are missed`() {
        let start = start
        let outcome = Simulation(start: start, misses: { (189...203).contains($0 - start) }).run()
        #expect(outcome.uncoveredDays > 0)
    }

    @Test(arguments: 1...90, [1, 2, 5])
    func `pass the seam to a renewal bought early`(daysEarly: Int, years: Int) {
        let end = start.adding(years: years)
        let alone = Simulation(start: start, years: years).run()
        let renewed = Simulation(
            start: start, years: years, renewal: .init(boughtOn: end - daysEarly, years: 1)
        ).run()
        #expect(renewed.uncoveredDays == 0)
        #expect(renewed.expiresOn == end.adding(years: 1))
        let renewalAlone = Simulation(start: end - 10, years: 1).run()
        #expect(renewed.certificates <= alone.certificates + renewalAlone.certificates + 1)
    }

    @Test func `reissue the old order no more often for an early renewal`() {
        let end = start.adding(years: 1)
        let alone = Simulation(start: start, years: 1).run().certificates
        for daysEarly in 1...90 {
            var simulation = Simulation(start: start, years: 1)
            simulation.renewal = .init(boughtOn: end - daysEarly, years: 1)
            simulation.misses = { $0 >= end - 10 }
            #expect(simulation.run().certificates == alone)
        }
    }
}
