/// Only what the CA calls active can be reissued, and only a paid order can be activated.
enum NotActiveRule: SelectionRule {
    static let reason = Reason.notActive

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        guard let certificate = situation.certificate else {
            return situation.nextTermEnd == nil ? Objection() : nil
        }
        switch certificate.status {
        case .active, .newPurchase, .newRenewal, .replaced: return nil
        case .purchased, .purchaseError, .cancelled, .unknown: return Objection()
        }
    }
}
