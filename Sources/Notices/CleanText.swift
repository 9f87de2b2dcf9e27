private import Wording

/// Values as a template sees them: nothing in them ends a line, steers a terminal, turns the
/// text around them, or is longer than a mail bears.
enum CleanText {
    /// One line of at most `limit` characters.
    static func line(_ text: String, limit: Int) -> String {
        let line = cut(text, limit: limit)
        // What is written from right to left stays within itself (Unicode TR9: FSI … PDI).
        return line.unicodeScalars.contains(where: isRightToLeft)
            ? "\u{2068}\(line)\u{2069}" : line
    }

    /// Lines to be copied as they are, without marks of direction that a copy would contain.
    static func block(_ text: String) -> String {
        var lines: [String] = []
        var room = 20_000
        let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for line in all {
            guard lines.count < 300, room > 0 else {
                return (lines + ["…"]).joined(separator: "\n")
            }
            // RFC 5322, 2.1.1: a line of a mail has at most 998 octets.
            lines.append(cut(String(line), limit: min(room, 900)))
            room -= lines.last?.count ?? 0
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// The text so that HTML shows it as it is, in attributes too; scalar by scalar, because a
    /// quote with a combining mark is one character and still ends an attribute.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Words of a template cut to `limit` characters, every mark of direction still closed.
    static func shortened(_ words: String, limit: Int) -> String {
        guard words.count > limit else { return words }
        let start = words.prefix(limit)
        let opened = start.unicodeScalars.count { $0 == "\u{2068}" }
        let closed = start.unicodeScalars.count { $0 == "\u{2069}" }
        return start + "…" + String(repeating: "\u{2069}", count: max(0, opened - closed))
    }

    /// A character may consist of thousands of marks: they are counted, too.
    private static func cut(_ text: String, limit: Int) -> String {
        let printable = text.printable(limit: limit)
        let most = limit * 4
        guard printable.unicodeScalars.count > most else { return printable }
        return String(String.UnicodeScalarView(printable.unicodeScalars.prefix(most))) + "…"
    }

    /// Whether a scalar lies in a block of scripts written from right to left.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}
