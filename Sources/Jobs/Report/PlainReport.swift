import CertificateLedger
import Reports
import Subscriptions

/// A report whose columns are those of its statement: days end in `_on` or `_date`, moments in
/// `_at`, counts and ids are numbers, all else is text.
struct PlainReport {
    private static let numbers: Set<String> = [
        "run", "subscriptions", "not_selected", "considered", "acted", "skipped", "failed",
        "not_enrolled", "exit_code", "attempts", "threshold", "task", "calls", "ok", "unknown",
        "certificate_id", "old_certificate_id",
    ]

    private let report: LedgerReport

    init(_ report: LedgerReport) {
        self.report = report
    }

    func write(
        _ ledger: Ledger, today: Day, as format: ReportFormat, to destination: ReportDestination
    ) throws {
        let columns = try ledger.columns(of: report).map(PlainReport.column)
        try destination.write { sink in
            var writer = format.writer(columns: columns, sink: sink)
            try ledger.report(report, on: today) { row in
                for index in columns.indices { append(row, index, columns[index], to: &writer) }
                try writer.endRow()
            }
            try writer.finish()
        }
    }

    private static func column(_ name: String) -> ReportColumn {
        if name == "day" || name.hasSuffix("_on") || name.hasSuffix("_date") {
            return ReportColumn(name, .date)
        }
        return ReportColumn(name, numbers.contains(name) ? .number : .text)
    }

    private func append(
        _ row: borrowing LedgerRow, _ index: Int, _ column: ReportColumn,
        to writer: inout any ReportWriter
    ) {
        if row.isEmpty(index) { return writer.nothing() }
        switch column.kind {
        case .date: writer.date(dayNumber: row.number(index))
        case .number: writer.number(row.number(index))
        case .text where column.name.hasSuffix("_at"):
            writer.text(row.number(index).map { Timestamp(seconds: Int64($0)).description })
        case .text: unsafe row.withText(index) { unsafe writer.text($0) }
        }
    }
}
