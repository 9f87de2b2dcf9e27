import Subscriptions
import Wording

/// Writes aligned plain text for a terminal; hostile characters are made visible.
///
/// The first thousand rows decide the widths, later ones are written as they come: a longer cell
/// there pushes the rest of its row to the right, nothing is cut.
package struct TableWriter: ReportWriter {
    /// How many rows decide the widths: more than anyone reads, few enough to keep.
    static let sample = 1_000

    private let columns: [ReportColumn]
    private var buffer: ReportBuffer
    private var row: [String] = []
    private var sampled: [[String]] = []
    /// Known once the sample is whole.
    private var widths: [Int]?

    /// A writer that begins with the column names.
    package init(columns: [ReportColumn], sink: @escaping ReportSink) {
        self.columns = columns
        buffer = ReportBuffer(columns: columns.count, sink: sink)
        sampled = [columns.map(\.name)]
    }

    /// A cell of text.
    package mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        add(unsafe String(decoding: bytes, as: UTF8.self).printable())
    }

    /// An empty cell.
    package mutating func nothing() { add("") }

    /// A cell with a whole number.
    package mutating func number(_ value: Int) { add(String(value)) }

    /// A cell with a day.
    package mutating func date(dayNumber: Int) { add(Day(number: dayNumber).description) }

    /// Ends the row.
    package mutating func endRow() throws(ReportError) {
        try buffer.endRow()
        if let widths {
            append(row, widths: widths)
        } else {
            sampled.append(row)
            if sampled.count > TableWriter.sample { try writeSample() }
        }
        row.removeAll(keepingCapacity: true)
        try buffer.flushIfLarge()
    }

    /// Hands the rest to the sink.
    package mutating func finish() throws(ReportError) {
        if widths == nil { try writeSample() }
        try buffer.flush()
    }

    private mutating func add(_ cell: String) {
        _ = buffer.nextCell()  // only the count at the end of the row matters
        row.append(cell)
    }

    private mutating func writeSample() throws(ReportError) {
        let widths = columns.indices.map { index in
            sampled.map { $0[index].count }.max() ?? 0
        }
        for row in sampled {
            append(row, widths: widths)
            try buffer.flushIfLarge()
        }
        self.widths = widths
        sampled = []
    }

    private mutating func append(_ row: [String], widths: [Int]) {
        var line = ""
        for (index, cell) in row.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - cell.count))
            line += columns[index].kind == .number ? padding + cell : cell + padding
            line += "  "
        }
        buffer.bytes += Array(line.utf8)
        while buffer.bytes.last == UInt8(ascii: " ") { buffer.bytes.removeLast() }
        buffer.bytes.append(UInt8(ascii: "\n"))
    }
}
