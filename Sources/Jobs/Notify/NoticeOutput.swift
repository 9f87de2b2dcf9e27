import CertificateLedger
import Notices
import Reports
import Subscriptions
import Wording

/// A line of what a run tells: a notice to somebody, or a subscription about which nobody is told.
struct NoticeLine: Sendable {
    /// The notice, where there is one.
    var candidate: NoticeCandidate?
    /// The threshold it stands for.
    var threshold: Int?
    /// To whom.
    var recipient = ""
    /// The subject of the message.
    var subject = ""
    /// What becomes of it.
    var detail = ""
    /// Whether it goes, or in a dry run would.
    var isTold = false
    /// The decision about the subscription, where it is within its window.
    var decision: Decision?

    /// The row of the subscription.
    var subscription: Int64? { candidate?.rows.subscription ?? decision?.subscription.id }
}

/// Shows what a run tells: a table for whoever watches, rows as CSV or JSON where asked for.
struct NoticeOutput {
    /// The columns of `ssl-notify --csv`, those of every program first; a promise.
    static let columns: [ReportColumn] =
        DecisionOutput.columns + [
            ReportColumn("kind", .text), ReportColumn("threshold", .number),
            ReportColumn("recipient", .text), ReportColumn("subject", .text),
            ReportColumn("why", .text),
        ]

    private let context: RunContext

    init(_ context: RunContext) {
        self.context = context
    }

    /// Shows the lines, and the accounts of the run; 70 where they do not add up.
    func show(_ lines: [NoticeLine], _ pass: SelectionPass) throws -> ExitStatus {
        let options = context.options
        if options.json {
            try write(lines, as: .json, to: .standardOutput)
        } else if let csv = options.csv {
            try write(lines, as: .csv, to: ReportDestination(csv))
        }
        if context.console.volume == .informative, !options.json, options.csv != "-" {
            if !lines.isEmpty { try write(lines, as: .table, to: .standardOutput) }
            context.console.inform(pass.summary(pass.accounts))
        }
        guard pass.accounts.addUp else {
            context.console.complain(JobError.accounts(text: pass.summary(pass.accounts)))
            return .accounts
        }
        return .success
    }

    private func write(
        _ lines: [NoticeLine], as format: ReportFormat, to destination: ReportDestination
    ) throws {
        try destination.write { sink in
            var writer = format.writer(columns: Self.columns, sink: sink)
            for line in lines {
                append(line, to: &writer)
                try writer.endRow()
            }
            try writer.finish()
        }
    }

    private func append(_ line: NoticeLine, to writer: inout any ReportWriter) {
        let subject = line.candidate?.subject
        let decision = line.decision
        let subscription = decision?.subscription
        let expires = subscription?.situation.certificate?.expiresOn ?? subject?.expiresOn
        writer.text(subscription?.reference ?? subject?.reference)
        writer.text(subscription?.host ?? subject?.host)
        writer.text(subscription?.moduleName ?? line.candidate?.module)
        writer.number(subscription?.certificate?.number ?? subject?.number)
        writer.date(dayNumber: expires?.number)
        writer.number(
            decision?.urgency?.daysLeft ?? expires.map { $0 - context.now.day })
        writer.text(decision?.policy.policy.rawValue)
        writer.text(decision?.policy.policySource.rawValue)
        writer.number(decision?.policy.window)
        writer.number(decision?.effectiveWindow)
        writer.text(decision.map { $0.urgency?.isUrgent == true ? "yes" : "no" })
        writer.text(line.isTold ? line.candidate?.kind.rawValue : decision?.outcome)
        writer.text(decision?.until.map(\.description))
        writer.text(line.detail)
        writer.text(line.candidate?.kind.rawValue)
        writer.number(line.threshold)
        writer.text(line.recipient)
        writer.text(line.subject)
        writer.text(line.candidate?.why ?? "")
    }
}
