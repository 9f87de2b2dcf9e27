/// Takes what a writer has finished, a portion of about 64 KiB at a time.
package typealias ReportSink = ([UInt8]) throws(ReportError) -> Void

/// Writes the rows of a report cell by cell, in the order of the columns.
///
/// After the last row `finish` must be called; what was not yet handed to the sink is lost
/// otherwise.
package protocol ReportWriter {
    /// A cell of text as UTF-8, which must be valid; the bytes are not kept.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// A cell without a value: empty, `null` in JSON.
    mutating func nothing()
    /// A cell with a whole number.
    mutating func number(_ value: Int)
    /// A cell with a day, counted from 1970-01-01, as `YYYY-MM-DD`.
    mutating func date(dayNumber: Int)
    /// Ends the row; throws `wrongCellCount` where it has another number of cells than columns.
    mutating func endRow() throws(ReportError)
    /// Hands the rest to the sink.
    mutating func finish() throws(ReportError)
}

extension ReportWriter {
    /// A cell of text, or without a value.
    package mutating func text(_ value: String?) {
        guard var value else { return nothing() }
        value.withUTF8 { unsafe text($0) }
    }

    /// A cell with a whole number, or without a value.
    package mutating func number(_ value: Int?) {
        if let value { number(value) } else { nothing() }
    }

    /// A cell with a day, or without a value.
    package mutating func date(dayNumber: Int?) {
        if let dayNumber { date(dayNumber: dayNumber) } else { nothing() }
    }
}

/// The shapes a report can have.
package enum ReportFormat: String, Sendable, CaseIterable {
    /// For programs and spreadsheets.
    case csv
    /// For people at a terminal.
    case table
    /// For programs.
    case json

    /// A writer of this shape; `raw` leaves the guard apostrophe of CSV out.
    package func writer(
        columns: [ReportColumn], raw: Bool = false, sink: @escaping ReportSink
    ) -> any ReportWriter {
        switch self {
        case .csv: CSVWriter(columns: columns, raw: raw, sink: sink)
        case .table: TableWriter(columns: columns, sink: sink)
        case .json: JSONWriter(columns: columns, sink: sink)
        }
    }
}
