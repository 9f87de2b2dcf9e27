/// How pressing a certificate is; it sets order and alarms, never limits.
package struct Urgency: Sendable, Equatable {
    /// Days left below which a waiting certificate is an alarm, unless a tenth of its life is less.
    package static let alarmDays = 3

    /// Days until the Expiration date; negative once it has passed.
    package let daysLeft: Int
    /// At most half the effective window or a tenth of the nominal lifetime left.
    package let isUrgent: Bool
    /// Less than three days or a tenth of the nominal lifetime left.
    package let isAlarm: Bool

    /// Measures one certificate.
    package init(of certificate: Situation.Certificate, window: Int, basis: SelectionBasis) {
        daysLeft = certificate.expiresOn - basis.today
        let lifetime = basis.schedule.maximum(on: certificate.issuedOn)
        let effective = basis.effectiveWindow(nominal: window, issuedOn: certificate.issuedOn)
        isUrgent = daysLeft <= min(effective / 2, lifetime / 10)
        isAlarm = daysLeft < min(Urgency.alarmDays, lifetime / 10)
    }
}

extension Verdict {
    /// Whether an alarm about this subscription is a failure of the run.
    ///
    /// `policy-none` and `paid-until-reached` are listed, not failed.
    package var countsAsAlarm: Bool {
        switch self {
        case .act: true
        case .skip(let reason, _):
            ![.policyNone, .paidUntilReached, .notEnrolled].contains(reason)
        }
    }
}
