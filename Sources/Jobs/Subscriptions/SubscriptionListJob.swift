import CertificateLedger
import Reports
import Subscriptions

/// `ssl-admin subscription list`: what was sold, and what is decided about it.
package enum SubscriptionListJob {
    /// The columns; a promise.
    static let columns = [
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("names", .text), ReportColumn("module", .text),
        ReportColumn("product", .text), ReportColumn("certificate_id", .number),
        ReportColumn("status", .text), ReportColumn("expiration_date", .date),
        ReportColumn("paid_to", .date), ReportColumn("paid_from", .text),
        ReportColumn("policy", .text), ReportColumn("policy_from", .text),
        ReportColumn("window", .number), ReportColumn("window_from", .text),
        ReportColumn("dcv", .text), ReportColumn("custody", .text), ReportColumn("mail", .text),
        ReportColumn("tasks", .number),
    ]

    /// Lists the subscriptions that are meant.
    package static func run(_ context: RunContext, naming: NamingOptions) throws -> ExitStatus {
        let narrowing = try naming.narrowing()
        let policies = try PolicyShowJob(context)
        let rows = SubscriptionRows(context, try context.openLedger(access: .readOnly))
        try context.writeRows(columns) { writer in
            try rows.visit(narrowing) { row in
                try append(row, policies.level(of: row), to: &writer)
            }
        }
        return .success
    }

    private static func append(
        _ row: SubscriptionRows.Row, _ level: PolicyShowJob.Level,
        to writer: inout any ReportWriter
    ) throws {
        writer.text(row.reference)
        writer.text(row.host)
        writer.text(row.names.joined(separator: " "))
        writer.text(row.module)
        writer.text(row.product)
        writer.number(row.number)
        writer.text(row.status)
        writer.date(dayNumber: row.expiresOn?.number)
        writer.date(dayNumber: row.paidTo?.number)
        writer.text(row.paidFrom)
        writer.text(level.policy.value.rawValue)
        writer.text(level.policy.source.rawValue)
        writer.number(level.window.value)
        writer.text(level.window.source.rawValue)
        writer.text(row.method)
        writer.text(row.custody)
        writer.text(row.mail)
        writer.number(row.tasks)
        try writer.endRow()
    }
}
