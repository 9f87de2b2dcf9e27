/// Nothing is paid beyond the certificate in hand, or beyond today.
enum PaidUntilReachedRule: SelectionRule {
    static let reason = Reason.paidUntilReached

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        if basis.today >= situation.chainEnd { return Objection() }
        guard let certificate = situation.certificate, !certificate.status.isPaidAndWaiting else {
            return nil
        }
        return certificate.expiresOn >= situation.chainEnd ? Objection() : nil
    }
}
