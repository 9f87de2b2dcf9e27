import Testing

/// One Swift source: its text, and the same text without the words of comments and strings.
struct SwiftFile: Sendable, CustomTestStringConvertible {
    /// The path below the root.
    let path: String
    /// The lines as they are.
    let lines: [String]
    /// The lines with comments, string literals and raw identifiers blanked.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = SwiftFile.split(text)
        code = SwiftFile.split(CodeMask.code(of: text))
    }

    /// The folder below `Sources` or `Tests` that the file is in: its target.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// The file is named by its path in what the tests print.
    var testDescription: String { path }

    /// The modules that the file imports.
    var imports: [String] {
        code.compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
                words[..<keyword].allSatisfy({ Declaration.isModifier($0) })
            else { return nil }
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "func", "var", "let", "protocol", "typealias",
            ]
            let name = words[(keyword + 1)...].first { !kinds.contains($0) }
            return name.flatMap { $0.split(separator: ".").first }.map(String.init)
        }
    }

    /// The numbers, from 1, of the lines of code that match.
    func lines(where matches: (String) -> Bool) -> [Int] {
        code.indices.filter { matches(code[$0]) }.map { $0 + 1 }
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
