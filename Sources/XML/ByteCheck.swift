import CLibXML

/// What is checked on the bytes themselves, before libxml2 sees them.
///
/// libxml2 compares every attribute of a tag with all before it, so a tag of a megabyte would take
/// minutes; `<` cannot stand inside a tag, so the distance between two of them bounds it.
struct ByteCheck {
    private let bytes: ArraySlice<UInt8>

    /// Checks a document and keeps what follows its byte order mark.
    init(_ document: [UInt8], _ limits: XMLLimits) throws(XMLError) {
        guard document.count <= limits.bytes else {
            throw .tooManyBytes(count: document.count, limit: limits.bytes)
        }
        let hasMark = document.starts(with: [0xEF, 0xBB, 0xBF])
        bytes = document.dropFirst(hasMark ? 3 : 0)
        let start = bytes.firstIndex { !ByteCheck.isBlank($0) }
        guard start != nil else { throw .empty }
        try checkNul()
        try checkProlog()
        try checkGaps(limits.text)
    }

    /// The position of the first byte after the mark.
    var start: Int { bytes.startIndex }

    /// Refuses a document type before any of it is parsed.
    private func checkProlog() throws(XMLError) {
        var rest = bytes
        while true {
            rest = rest.drop(while: ByteCheck.isBlank)
            if rest.starts(with: "<?".utf8) {
                rest = ByteCheck.rest(of: rest, after: "?>")
            } else if rest.starts(with: "<!--".utf8) {
                rest = ByteCheck.rest(of: rest.dropFirst(4), after: "-->")
            } else if rest.starts(with: "<!".utf8) {
                throw .documentType(line: line(of: rest.startIndex))
            } else {
                return
            }
        }
    }

    private func checkNul() throws(XMLError) {
        let holdsNul = unsafe bytes.withUnsafeBytes { bytes in
            unsafe bytes.baseAddress.map { unsafe memchr($0, 0, bytes.count) != nil } ?? false
        }
        guard holdsNul else { return }
        throw .nulByte(line: line(of: bytes.firstIndex(of: 0) ?? bytes.startIndex))
    }

    private func checkGaps(_ limit: Int) throws(XMLError) {
        let gap = unsafe bytes.withUnsafeBytes { unsafe ByteCheck.wideGap(in: $0, limit) }
        if let gap { throw .limitExceeded(.text, line: line(of: bytes.startIndex + gap)) }
    }

    /// Where more than `limit` bytes without `<` begin.
    private static func wideGap(in bytes: UnsafeRawBufferPointer, _ limit: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var position = 0
        while position < bytes.count {
            let rest = bytes.count - position
            let found = unsafe memchr(base + position, Int32(UInt8(ascii: "<")), rest)
            let next = unsafe found.map { unsafe UnsafeRawPointer($0) - base } ?? bytes.count
            guard next - position <= limit else { return position }
            position = next + 1
        }
        return nil
    }

    private static func rest(of text: ArraySlice<UInt8>, after end: String) -> ArraySlice<UInt8> {
        var rest = text
        while !rest.isEmpty && !rest.starts(with: end.utf8) { rest.removeFirst() }
        return rest.dropFirst(end.utf8.count)
    }

    private func line(of index: Int) -> Int {
        bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }
}
