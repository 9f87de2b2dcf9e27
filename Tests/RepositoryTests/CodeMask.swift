/// Blanks what is not code in Swift text: comments, string literals, raw identifiers.
///
/// Lines and columns stay where they are, and so does the code inside `\(…)`.
struct CodeMask {
    private let source: [UInt8]
    private var masked: [UInt8]
    private var position = 0

    /// The text with everything blanked that the compiler does not read as code.
    static func code(of text: String) -> String {
        var mask = CodeMask(text)
        mask.readCode(insideString: false)
        return String(decoding: mask.masked, as: UTF8.self)
    }

    private init(_ text: String) {
        source = Array(text.utf8)
        masked = source
    }

    private mutating func readCode(insideString: Bool) {
        var depth = 0
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "/") where starts(with: "//"): blankLine()
            case UInt8(ascii: "/") where starts(with: "/*"): blankBlock()
            case UInt8(ascii: "\""), UInt8(ascii: "#"): readQuote()
            case UInt8(ascii: "`"): blankIdentifier()
            case UInt8(ascii: ")") where insideString && depth == 0: return
            case let byte:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                position += 1
            }
        }
    }

    private mutating func blankLine() {
        while position < source.count, source[position] != UInt8(ascii: "\n") { blank(1) }
    }

    private mutating func blankBlock() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < source.count
    }

    private mutating func blankIdentifier() {
        blank(1)
        while position < source.count, source[position] != UInt8(ascii: "`") { blank(1) }
        blank(1)
    }

    /// At a quote or a `#`: blanks a string or an extended regular expression, or passes a `#`.
    private mutating func readQuote() {
        let hashes = source[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let fence = String(repeating: "#", count: hashes)
        if starts(with: fence + "\"\"\"") {
            readString(opening: hashes + 3, ending: "\"\"\"" + fence, escape: "\\" + fence)
        } else if starts(with: fence + "\"") {
            readString(opening: hashes + 1, ending: "\"" + fence, escape: "\\" + fence)
        } else if hashes > 0, starts(with: fence + "/") {
            readString(opening: hashes + 1, ending: "/" + fence, escape: "\\" + fence)
        } else {
            position += hashes
        }
    }

    private mutating func readString(opening: Int, ending: String, escape: String) {
        blank(opening)
        while position < source.count, !starts(with: ending) {
            if starts(with: escape + "(") {
                blank(escape.utf8.count + 1)
                readCode(insideString: true)
                blank(1)
            } else {
                blank(starts(with: escape) ? escape.utf8.count + 1 : 1)
            }
        }
        blank(ending.utf8.count)
    }

    private func starts(with text: String) -> Bool {
        source[position...].starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < source.count {
            if source[position] != UInt8(ascii: "\n") { masked[position] = UInt8(ascii: " ") }
            position += 1
        }
    }
}
