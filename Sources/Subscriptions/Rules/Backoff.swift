/// After a failed attempt the next one waits.
enum BackoffRule: SelectionRule {
    static let reason = Reason.backoff

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        guard let until = situation.backoffUntil, until > basis.now else { return nil }
        return Objection(until: until)
    }
}
