import CertificateLedger
import Reports
import Subscriptions
import Wording

/// `ssl-admin subscription list --not-enrolled`: rows of the accounts that are nobody's.
package enum UnownedListJob {
    /// The columns; a promise.
    static let columns = [
        ReportColumn("module", .text), ReportColumn("certificate_id", .number),
        ReportColumn("host", .text), ReportColumn("product", .text),
        ReportColumn("years", .number), ReportColumn("status", .text),
        ReportColumn("purchased_on", .date), ReportColumn("expiration_date", .date),
        ReportColumn("what_to_do", .text),
    ]

    /// Lists the rows that are meant, as the last complete list of each account shows them.
    package static func run(_ context: RunContext, naming: NamingOptions) throws -> ExitStatus {
        var tally = NarrowingTally(try naming.narrowing())
        let rows = try context.openLedger(access: .readOnly).unownedRows()
            .filter { tally.admits(candidate($0)) }
        if let complaint = tally.complaint {
            throw JobError.usage(
                text: complaint.replacing("no subscription is", with: "no row that is nobody's is"))
        }
        try context.writeRows(columns) { writer in
            for found in rows {
                let row = found.row
                writer.text(found.module)
                writer.number(row.number)
                writer.text(row.host)
                writer.text(row.product)
                writer.number(row.years)
                writer.text(found.status.word)
                writer.date(dayNumber: row.purchasedOn?.number)
                writer.date(dayNumber: row.expiresOn?.number)
                writer.text(remedy(found))
                try writer.endRow()
            }
        }
        return .success
    }

    private static func candidate(_ found: UnownedRow) -> Narrowing.Candidate {
        Narrowing.Candidate(
            reference: "", numbers: [found.row.number],
            names: found.row.host.isEmpty ? [] : [found.row.host], module: found.module,
            product: found.row.product)
    }

    private static func remedy(_ found: UnownedRow) -> String {
        guard !found.status.isPaidAndWaiting else { return UnownedOrders.remedy(found.row) }
        return "ssl-admin subscription link REFERENCE \(found.row.number) gives it to a"
            + " subscription, or makes a new one of it"
    }
}
