/// Days left above the effective window; never `==`, so that a missed night is caught up.
enum OutsideWindowRule: SelectionRule {
    static let reason = Reason.outsideWindow

    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection? {
        guard let certificate = situation.certificate, !certificate.status.isPaidAndWaiting else {
            return nil
        }
        let window = basis.effectiveWindow(
            nominal: situation.policy.window, issuedOn: certificate.issuedOn)
        guard certificate.expiresOn - basis.today > window else { return nil }
        return Objection(until: Timestamp(startOf: certificate.expiresOn - window))
    }
}
