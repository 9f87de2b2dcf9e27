/// A superseded certificate cannot be reissued; its follower is found by the next scan.
enum ReplacedRule: SelectionRule {
    static let reason = Reason.replaced

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        situation.certificate?.status == .replaced ? Objection() : nil
    }
}
