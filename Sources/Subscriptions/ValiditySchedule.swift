/// How long a certificate may live and a validation may be reused, by the day of issue.
///
/// CA/Browser Forum, ballot SC-081v3 and Baseline Requirements 2.2.6, section 6.3.2 and 4.2.1. The
/// `notAfter` of a certificate in hand always wins over this table.
package struct ValiditySchedule: Sendable, Equatable {
    /// What holds for certificates issued on or after a day, in days.
    package struct Step: Sendable, Equatable {
        /// The first day of issue this step applies to.
        package let from: Day
        /// The longest validity.
        package let maximum: Int
        /// How long a domain validation may be reused.
        package let validationReuse: Int
        /// How long the checked identity of an OV or EV subscriber may be reused.
        package let identityReuse: Int

        /// One line of the table.
        package init(from: Day, maximum: Int, validationReuse: Int, identityReuse: Int) {
            self.from = from
            self.maximum = maximum
            self.validationReuse = validationReuse
            self.identityReuse = identityReuse
        }
    }

    /// The steps, earliest first; never empty.
    package let steps: [Step]
    /// Days a CA stays below the maximum, because any fraction of a day counts as one more.
    package let margin: Int

    /// The forum's own table.
    package static let forum = ValiditySchedule(
        first: Step(
            from: Day(number: 0), maximum: 398, validationReuse: 398, identityReuse: 825),
        later: [
            // 2026-03-15, 2027-03-15 and 2029-03-15.
            Step(
                from: Day(number: 20_527), maximum: 200, validationReuse: 200, identityReuse: 398),
            Step(
                from: Day(number: 20_892), maximum: 100, validationReuse: 100, identityReuse: 398),
            Step(from: Day(number: 21_623), maximum: 47, validationReuse: 10, identityReuse: 398),
        ])

    private let first: Step

    /// A table from its first step and the ones after it, in any order.
    package init(first: Step, later: [Step], margin: Int = 0) {
        self.first = first
        steps = ([first] + later).sorted { $0.from < $1.from }
        self.margin = margin
    }

    /// The same table for a CA that stays so many days below the maximum.
    package func with(margin: Int) -> ValiditySchedule {
        ValiditySchedule(first: first, later: steps.filter { $0 != first }, margin: margin)
    }

    /// The same table with the steps of a CA's own, each replacing a step of the same day.
    package func overridden(by own: [Step]) -> ValiditySchedule {
        let kept = steps.filter { step in step != first && !own.contains { $0.from == step.from } }
        return ValiditySchedule(first: first, later: kept + own, margin: margin)
    }

    /// The step that holds on a day of issue.
    package func step(on day: Day) -> Step {
        steps.last { $0.from <= day } ?? first
    }

    /// The longest validity of a certificate issued on that day, in days, the margin taken off.
    package func maximum(on day: Day) -> Int {
        max(1, step(on: day).maximum - margin)
    }
}
