import Subscriptions

/// A subscription played night by night against a CA that follows the schedule.
struct Simulation {
    /// One paid order at the simulated CA.
    struct Order {
        var boughtOn: Day
        var years: Int
    }

    /// What came out of it.
    struct Outcome: Equatable {
        var certificates = 1
        var uncoveredDays = 0
        var reissuesOfOldOrderAfterRenewal = 0
        var expiresOn: Day
    }

    var start: Day
    var years = 5
    var window = 10
    var schedule = ValiditySchedule.forum
    var renewal: Order?
    /// Nights on which nothing runs.
    var misses: (Day) -> Bool = { _ in false }

    /// Plays every night until the last paid day.
    func run() -> Outcome {
        let period = PaidPeriod(startsOn: start, years: years, termSource: .ordered)
        var termEnd = period.termEnd
        let lastDay = renewal.map { period.endsOn.adding(years: $0.years) } ?? period.endsOn
        var renewalIsActive = false
        var certificate = Situation.Certificate(
            status: .active, issuedOn: start,
            expiresOn: period.estimatedExpiration(by: schedule))
        var outcome = Outcome(expiresOn: certificate.expiresOn)
        for number in start.number..<lastDay.number {
            let today = Day(number: number)
            if today > certificate.expiresOn { outcome.uncoveredDays += 1 }
            guard !misses(today) else { continue }
            let policy = EffectivePolicy(policy: .auto, policySource: .default, window: window)
            var situation = Situation(
                policy: policy, certificate: certificate, termEnd: termEnd)
            if let renewal, renewal.boughtOn <= today, !renewalIsActive {
                situation.nextTermEnd = lastDay
            }
            let basis = SelectionBasis(now: Timestamp(startOf: today), schedule: schedule)
            guard case .act(let action, _) = Selection.verdict(for: situation, basis: basis) else {
                continue
            }
            if action == .activate {
                termEnd = lastDay
                renewalIsActive = true
            }
            certificate = .init(
                status: .active, issuedOn: today,
                expiresOn: basis.newExpiration(termEnd: termEnd))
            outcome.certificates += 1
        }
        outcome.expiresOn = certificate.expiresOn
        return outcome
    }
}

/// A small generator with a seed, so that a failing pattern can be played again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &+ 0x9e37_79b9_7f4a_7c15
    }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) &* 0xbf58_476d_1ce4_e5b9
    }
}
