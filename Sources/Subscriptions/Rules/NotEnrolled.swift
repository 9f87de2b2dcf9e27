/// Rows of the account that nobody made a subscription are recorded and never acted on.
enum NotEnrolledRule: SelectionRule {
    static let reason = Reason.notEnrolled

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.isEnrolled ? nil : Objection()
    }
}
