/// Writes CSV as RFC 4180 has it: CRLF, a header, doubled quotes, UTF-8 without a mark.
///
/// A text cell that a spreadsheet would take for a formula gets a leading apostrophe
/// (OWASP, "CSV Injection"), unless it is to be raw.
package struct CSVWriter: ReportWriter {
    private var buffer: ReportBuffer
    private let isGuarded: [Bool]

    /// A writer whose header is already on its way.
    package init(columns: [ReportColumn], raw: Bool = false, sink: @escaping ReportSink) {
        buffer = ReportBuffer(columns: columns.count, sink: sink)
        isGuarded = columns.map { !raw && $0.kind == .text }
        for (index, column) in columns.enumerated() {
            if index > 0 { buffer.bytes.append(comma) }
            var name = column.name
            name.withUTF8 { unsafe append($0, isGuarded: isGuarded[index]) }
        }
        buffer.bytes.append(carriageReturn)
        buffer.bytes.append(lineFeed)
    }

    /// A cell of text, quoted where it must be.
    package mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        let index = startCell()
        unsafe append(bytes, isGuarded: index < isGuarded.count && isGuarded[index])
    }

    /// An empty cell.
    package mutating func nothing() {
        _ = startCell()  // an empty cell looks the same in every column
    }

    /// A cell with a whole number.
    package mutating func number(_ value: Int) {
        _ = startCell()  // a number looks the same in every column
        buffer.append(number: value)
    }

    /// A cell with a day.
    package mutating func date(dayNumber: Int) {
        _ = startCell()  // a day looks the same in every column
        buffer.append(dayNumber: dayNumber)
    }

    /// Ends the row.
    package mutating func endRow() throws(ReportError) {
        try buffer.endRow()
        buffer.bytes.append(carriageReturn)
        buffer.bytes.append(lineFeed)
        try buffer.flushIfLarge()
    }

    /// Hands the rest to the sink.
    package mutating func finish() throws(ReportError) {
        try buffer.flush()
    }

    private mutating func startCell() -> Int {
        let index = buffer.nextCell()
        if index > 0 { buffer.bytes.append(comma) }
        return index
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>, isGuarded: Bool) {
        guard let first = unsafe text.first else { return }
        let guardMark = isGuarded && startsFormula(first)
        // A leading space would be lost by readers that trim cells.
        var isPlain = first != space && first != tab
        let bytes = unsafe Span(_unsafeElements: text)
        for index in bytes.indices where mustBeQuoted(bytes[index]) {
            isPlain = false
            break
        }
        if isPlain {
            if guardMark { buffer.bytes.append(apostrophe) }
            return unsafe buffer.bytes.append(contentsOf: text)
        }
        buffer.bytes.append(quote)
        if guardMark { buffer.bytes.append(apostrophe) }
        for index in bytes.indices {
            if bytes[index] == quote { buffer.bytes.append(quote) }
            buffer.bytes.append(bytes[index])
        }
        buffer.bytes.append(quote)
    }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let apostrophe = UInt8(ascii: "'")
private let carriageReturn: UInt8 = 13
private let lineFeed: UInt8 = 10
private let tab: UInt8 = 9
private let space: UInt8 = 32

/// Whether a cell that begins so is a formula to a spreadsheet.
private func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), tab,
        carriageReturn:
        true
    default: false
    }
}

/// Whether a cell with this byte needs quotes around it.
private func mustBeQuoted(_ byte: UInt8) -> Bool {
    byte == comma || byte == quote || byte == carriageReturn || byte == lineFeed
}
