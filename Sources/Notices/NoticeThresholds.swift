/// The days before a date at which somebody is told, each once.
package struct NoticeThresholds: Sendable, Equatable {
    /// The threshold of what is told at once: at the window, or where there is no date.
    ///
    /// No window is wider than its 200 days.
    package static let atOnce = 200
    /// Days after the end of a paid period in which it is still told.
    package static let afterEnd = 30
    /// Days before the end of e-mail validation at which the department is told.
    package static let mailValidation = [180, 90, 30, 7]
    /// Days that a customer who installs has from hearing of a certificate until he is asked about
    /// it.
    package static let installation = 3

    private let days: [Int]

    /// Thresholds of these days; the last day and what comes after it is always one.
    package init(_ days: [Int]) {
        self.days = Set(days + [0]).sorted(by: >)
    }

    /// Those reached with so many days left, the most urgent last.
    package func reached(daysLeft: Int) -> [Int] { days.filter { daysLeft <= $0 } }
}

/// Which of the thresholds that are reached is told.
package enum ThresholdChoice: Sendable, Equatable {
    /// This one; the others, less urgent, are overtaken.
    case tell(Int, overtaking: [Int])
    /// None: this one, or a more urgent one, went out.
    case told(Int)
    /// None is reached.
    case nothing

    /// The choice among the reached ones, given those that went out.
    package init(reached: [Int], told: Set<Int>) {
        guard let most = reached.min() else {
            self = .nothing
            return
        }
        if let before = told.filter({ $0 <= most }).max() {
            self = .told(before)
        } else {
            self = .tell(
                most, overtaking: Set(reached).subtracting([most]).subtracting(told).sorted(by: >))
        }
    }
}
