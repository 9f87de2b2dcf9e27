/// Policy `none`: nothing happens; reports still show it.
enum PolicyNoneRule: SelectionRule {
    static let reason = Reason.policyNone

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.policy.policy == .none ? Objection() : nil
    }
}
