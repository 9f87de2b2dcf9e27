/// An unfinished issuance is continued, never doubled, whatever it waits for.
enum InFlightRule: SelectionRule {
    static let reason = Reason.inFlight

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.hasOpenIssuance ? Objection() : nil
    }
}
