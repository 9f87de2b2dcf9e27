/// A function, initialiser, subscript or computed property with the lines it takes.
struct FunctionBody: Equatable {
    /// The line of its declaration, from 1.
    let line: Int
    /// The lines from its declaration to its closing brace.
    let length: Int

    /// Every body in the code of a file, nested ones too.
    static func all(in code: [String]) -> [FunctionBody] {
        code.indices.compactMap { index in
            guard let declaration = Declaration(code: code[index], line: index + 1),
                keywords.contains(declaration.keyword),
                let opening = openingBrace(after: index, of: declaration, in: code),
                let end = closingBrace(from: opening, in: code)
            else { return nil }
            return FunctionBody(line: index + 1, length: end - index + 1)
        }
    }

    private static let keywords: Set<String> = ["func", "init", "deinit", "subscript", "var"]

    private struct Place {
        let line: Int
        let column: Int
    }

    /// The brace that opens the body; none for a requirement or a stored property.
    private static func openingBrace(
        after first: Int, of declaration: Declaration, in code: [String]
    ) -> Place? {
        var depth = 0
        for line in first..<code.count {
            if line > first, depth == 0, !continues(code[line], declaration) { return nil }
            for (column, byte) in code[line].utf8.enumerated() {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
                case UInt8(ascii: "{") where depth == 0: return Place(line: line, column: column)
                default: break
                }
            }
        }
        return nil
    }

    /// Whether a line can belong to the declaration that began above it.
    private static func continues(_ line: String, _ declaration: Declaration) -> Bool {
        let start = line.drop { $0 == " " }
        if declaration.keyword == "var" { return start.hasPrefix("{") || start.hasPrefix("=") }
        return !start.hasPrefix("}") && Declaration(code: line, line: 0) == nil
    }

    /// The line of the brace that closes what the place opens.
    private static func closingBrace(from place: Place, in code: [String]) -> Int? {
        var depth = 0
        for line in place.line..<code.count {
            let start = line == place.line ? place.column : 0
            for byte in code[line].utf8.dropFirst(start) {
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") {
                    depth -= 1
                    if depth == 0 { return line }
                }
            }
        }
        return nil
    }
}
