package import CertificateLedger
import Settings
package import Subscriptions

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
        var decisions: [Decision] = []
        var accounts = RunAccounts()
        let counts = try ledger.considered(on: bases.now.day, horizon: bases.horizon(widest:)) {
            let decision = bases.decide($0)
            accounts.considered += 1
            switch decision.verdict {
            case .act: accounts.acted += 1
            case .skip(let reason, _): accounts.skipped[reason, default: 0] += 1
            }
            decisions.append(decision)
        }
        accounts.subscriptions = counts.subscriptions
        accounts.notSelected = counts.notSelected
        accounts.notEnrolled = counts.notEnrolled
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
