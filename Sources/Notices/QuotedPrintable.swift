/// Text as RFC 2045 quoted-printable: lines of at most 76 characters, each ended by CRLF.
enum QuotedPrintable {
    /// Encodes UTF-8 text; LF and CRLF in it both become CRLF.
    static func encode(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        return lines.map { encode(line: Array($0.utf8)) }.joined(separator: "\r\n")
    }

    private static func encode(line: [UInt8]) -> String {
        var encoded = ""
        var width = 0
        for (index, byte) in line.enumerated() {
            let piece = encode(byte, isFirst: width == 0, isLast: index == line.count - 1)
            // One place stays free for the `=` of a soft line break.
            if width + piece.utf8.count > 75 {
                encoded += "=\r\n"
                width = 0
            }
            encoded += piece
            width += piece.utf8.count
        }
        return encoded
    }

    /// A leading dot is encoded, for programs that take a lone one as the end of a message.
    private static func encode(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        let isBlank = byte == 0x20 || byte == 0x09
        let isPlain = (33...126).contains(byte) && byte != UInt8(ascii: "=")
        let isLeadingDot = isFirst && byte == UInt8(ascii: ".")
        if (isPlain && !isLeadingDot) || (isBlank && !isLast) {
            return String(UnicodeScalar(byte))
        }
        let digits = String(byte, radix: 16, uppercase: true)
        return "=" + (digits.count == 1 ? "0" : "") + digits
    }
}
