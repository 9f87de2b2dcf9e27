/// What happens when a certificate comes into its window: `SSLSubscriptionPolicy`.
package enum Policy: String, Sendable, CaseIterable {
    /// ssl-reissue reissues it.
    case auto
    /// ssl-notify tells the customer.
    case manual
    /// Nothing; reports still show it.
    case none
}

/// Where the effective policy or window of a subscription comes from, strongest first.
package enum PolicySource: String, Sendable, CaseIterable {
    /// Set for the subscription itself.
    case subscription
    /// Set in the module's file.
    case module
    /// Set for the product type in our own settings.
    case settings
    /// Read from an included billmgr.conf.
    case file
    /// Nobody set it.
    case `default`
}

/// The policy and window in force for one subscription, each with its source.
package struct EffectivePolicy: Sendable, Equatable {
    /// The policy in force.
    package let policy: Policy
    /// Who set the policy.
    package let policySource: PolicySource
    /// `SSLSubscriptionBefore` in force: days before the Expiration date, 1–200.
    package let window: Int

    /// Puts together what the settings and the ledger say.
    package init(policy: Policy, policySource: PolicySource, window: Int) {
        self.policy = policy
        self.policySource = policySource
        self.window = window
    }
}
