import GRDB
package import Subscriptions

/// The accounts of a run: nothing is passed over in silence.
package struct RunAccounts: Sendable, Equatable {
    /// Subscriptions in the ledger when the run began.
    package var subscriptions = 0
    /// Those outside every window, counted by an index.
    package var notSelected = 0
    /// Those looked at one by one.
    package var considered = 0
    /// Those for which something was begun.
    package var acted = 0
    /// Those for which nothing was begun, by reason.
    package var skipped: [Reason: Int] = [:]
    /// Things that failed in this run.
    package var failed = 0
    /// Rows of the accounts that are no subscription's.
    package var notEnrolled = 0

    /// Accounts of nothing.
    package init() {}

    /// All that were skipped.
    package var skippedTotal: Int { skipped.values.reduce(0, +) }

    /// Whether every subscription is accounted for.
    package var addUp: Bool {
        considered + notSelected == subscriptions && acted + skippedTotal == considered
    }
}

/// What a run decided about one subscription.
package struct RunOutcome: Sendable, Equatable {
    /// The row of the subscription.
    package let subscription: Int64
    /// An action, or the reason for none.
    package let outcome: String
    /// Until when at least.
    package let until: Timestamp?
    /// What is worth saying beside it.
    package let detail: String
    /// Whether something failed, which the detail says.
    package let isFailure: Bool

    /// One decision.
    package init(
        subscription: Int64, outcome: String, until: Timestamp? = nil, detail: String = "",
        isFailure: Bool = false
    ) {
        self.subscription = subscription
        self.outcome = outcome
        self.until = until
        self.detail = detail
        self.isFailure = isFailure
    }
}

extension Ledger {
    /// A run begins.
    package func beginRun(program: String, at now: Timestamp) throws(LedgerError) -> Int64 {
        try write {
            Int64(try $0.number(.runBegin, ["program": program, "now": now.seconds]) ?? 0)
        }
    }

    /// Stores the accounts and the outcomes of a run.
    package func endRun(
        _ run: Int64, accounts: RunAccounts, outcomes: [RunOutcome], exitCode: Int32,
        at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            for outcome in outcomes {
                try database.run(
                    .runOutcomeInsert,
                    [
                        "run": run, "subscription": outcome.subscription,
                        "outcome": outcome.outcome, "until": outcome.until?.seconds,
                        "detail": outcome.detail, "failed": outcome.isFailure,
                    ])
            }
            try database.run(
                .runEnd,
                [
                    "run": run, "now": now.seconds, "subscriptions": accounts.subscriptions,
                    "not_selected": accounts.notSelected, "considered": accounts.considered,
                    "acted": accounts.acted, "skipped": accounts.skippedTotal,
                    "failed": accounts.failed, "not_enrolled": accounts.notEnrolled,
                    "exit_code": exitCode,
                ])
        }
    }

    /// The newest moment the ledger has recorded; a clock far behind it is not to be trusted.
    package func newestMoment() throws(LedgerError) -> Timestamp {
        try read { Timestamp(seconds: Int64(try $0.number(.eventNewest) ?? 0)) }
    }

    /// Adds an event that belongs to no step of an issuance.
    package func note(
        _ kind: String, detail: String, subscription: Int64? = nil, at now: Timestamp
    ) throws(LedgerError) {
        try write { try $0.note(subscription, kind, detail, now) }
    }
}
