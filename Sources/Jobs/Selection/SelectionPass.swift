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
    /// What was done about subscriptions that no decision is about, by their rows.
    package private(set) var told: [Int64: String] = [:]

    private let tally: NarrowingTally
    private var places: [Int64: Int] = [:]

    /// Looks at everything that may be due and counts the rest by an index.
    ///
    /// A run that is about some subscriptions looks at those that are named, due or not, and at
    /// those of a module or product as at all others; the rest counts as not selected.
    package init(
        ledger: Ledger, bases: SelectionBases, narrowing: Narrowing = .everything
    ) throws(LedgerError) {
        self.bases = bases
        var decisions: [Decision] = []
        var accounts = RunAccounts()
        var tally = NarrowingTally(narrowing)
        var passedOver = 0
        let looksAtAll = !narrowing.isEverything || bases.isForced
        let horizon = { looksAtAll ? SelectionPass.endOfTime : bases.horizon(widest: $0) }
        let counts = try ledger.considered(on: bases.now.day, horizon: horizon) {
            guard narrowing.isEverything || tally.admits(Narrowing.Candidate($0)) else {
                passedOver += 1
                return
            }
            let decision = bases.decide($0)
            if looksAtAll, !narrowing.namesSubscriptions,
                decision.verdict.reason == .outsideWindow
            {
                passedOver += 1
                return
            }
            accounts.considered += 1
            switch decision.verdict {
            case .act: accounts.acted += 1
            case .skip(let reason, _): accounts.skipped[reason, default: 0] += 1
            }
            decisions.append(decision)
        }
        accounts.subscriptions = counts.subscriptions
        accounts.notSelected = counts.notSelected + passedOver
        accounts.notEnrolled = counts.notEnrolled
        self.decisions = decisions
        self.tally = tally
        places = Dictionary(
            decisions.enumerated().map { ($1.subscription.id, $0) },
            uniquingKeysWith: { first, _ in first })
        self.accounts = accounts
    }

    /// The decision about one subscription, as the next run of ssl-reissue takes it.
    package static func decision(
        _ context: RunContext, _ ledger: Ledger, reference: String
    ) throws(LedgerError) -> Decision? {
        try SelectionPass(
            ledger: ledger, bases: SelectionBases(context.configuration, at: context.now),
            narrowing: Narrowing(names: [Narrowing.Name(.reference, reference)])
        ).decisions.first
    }

    /// Later than any certificate ends, the year 9999 and beyond.
    private static let endOfTime = Day(number: 4_000_000)

    /// Refuses words that mean no subscription, or different ones, before anything is done.
    package func checkNames() throws(JobError) {
        if let complaint = tally.complaint { throw .usage(text: complaint) }
    }

    /// Whether the run is about some subscriptions only.
    package var isNarrowed: Bool { !tally.narrowing.isEverything }

    /// Whether the run is about a subscription.
    package func concerns(_ subscription: Int64) -> Bool {
        !isNarrowed || places[subscription] != nil
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

    /// Counts a subscription as acted on, whether or not a decision is about it.
    mutating func tell(_ subscription: Int64, as word: String) {
        if let place = places[subscription] { return actedOn(decisions[place], as: word) }
        guard told.updateValue(word, forKey: subscription) == nil else { return }
        accounts.considered += 1
        accounts.acted += 1
        accounts.notSelected -= 1
    }

    /// The word in the accounts for subscriptions that were not looked at one by one.
    var notSelectedWord: String {
        isNarrowed ? "not meant or outside every window" : "outside every window"
    }

    /// One line a reason, in the order of the rules.
    package var reasonLines: [String] {
        Reason.allCases.compactMap { reason in
            accounts.skipped[reason].map { "\($0) \(reason.rawValue)" }
        }
    }
}

extension Narrowing.Candidate {
    /// What a subscription that is looked at can be named by.
    init(_ subscription: ConsideredSubscription) {
        self.init(
            reference: subscription.reference,
            numbers: [subscription.certificate?.number, subscription.nextNumber].compactMap(\.self),
            names: subscription.names.split(separator: " ").map(String.init),
            module: subscription.moduleName, product: subscription.product)
    }
}
