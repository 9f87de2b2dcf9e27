import CertificateLedger
import Jobs
import Reports
import Subscriptions

/// Orders as rows; the columns are a promise.
struct PurchaseOutput {
    static let columns: [ReportColumn] = [
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("kind", .text), ReportColumn("module", .text),
        ReportColumn("product", .text), ReportColumn("years", .number),
        ReportColumn("added_names", .number), ReportColumn("quoted", .text),
        ReportColumn("charged", .text), ReportColumn("currency", .text),
        ReportColumn("outcome", .text), ReportColumn("certificate_id", .number),
        ReportColumn("order_id", .number), ReportColumn("transaction_id", .number),
        ReportColumn("sent_at", .text), ReportColumn("detail", .text),
        ReportColumn("task", .text),
    ]

    private let context: RunContext

    init(_ context: RunContext) {
        self.context = context
    }

    /// Writes the rows where the options say; as a table only where that is wanted.
    func write(_ purchases: [ListedPurchase], isTable: Bool) throws {
        let options = context.options
        if options.json { return try write(purchases, .json, to: .standardOutput) }
        if let csv = options.csv { return try write(purchases, .csv, to: ReportDestination(csv)) }
        if isTable { try write(purchases, .table, to: .standardOutput) }
    }

    private func write(
        _ purchases: [ListedPurchase], _ format: ReportFormat, to destination: ReportDestination
    ) throws {
        try destination.write { sink in
            var writer = format.writer(columns: Self.columns, sink: sink)
            for listed in purchases {
                append(listed, to: &writer)
                try writer.endRow()
            }
            try writer.finish()
        }
    }

    private func append(_ listed: ListedPurchase, to writer: inout any ReportWriter) {
        let purchase = listed.purchase
        let intent = purchase.intent
        writer.text(intent.reference)
        writer.text(intent.host)
        writer.text(intent.kind.rawValue)
        writer.text(purchase.moduleName)
        writer.text(purchase.result?.product ?? intent.product)
        writer.number(intent.years)
        writer.number(intent.addedNames)
        writer.text(decimal(intent.quoted))
        writer.text(purchase.result.map { decimal($0.charged) })
        writer.text(intent.currency)
        writer.text(purchase.state.rawValue)
        writer.number(purchase.result?.number)
        writer.number(purchase.result?.order)
        writer.number(purchase.result?.transaction)
        writer.text(purchase.sentAt.description)
        writer.text(purchase.detail)
        writer.text(listed.task)
    }
}
