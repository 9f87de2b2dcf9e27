package import CertificateLedger
package import Subscriptions

/// The decision about one subscription in a run.
package struct Decision: Sendable {
    /// The subscription.
    package let subscription: ConsideredSubscription
    /// What is done, or why nothing.
    package internal(set) var verdict: Verdict
    /// How pressing its certificate is, if it has one.
    package let urgency: Urgency?
    /// Policy and window in force.
    package let policy: EffectivePolicy
    /// The window clamped by the life of the certificate.
    package let effectiveWindow: Int?

    /// What was done where the selection itself asks for no action: a notice.
    package internal(set) var done: String?

    /// The rules that `--force` set aside for it.
    package var overridden: [Reason] {
        if case .act(_, let overridden) = verdict { overridden } else { [] }
    }

    /// The word for the outcome in run, report and CSV.
    package var outcome: String {
        if let done { return done }
        return switch verdict {
        case .act(let action, _): action.rawValue
        case .skip(let reason, _): reason.rawValue
        }
    }

    /// Until when at least nothing is done.
    package var until: Timestamp? {
        if case .skip(_, let until) = verdict { until } else { nil }
    }
}
