/// Policy `manual`: ssl-notify tells the customer.
enum PolicyManualRule: SelectionRule {
    static let reason = Reason.policyManual

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.policy.policy == .manual ? Objection() : nil
    }
}
