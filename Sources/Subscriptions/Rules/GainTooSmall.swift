/// A new certificate must outlast the one in hand by a day, in this order or the next.
enum GainTooSmallRule: SelectionRule {
    static let reason = Reason.gainTooSmall

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        let gain = situation.reissueGain(basis: basis)
        let nextGain = situation.activationGain(basis: basis) ?? 0
        return max(gain, nextGain) >= 1 ? nil : Objection()
    }
}
