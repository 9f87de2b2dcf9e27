import Subscriptions

/// Bytes on their way to a sink, and the count of cells and rows that all writers share.
struct ReportBuffer {
    /// Large enough that system calls do not count, small enough for the processor's cache.
    static let portion = 65_536

    var bytes: [UInt8] = []
    /// The cells of the row so far.
    private(set) var cells = 0
    private var rows = 0
    private let columns: Int
    private let sink: ReportSink

    init(columns: Int, sink: @escaping ReportSink) {
        self.columns = columns
        self.sink = sink
        bytes.reserveCapacity(2 * ReportBuffer.portion)
    }

    /// Counts a cell and returns its place in the row.
    mutating func nextCell() -> Int {
        cells += 1
        return cells - 1
    }

    /// Checks the number of cells and starts the next row.
    mutating func endRow() throws(ReportError) {
        rows += 1
        guard cells == columns else {
            throw .wrongCellCount(row: rows, expected: columns, found: cells)
        }
        cells = 0
    }

    /// Hands over what is there once it is enough.
    mutating func flushIfLarge() throws(ReportError) {
        if bytes.count >= ReportBuffer.portion { try flush() }
    }

    /// Hands over what is there.
    mutating func flush() throws(ReportError) {
        guard !bytes.isEmpty else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends a number in decimal digits, without making a string.
    mutating func append(number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digitsOf: number.magnitude, width: 1)
    }

    /// Appends a day as `YYYY-MM-DD`, without making a string.
    mutating func append(dayNumber: Int) {
        let (year, month, day) = Day(number: dayNumber).components
        if (0...9999).contains(year) {
            append(pair: year / 100)
            append(pair: year % 100)
        } else {
            append(digitsOf: year.magnitude, width: 4)
        }
        bytes.append(UInt8(ascii: "-"))
        append(pair: month)
        bytes.append(UInt8(ascii: "-"))
        append(pair: day)
    }

    /// Appends the two digits of a number below 100: what nearly all of a day consists of.
    private mutating func append(pair number: Int) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Appends decimal digits, with zeros in front up to a width.
    private mutating func append(digitsOf number: UInt, width: Int) {
        var count = 1
        var limit: UInt = 10
        while count < width || number >= limit {
            count += 1
            let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
            limit = overflow ? .max : next
            if overflow { break }
        }
        for _ in 0..<count { bytes.append(UInt8(ascii: "0")) }
        var rest = number
        var place = bytes.count
        while rest > 0 {
            place -= 1
            bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
