/// Text as RFC 2045 quoted-printable: lines of at most 76 characters, each ended by CRLF.
enum QuotedPrintable {
    /// Encodes UTF-8 text; LF and CRLF in it both become CRLF.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count * 5 / 4)
        let lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let isLast = index == lines.count - 1
            let endsInReturn = !isLast && line.last == UInt8(ascii: "\r")
            append(Array(endsInReturn ? line.dropLast() : line), to: &encoded)
            if !isLast { encoded += [0x0D, 0x0A] }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func append(_ line: [UInt8], to encoded: inout [UInt8]) {
        var width = 0
        for (index, byte) in line.enumerated() {
            let isPlain = isPlain(byte, isFirst: width == 0, isLast: index == line.count - 1)
            // One place stays free for the `=` of a soft line break.
            if width + (isPlain ? 1 : 3) > 75 {
                encoded += [UInt8(ascii: "="), 0x0D, 0x0A]
                width = 0
            }
            // What begins a line may be another matter than before.
            if isPlain, width > 0 || byte != UInt8(ascii: ".") {
                encoded.append(byte)
                width += 1
            } else {
                encoded += [UInt8(ascii: "="), digit(byte >> 4), digit(byte & 0x0F)]
                width += 3
            }
        }
    }

    /// A leading dot is encoded, for programs that take a lone one as the end of a message.
    private static func isPlain(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case UInt8(ascii: "."): !isFirst
        case 33...126: true
        case 0x20, 0x09: !isLast
        default: false
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
