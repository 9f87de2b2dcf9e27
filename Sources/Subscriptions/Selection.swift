/// What is done for a due subscription; both are free, both unrepeatable.
package enum Action: String, Sendable, CaseIterable {
    /// The next certificate inside the order of the current one.
    case reissue
    /// The first certificate of the next order, which is paid already.
    case activate
}

/// Why nothing is done for a subscription; the words of reports and output.
package enum Reason: String, Sendable, CaseIterable {
    /// A row of the account that nobody made a subscription.
    case notEnrolled = "not-enrolled"
    /// The CA does not call the certificate active.
    case notActive = "not-active"
    /// The certificate was superseded and its follower is not known.
    case replaced
    /// The Expiration date is further away than the effective window.
    case outsideWindow = "outside-window"
    /// The certificate reaches the end of everything that is paid.
    case paidUntilReached = "paid-until-reached"
    /// A new certificate would not last longer.
    case gainTooSmall = "gain-too-small"
    /// The policy is to tell the customer.
    case policyManual = "policy-manual"
    /// The policy is to do nothing.
    case policyNone = "policy-none"
    /// The policy is to reissue, which is ssl-reissue's and not ssl-notify's.
    case policyAuto = "policy-auto"
    /// An issuance is unfinished.
    case inFlight = "in-flight"
    /// A failed attempt is not to be repeated yet.
    case backoff
    /// The module is switched off.
    case moduleDisabled = "module-disabled"
    /// The customer keeps the key and has sent no CSR.
    case needsCSR = "needs-csr"
    /// `--limit` or `--max-runtime` was reached before it.
    case limitReached = "limit-reached"
    /// The account failed in this run before its turn came.
    case moduleFailed = "module-failed"
    /// The call budget of the module was used up before it.
    case budgetReached = "budget-reached"

    /// Whether `--force` overrides it.
    package var isOverridable: Bool {
        switch self {
        case .outsideWindow, .gainTooSmall, .policyManual, .policyNone, .backoff: true
        default: false
        }
    }
}

/// The decision about one subscription.
package enum Verdict: Sendable, Equatable {
    /// It is due; `overridden` are the reasons that `--force` set aside.
    case act(Action, overridden: [Reason])
    /// Nothing is done, and until when at least, where that is known.
    case skip(Reason, until: Timestamp?)

    /// The reason nothing is done, or nil where something is.
    package var reason: Reason? {
        if case .skip(let reason, _) = self { reason } else { nil }
    }
}

/// One reason to do nothing.
package protocol SelectionRule: Sendable {
    /// The reason this rule gives.
    static var reason: Reason { get }

    /// Whether the rule speaks, and until when at least.
    static func objection(to situation: Situation, basis: SelectionBasis) -> Objection?
}

/// A rule's word that nothing is to be done.
package struct Objection: Sendable, Equatable {
    /// When the rule falls silent, where it knows.
    package var until: Timestamp?
}

/// Decides what is due: the one function behind every program's selection.
package enum Selection {
    /// The rules in order; the first that speaks wins.
    ///
    /// `outside-window` stands before what only matters inside a window, so that rows outside
    /// every window can be counted by an index.
    package static let rules: [any SelectionRule.Type] = [
        NotEnrolledRule.self,
        InFlightRule.self,
        NotActiveRule.self,
        ReplacedRule.self,
        OutsideWindowRule.self,
        ModuleDisabledRule.self,
        PaidUntilReachedRule.self,
        GainTooSmallRule.self,
        PolicyNoneRule.self,
        PolicyManualRule.self,
        BackoffRule.self,
        NeedsCSRRule.self,
    ]

    /// The action for a subscription, or the reason for none; it always decides.
    package static func verdict(for situation: Situation, basis: SelectionBasis) -> Verdict {
        var overridden: [Reason] = []
        for rule in rules {
            guard let objection = rule.objection(to: situation, basis: basis) else { continue }
            guard basis.isForced, rule.reason.isOverridable else {
                return .skip(rule.reason, until: objection.until)
            }
            overridden.append(rule.reason)
        }
        return .act(situation.action(basis: basis), overridden: overridden)
    }
}

extension Situation {
    /// Days by which a reissue inside the current order would outlast the certificate in hand.
    package func reissueGain(basis: SelectionBasis) -> Int {
        guard let certificate, !certificate.status.isPaidAndWaiting else { return 0 }
        return basis.newExpiration(termEnd: termEnd) - certificate.expiresOn
    }

    /// Days by which activating the next paid order would outlast the certificate in hand, or nil
    /// where no order waits.
    package func activationGain(basis: SelectionBasis) -> Int? {
        if let certificate, certificate.status.isPaidAndWaiting {
            return basis.newExpiration(termEnd: termEnd) - basis.today
        }
        guard let nextTermEnd else { return nil }
        return basis.newExpiration(termEnd: nextTermEnd) - (certificate?.expiresOn ?? basis.today)
    }

    /// Reissue wherever it gains; else the next order, if one is paid and gains; else reissue.
    fileprivate func action(basis: SelectionBasis) -> Action {
        if reissueGain(basis: basis) >= 1 { return .reissue }
        return (activationGain(basis: basis) ?? 0) >= 1 ? .activate : .reissue
    }
}
