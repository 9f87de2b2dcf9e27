/// The customer keeps the key, and no unused CSR is at hand.
enum NeedsCSRRule: SelectionRule {
    static let reason = Reason.needsCSR

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.custody == .customer(hasUnusedRequest: false) ? Objection() : nil
    }
}
