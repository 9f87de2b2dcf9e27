import CertificateLedger
import Reports
import Settings
import Subscriptions

/// Shows what a run decided: a table for whoever watches, rows as CSV or JSON where asked for.
struct DecisionOutput {
    /// The columns of every program's `--csv` and of `ssl-report due`; a promise.
    static let columns: [ReportColumn] = [
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("module", .text), ReportColumn("certificate_id", .number),
        ReportColumn("expiration_date", .date), ReportColumn("days_left", .number),
        ReportColumn("policy", .text), ReportColumn("policy_from", .text),
        ReportColumn("window", .number), ReportColumn("effective_window", .number),
        ReportColumn("urgent", .text), ReportColumn("outcome", .text),
        ReportColumn("until", .text), ReportColumn("detail", .text),
    ]

    private let context: RunContext

    init(_ context: RunContext) {
        self.context = context
    }

    /// Shows decisions and accounts; 70 where they do not add up.
    func show(_ pass: SelectionPass, details: [Int64: String] = [:]) throws -> ExitStatus {
        let options = context.options
        if options.json {
            try write(pass, details, as: .json, to: .standardOutput)
        } else if let csv = options.csv {
            try write(pass, details, as: .csv, to: ReportDestination(csv))
        }
        if context.console.volume == .informative, !options.json, options.csv != "-" {
            if !pass.decisions.isEmpty {
                try write(pass, details, as: .table, to: .standardOutput)
            }
            context.console.inform(pass.summary(pass.accounts))
        }
        guard pass.accounts.addUp else {
            context.console.complain(JobError.accounts(text: pass.summary(pass.accounts)))
            return .accounts
        }
        return .success
    }

    /// Writes the decisions as rows.
    func write(
        _ pass: SelectionPass, _ details: [Int64: String], as format: ReportFormat,
        to destination: ReportDestination
    ) throws {
        try destination.write { sink in
            var writer = format.writer(columns: DecisionOutput.columns, sink: sink)
            for decision in pass.decisions {
                append(decision, details[decision.subscription.id], to: &writer)
                try writer.endRow()
            }
            try writer.finish()
        }
    }

    private func append(
        _ decision: Decision, _ detail: String?, to writer: inout any ReportWriter
    ) {
        let subscription = decision.subscription
        let certificate = subscription.situation.certificate
        writer.text(subscription.reference)
        writer.text(subscription.host)
        writer.text(subscription.moduleName)
        writer.number(subscription.certificate?.number)
        writer.date(dayNumber: certificate?.expiresOn.number)
        writer.number(decision.urgency?.daysLeft)
        writer.text(decision.policy.policy.rawValue)
        writer.text(decision.policy.policySource.rawValue)
        writer.number(decision.policy.window)
        writer.number(decision.effectiveWindow)
        writer.text(decision.urgency?.isUrgent == true ? "yes" : "no")
        writer.text(decision.outcome)
        writer.text(decision.until.map(\.description))
        writer.text(decision.shownDetail(detail))
    }
}

extension Decision {
    /// What is kept with the run: the rules that `--force` set aside, and what happened.
    func detail(_ said: String?) -> String {
        [overriddenText, said ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// The same, or what waits where there is nothing else to say.
    fileprivate func shownDetail(_ said: String?) -> String {
        let detail = detail(said)
        guard detail.isEmpty else { return detail }
        return subscription.nextNumber.map { "paid order \($0) waits to be activated" } ?? ""
    }

    /// The rules that `--force` set aside, or nothing.
    var overriddenText: String {
        overridden.isEmpty
            ? "" : "overrides " + overridden.map(\.rawValue).joined(separator: ", ")
    }
}
