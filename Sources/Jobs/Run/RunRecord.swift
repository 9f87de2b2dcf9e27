import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

/// The row of the ledger that a run leaves, and the status it comes to.
struct RunRecord {
    private let context: RunContext
    private let ledger: Ledger
    private let id: Int64
    private var statuses: Set<ExitStatus> = []
    private var failed = 0
    private var details: [Int64: String] = [:]
    private var failures: Set<Int64> = []

    init(_ context: RunContext, ledger: Ledger) throws(LedgerError) {
        self.context = context
        self.ledger = ledger
        id = try ledger.beginRun(program: context.program, at: context.clock.now)
    }

    /// Notes how parts of the run ended.
    mutating func add(_ statuses: some Sequence<ExitStatus>) {
        for status in statuses where status != .success {
            self.statuses.insert(status)
            failed += 1
        }
    }

    /// Notes what is worth saying about one subscription, and whether that is a failure.
    mutating func note(_ detail: String, about subscription: Int64, isFailure: Bool = false) {
        details[subscription] = detail
        if isFailure { failures.insert(subscription) }
    }

    /// Seconds until the same alarm is said again: a little less than a day, so that what the
    /// nightly runs say is said by no other.
    private static let alarmPause: Int64 = 72_000

    private mutating func name(_ alarms: [Decision], _ repeatsItself: Bool) throws {
        let now = context.clock.now
        var told: [(subscription: Int64, text: String)] = []
        for alarm in alarms {
            statuses.insert(.failed)
            let id = alarm.subscription.id
            let isKnown =
                try !repeatsItself
                && ledger.isAlarmTold(subscription: id, since: now + -Self.alarmPause)
            if isKnown { continue }
            context.console.complain(alarm.alarmText, about: alarm.subscription.host)
            told.append((id, alarm.alarmText))
        }
        try ledger.alarmsTold(told, at: now)
    }

    /// Names the alarms, stores accounts and outcomes, and says with which status the run ends.
    ///
    /// Where the run does not repeat itself, what was named within the last night is not again;
    /// `show` shows what was decided where that is not one row a subscription.
    mutating func end(
        _ pass: SelectionPass, alarms: [Decision], repeatsItself: Bool = true,
        show: ((SelectionPass) throws -> ExitStatus)? = nil
    ) throws -> ExitStatus {
        try name(alarms, repeatsItself)
        var accounts = pass.accounts
        accounts.failed = failed
        if !accounts.addUp {
            context.console.complain(JobError.accounts(text: pass.summary(accounts)))
            statuses.insert(.accounts)
        }
        let outcomes =
            pass.decisions.map {
                RunOutcome(
                    subscription: $0.subscription.id, outcome: $0.outcome, until: $0.until,
                    detail: $0.detail(details[$0.subscription.id]),
                    isFailure: failures.contains($0.subscription.id))
            }
            + pass.told.map { subscription, word in
                RunOutcome(
                    subscription: subscription, outcome: word,
                    detail: details[subscription] ?? "",
                    isFailure: failures.contains(subscription))
            }
        do {
            let shown =
                try show.map { try $0(pass) }
                ?? DecisionOutput(context).show(pass, details: details)
            statuses.insert(shown)
        } catch {
            // Standard output gone is no reason to leave the run open in the ledger.
            _ = context.complain(error)  // The status is that of output.
            statuses.insert(.output)
        }
        let status = ExitStatus.strongest(of: statuses)
        try ledger.endRun(
            id, accounts: accounts, outcomes: outcomes, exitCode: status.rawValue,
            at: context.clock.now)
        return status
    }
}

extension Error {
    /// What happened, fit for a report.
    var words: String { (self as? any ExplainedError)?.happened ?? "an unexpected error" }
}

extension SelectionPass {
    /// The accounts in one line.
    func summary(_ accounts: RunAccounts) -> String {
        let reasons = reasonLines.isEmpty ? "" : ": " + reasonLines.joined(separator: ", ")
        return "\(accounts.subscriptions.counted("subscription")) = \(accounts.notSelected)"
            + " \(notSelectedWord) + \(accounts.considered) considered; \(accounts.considered) considered = "
            + "\(accounts.acted) due + \(accounts.skippedTotal) skipped\(reasons);"
            + " \(accounts.notEnrolled.counted("row")) not enrolled"
    }
}

extension Decision {
    /// The line about a certificate that is past the alarm.
    var alarmText: String {
        let number = subscription.certificate.map { "certificate \($0.number)" } ?? "certificate"
        let left = urgency.map(\.daysLeft) ?? 0
        let end = subscription.situation.certificate.map { "\($0.expiresOn)" } ?? "?"
        let time = left < 0 ? "ended on \(end)" : "ends on \(end), in \(left.counted("day"))"
        return "\(number) \(time), and no replacement is live: \(outcome); \(remedy)"
    }

    private var remedy: String {
        switch verdict {
        case .act: "ssl-reissue acts on it"
        case .skip(.policyManual, _):
            "ssl-notify tells the customer; set its policy to auto, or reissue it by hand"
        case .skip(.inFlight, _): "see what it waits for: ssl-report reissues"
        case .skip(.moduleDisabled, _): "enable its module"
        case .skip(.notActive, _), .skip(.replaced, _): "look at the certificate in the account"
        case .skip(.gainTooSmall, _): "nothing paid lasts longer; renew the order"
        default: "see ssl-report due"
        }
    }
}
