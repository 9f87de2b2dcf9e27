/// All that the decision about one subscription depends on, beside the day.
package struct Situation: Sendable, Equatable {
    /// The certificate a subscription relies on now.
    package struct Certificate: Sendable, Equatable {
        /// Its state at the CA.
        package var status: CertificateStatus
        /// The day it was issued; of an order that was never issued, the day of the order.
        package var issuedOn: Day
        /// The day it ends, observed or estimated.
        package var expiresOn: Day

        /// The facts of the current certificate.
        package init(status: CertificateStatus, issuedOn: Day, expiresOn: Day) {
            self.status = status
            self.issuedOn = issuedOn
            self.expiresOn = expiresOn
        }
    }

    /// Where the private keys of a subscription come from.
    package enum KeyCustody: Sendable, Equatable {
        /// A new key is made here for each reissue.
        case here
        /// The customer sends a CSR; whether an unused one is at hand.
        case customer(hasUnusedRequest: Bool)
    }

    /// Whether the row belongs to a subscription at all.
    package var isEnrolled = true
    /// Whether the module may be used.
    package var isModuleEnabled = true
    /// The policy and window in force.
    package var policy: EffectivePolicy
    /// The certificate in force, or nil where the CA never showed one.
    package var certificate: Certificate?
    /// The day on which certificates of the current order are cut.
    package var termEnd: Day
    /// The end of the next order, if it is paid and not yet activated.
    package var nextTermEnd: Day?
    /// Where keys come from.
    package var custody = KeyCustody.here
    /// Whether an issuance is unfinished, whatever it waits for.
    package var hasOpenIssuance = false
    /// When the next attempt after a failed one is allowed.
    package var backoffUntil: Timestamp?

    /// A situation with the usual: enrolled, enabled, keys here, nothing open.
    package init(policy: EffectivePolicy, certificate: Certificate?, termEnd: Day) {
        self.policy = policy
        self.certificate = certificate
        self.termEnd = termEnd
    }

    /// The end of the chain of paid orders.
    package var chainEnd: Day { max(termEnd, nextTermEnd ?? termEnd) }
}

/// What the decision is measured with: the moment, the table, the share and a run's options.
package struct SelectionBasis: Sendable {
    /// The largest share of a certificate's life that may be its window.
    package static let shareLimit = 0.4
    /// The share used where nobody sets one.
    package static let defaultShare = 1.0 / 3.0

    /// The moment of the decision.
    package let now: Timestamp
    /// The day of the decision.
    package let today: Day
    /// The CA's maximum validity by day of issue.
    package let schedule: ValiditySchedule
    /// The share of the maximum that clamps the window, at most 0.4.
    package let share: Double
    /// A window for this run alone (`--before`); it widens, never narrows, and is not clamped.
    package var windowOfThisRun: Int?
    /// Whether `--force` was given.
    package var isForced = false

    /// The basis of a run without options.
    package init(
        now: Timestamp, schedule: ValiditySchedule = .forum,
        share: Double = SelectionBasis.defaultShare
    ) {
        self.now = now
        today = now.day
        self.schedule = schedule
        self.share = min(share, SelectionBasis.shareLimit)
    }

    /// The days before the Expiration date from which a certificate issued that day is due.
    ///
    /// A share of 1/3 stays exact: 200, 100 and 47 days give 66, 33 and 15.
    package func effectiveWindow(nominal: Int, issuedOn: Day) -> Int {
        let clamp = Int((share * Double(schedule.maximum(on: issuedOn)) + 1e-9).rounded(.down))
        return max(min(nominal, clamp), windowOfThisRun ?? 0)
    }

    /// The last day a certificate issued today in an order with that end would have.
    package func newExpiration(termEnd: Day) -> Day {
        min(today + schedule.maximum(on: today), termEnd)
    }
}
