/// Writes a JSON array of objects, one row a line; absent values are `null`.
package struct JSONWriter: ReportWriter {
    private var buffer: ReportBuffer
    /// What comes before the cell of each column: `{"name":` or `,"name":`.
    private let keys: [[UInt8]]
    private var isFirstRow = true

    /// A writer whose opening bracket is already on its way.
    package init(columns: [ReportColumn], sink: @escaping ReportSink) {
        buffer = ReportBuffer(columns: columns.count, sink: sink)
        keys = columns.enumerated().map { index, column in
            var key: [UInt8] = index == 0 ? [UInt8(ascii: "{")] : [UInt8(ascii: ",")]
            var name = column.name
            name.withUTF8 { unsafe appendJSON($0, to: &key) }
            return key + [UInt8(ascii: ":")]
        }
        buffer.bytes += Array("[".utf8)
    }

    /// A JSON string.
    package mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        startCell()
        unsafe appendJSON(bytes, to: &buffer.bytes)
    }

    /// `null`.
    package mutating func nothing() {
        startCell()
        buffer.bytes += null
    }

    /// A JSON number.
    package mutating func number(_ value: Int) {
        startCell()
        buffer.append(number: value)
    }

    /// A JSON string with the day.
    package mutating func date(dayNumber: Int) {
        startCell()
        buffer.bytes.append(UInt8(ascii: "\""))
        buffer.append(dayNumber: dayNumber)
        buffer.bytes.append(UInt8(ascii: "\""))
    }

    /// Ends the object.
    package mutating func endRow() throws(ReportError) {
        try buffer.endRow()
        buffer.bytes.append(UInt8(ascii: "}"))
        try buffer.flushIfLarge()
    }

    /// Ends the array and hands the rest to the sink.
    package mutating func finish() throws(ReportError) {
        buffer.bytes += Array("\n]\n".utf8)
        try buffer.flush()
    }

    private mutating func startCell() {
        let index = buffer.nextCell()
        if index == 0 {
            buffer.bytes += Array((isFirstRow ? "\n" : ",\n").utf8)
            isFirstRow = false
        }
        if index < keys.count { buffer.bytes += keys[index] }
    }
}

/// Appends text as a JSON string (RFC 8259, section 7).
private func appendJSON(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let characters = unsafe Span(_unsafeElements: text)
    for index in characters.indices {
        let byte = characters[index]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<32:
            bytes += Array("\\u00".utf8)
            bytes.append(hexDigits[Int(byte >> 4)])
            bytes.append(hexDigits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
    bytes.append(UInt8(ascii: "\""))
}

private let hexDigits = Array("0123456789abcdef".utf8)
private let null = Array("null".utf8)
