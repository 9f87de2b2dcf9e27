import Reports
import Testing

/// Writes rows in one format and returns the text.
struct Collected {
    /// A cell as a test writes it.
    enum Cell: Sendable {
        case text(String?)
        case number(Int?)
        case day(Int?)
    }

    /// One column of each kind.
    static let columns = [
        ReportColumn("host", .text), ReportColumn("days_left", .number),
        ReportColumn("paid_until", .date),
    ]

    var portions: [Int] = []
    var text = ""

    init(
        _ format: ReportFormat, _ columns: [ReportColumn], raw: Bool = false, _ rows: [[Cell]]
    ) throws {
        let kept = Kept()
        var writer = format.writer(columns: columns, raw: raw) { (bytes) throws(ReportError) in
            kept.portions.append(bytes)
        }
        for row in rows {
            for cell in row {
                switch cell {
                case .text(let value): writer.text(value)
                case .number(let value): writer.number(value)
                case .day(let value): writer.date(dayNumber: value)
                }
            }
            try writer.endRow()
        }
        try writer.finish()
        portions = kept.portions.map(\.count)
        text = try #require(String(validating: kept.portions.flatMap { $0 }, as: UTF8.self))
    }

    private final class Kept {
        var portions: [[UInt8]] = []
    }
}
