package import CertificateLedger
import Settings
package import Subscriptions

/// The decision about one subscription in a run.
package struct Decision: Sendable {
    /// The subscription.
    package let subscription: ConsideredSubscription
    /// What is done, or why nothing.
    package fileprivate(set) var verdict: Verdict
    /// How pressing its certificate is, if it has one.
    package let urgency: Urgency?
    /// Policy and window in force.
    package let policy: EffectivePolicy
    /// The window clamped by the life of the certificate.
    package let effectiveWindow: Int?

    /// What was done where the selection itself asks for no action: a notice.
    package fileprivate(set) var done: String?

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

/// Decides about every subscription of the ledger once, and accounts for all of them.
package struct SelectionPass: Sendable {
    /// What is measured with, module by module.
    package let bases: SelectionBases
    /// Decisions in the order in which they are acted on.
    package private(set) var decisions: [Decision] = []
    /// The accounts, all due ones counted as acted until a run says otherwise.
    package private(set) var accounts = RunAccounts()

    private var places: [Int64: Int] = [:]

    /// Looks at everything that may be due and counts the rest by an index.
    package init(ledger: Ledger, bases: SelectionBases) throws(LedgerError) {
        self.bases = bases
        let horizon = try bases.horizon(widest: ledger.widestWindow())
        let counts = try ledger.counts(horizon: horizon)
        accounts.subscriptions = counts.subscriptions
        accounts.notSelected = counts.notSelected
        accounts.notEnrolled = counts.notEnrolled
        var decisions: [Decision] = []
        var accounts = accounts
        try ledger.considered(horizon: horizon, on: bases.now.day) { subscription in
            let decision = bases.decide(subscription)
            accounts.considered += 1
            switch decision.verdict {
            case .act: accounts.acted += 1
            case .skip(let reason, _): accounts.skipped[reason, default: 0] += 1
            }
            decisions.append(decision)
        }
        self.decisions = decisions
        places = Dictionary(
            decisions.enumerated().map { ($1.subscription.id, $0) },
            uniquingKeysWith: { first, _ in first })
        self.accounts = accounts
    }

    /// Decisions that ask for an action.
    package var due: [Decision] { decisions.filter { $0.verdict.reason == nil } }

    /// Decisions whose certificate is past the alarm, whatever the reason.
    package var alarms: [Decision] {
        decisions.filter { $0.urgency?.isAlarm == true && $0.verdict.countsAsAlarm }
    }

    /// Leaves all but the first so many for later, and says so.
    package mutating func limit(to limit: Int?) {
        guard let limit else { return }
        for decision in due.dropFirst(limit) { skip(decision, for: .limitReached) }
    }

    /// Leaves all that ssl-reissue acts on to ssl-reissue.
    package mutating func leaveToReissue() {
        for decision in due { skip(decision, for: .policyAuto) }
    }

    /// Leaves all that is due to the next full run.
    package mutating func leaveAll() {
        for decision in due { skip(decision, for: .limitReached) }
    }

    /// Moves a decision from what is acted on to what is skipped.
    package mutating func skip(_ decision: Decision, for reason: Reason) {
        guard let place = places[decision.subscription.id],
            decisions[place].verdict.reason == nil
        else { return }
        decisions[place].verdict = .skip(reason, until: nil)
        accounts.acted -= 1
        accounts.skipped[reason, default: 0] += 1
    }

    /// Counts a decision as acted on that the selection itself leaves to another program.
    package mutating func actedOn(_ decision: Decision, as word: String) {
        guard let place = places[decision.subscription.id],
            let reason = decisions[place].verdict.reason, decisions[place].done == nil
        else { return }
        decisions[place].done = word
        accounts.acted += 1
        accounts.skipped[reason, default: 0] -= 1
        if accounts.skipped[reason] == 0 { accounts.skipped[reason] = nil }
    }

    /// One line a reason, in the order of the rules.
    package var reasonLines: [String] {
        Reason.allCases.compactMap { reason in
            accounts.skipped[reason].map { "\($0) \(reason.rawValue)" }
        }
    }
}

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

    /// The bases of a configuration at a moment; `before` widens every window for one run.
    package init(_ configuration: Configuration, at now: Timestamp, before: Int? = nil) {
        let settings = configuration.settings
        self.now = now
        windowOfThisRun = before
        policy = EffectivePolicy(
            policy: settings.policy.value, policySource: settings.policy.source.policySource,
            window: settings.window.value)
        func basis(margin: Int) -> SelectionBasis {
            var basis = SelectionBasis(
                now: now, schedule: settings.schedule.with(margin: margin),
                share: settings.windowShare)
            basis.windowOfThisRun = before
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
