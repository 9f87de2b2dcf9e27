/// The CA/Browser Forum's limits by day of issue (Baseline Requirements 6.3.2, ballot SC-081v3).
struct ValiditySchedule: Sendable {
    /// The limits in force from one day on.
    struct Step: Sendable {
        let from: Moment
        /// The longest validity of a certificate in days.
        let maximum: Int
        /// For how many days a validated name may be used again.
        let reuse: Int
        /// For how many days a validated organisation may be used again.
        let organisationReuse: Int
    }

    /// Every step, oldest first.
    let steps = [
        Step(from: Moment(seconds: 0), maximum: 398, reuse: 398, organisationReuse: 825),
        Step(
            from: Moment(year: 2026, month: 3, day: 15), maximum: 200, reuse: 200,
            organisationReuse: 398),
        Step(
            from: Moment(year: 2027, month: 3, day: 15), maximum: 100, reuse: 100,
            organisationReuse: 398),
        Step(
            from: Moment(year: 2029, month: 3, day: 15), maximum: 47, reuse: 10,
            organisationReuse: 398),
    ]

    /// The step in force at an instant.
    func step(at moment: Moment) -> Step {
        steps.last { $0.from <= moment } ?? steps[0]
    }

    /// The last second of a certificate issued now: the maximum less the margin, cut at the end.
    func notAfter(issued: Moment, margin: Int, termEnd: Moment) -> Moment {
        let full = issued.adding(days: step(at: issued).maximum - margin).adding(seconds: -1)
        return min(full, termEnd)
    }

    /// Every issue instant whose uncut certificate ends at `notAfter`, oldest first.
    func issues(endingAt notAfter: Moment, margin: Int) -> [Moment] {
        steps.compactMap { step in
            let issued = notAfter.adding(seconds: 1).adding(days: margin - step.maximum)
            return self.step(at: issued).maximum == step.maximum ? issued : nil
        }
    }
}
