import CertificateLedger
import Reports
import Subscriptions

/// The cells of rows whose columns say by their names what they hold: `_on` days, `_at` moments.
struct LedgerCells {
    /// The columns as a report has them.
    let columns: [ReportColumn]

    init(_ names: [String]) {
        columns = names.map { name in
            ReportColumn(name, LedgerCells.isDay(name) ? .date : .text)
        }
    }

    /// Adds a row.
    func append(_ row: borrowing LedgerRow, to writer: inout any ReportWriter) throws {
        for (index, column) in columns.enumerated() {
            if row.isEmpty(index) {
                writer.nothing()
            } else if LedgerCells.isMoment(column.name) {
                writer.text(moment(row, index))
            } else if column.kind == .date {
                writer.date(dayNumber: row.number(index))
            } else if row.isText(index) {
                unsafe row.withText(index) { unsafe writer.text($0) }
            } else {
                writer.number(row.number(index))
            }
        }
        try writer.endRow()
    }

    /// The values of a row as a person reads them, empty ones left out.
    func lines(_ row: borrowing LedgerRow) -> [(name: String, value: String)] {
        var lines: [(name: String, value: String)] = []
        for (index, column) in columns.enumerated() where !row.isEmpty(index) {
            let value: String? =
                LedgerCells.isMoment(column.name)
                ? moment(row, index)
                : column.kind == .date
                    ? row.number(index).map { "\(Day(number: $0))" } : row.text(index)
            if let value, !value.isEmpty { lines.append((column.name, value)) }
        }
        return lines
    }

    private func moment(_ row: borrowing LedgerRow, _ index: Int) -> String {
        Timestamp(seconds: Int64(row.number(index) ?? 0)).description
    }

    private static func isMoment(_ name: String) -> Bool { name == "at" || name.hasSuffix("_at") }
    private static func isDay(_ name: String) -> Bool {
        name == "term_end" || name.hasSuffix("_on")
    }
}
