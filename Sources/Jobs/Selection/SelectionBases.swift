import CertificateLedger
import Settings
package import Subscriptions

/// What decisions are measured with: one basis a module, and the policies of the settings.
package struct SelectionBases: Sendable {
    /// The settings that a module gives its subscriptions.
    private struct ModuleBasis {
        let basis: SelectionBasis
        let isEnabled: Bool
        let policy: Policy?
        let window: Int?
    }

    /// The moment of the decisions.
    package let now: Timestamp
    private let policy: EffectivePolicy
    private let usual: SelectionBasis
    private let modules: [String: ModuleBasis]
    private let windowOfThisRun: Int?
    /// Whether `--force` was given.
    package let isForced: Bool

    /// The bases of a configuration at a moment; `before` widens every window for one run, and
    /// `isForced` sets the rules aside that `--force` overrides.
    package init(
        _ configuration: Configuration, at now: Timestamp, before: Int? = nil,
        isForced: Bool = false
    ) {
        let settings = configuration.settings
        self.now = now
        windowOfThisRun = before
        self.isForced = isForced
        policy = EffectivePolicy(
            policy: settings.policy.value, policySource: settings.policy.source.policySource,
            window: settings.window.value)
        func basis(margin: Int) -> SelectionBasis {
            var basis = SelectionBasis(
                now: now, schedule: settings.schedule.with(margin: margin),
                share: settings.windowShare)
            basis.windowOfThisRun = before
            basis.isForced = isForced
            return basis
        }
        usual = basis(margin: 0)
        modules = Dictionary(
            configuration.modules.map { module in
                let own = module.settings
                return (
                    module.name,
                    ModuleBasis(
                        basis: basis(margin: own.validityMargin), isEnabled: own.isEnabled,
                        policy: own.policy, window: own.window)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The basis of a module; one that is not configured any more gets the usual.
    package func basis(of module: String) -> SelectionBasis { modules[module]?.basis ?? usual }

    /// The last Expiration date that any window reaches.
    package func horizon(widest: Int?) -> Day {
        let windows =
            [policy.window, widest ?? 0, windowOfThisRun ?? 0] + modules.values.compactMap(\.window)
        return now.day + (windows.max() ?? 0)
    }

    /// The policies that a module gives its subscriptions.
    package func policies(of module: String) -> ModulePolicies {
        let settings = modules[module]
        let window = settings?.window ?? policy.window
        guard let own = settings?.policy else {
            return ModulePolicies(
                inherited: EffectivePolicy(
                    policy: policy.policy, policySource: policy.policySource, window: window))
        }
        return ModulePolicies(
            inherited: EffectivePolicy(policy: own, policySource: .module, window: window))
    }

    /// Policy and window in force for subscriptions of one module.
    package struct ModulePolicies: Sendable {
        let inherited: EffectivePolicy

        /// Strongest first: subscription, module, settings.
        package func policy(own: Policy?, window: Int?) -> EffectivePolicy {
            guard own != nil || window != nil else { return inherited }
            return EffectivePolicy(
                policy: own ?? inherited.policy,
                policySource: own == nil ? inherited.policySource : .subscription,
                window: window ?? inherited.window)
        }
    }

    /// Whether a module may be used.
    package func isEnabled(_ module: String) -> Bool { modules[module]?.isEnabled ?? false }

    func decide(_ subscription: ConsideredSubscription) -> Decision {
        let module = subscription.moduleName
        let basis = basis(of: module)
        var situation = subscription.situation
        situation.policy = policies(of: module).policy(
            own: subscription.policy, window: subscription.window)
        situation.isModuleEnabled = isEnabled(module)
        let window = situation.policy.window
        return Decision(
            subscription: subscription,
            verdict: Selection.verdict(for: situation, basis: basis),
            urgency: situation.certificate.map { Urgency(of: $0, window: window, basis: basis) },
            policy: situation.policy,
            effectiveWindow: situation.certificate.map {
                basis.effectiveWindow(nominal: window, issuedOn: $0.issuedOn)
            })
    }
}
