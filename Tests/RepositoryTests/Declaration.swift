/// A declaration found in Swift code by its first line.
struct Declaration: Equatable {
    /// Its line, from 1.
    let line: Int
    /// What is declared: `func`, `struct` and so on.
    let keyword: String
    /// Whether other targets of the package see it.
    let isShared: Bool

    /// Whether a word stands before the keyword of a declaration.
    static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || modifiers.contains(word.prefix { $0 != "(" })
    }

    /// Reads a line of code, from which comments and strings are blanked.
    init?(code: String, line: Int) {
        let words = code.split { " (:<?!=".contains($0) }
        let isBefore = { (word: Substring) in Declaration.isModifier(word) || word.hasSuffix(")") }
        guard let first = words.firstIndex(where: { !isBefore($0) }),
            Declaration.keywords.contains(words[first])
        else { return nil }
        self.line = line
        keyword = String(words[first])
        isShared = words[..<first].contains("package")
    }

    private static let modifiers: Set<Substring> = [
        "package", "public", "internal", "private", "fileprivate", "static", "final", "override",
        "mutating", "nonmutating", "consuming", "borrowing", "nonisolated",
        "convenience", "required", "lazy", "weak", "unowned", "indirect", "isolated", "prefix",
        "postfix", "infix", "unsafe", "async", "dynamic",
    ]
    private static let keywords: Set<Substring> = [
        "func", "init", "deinit", "subscript", "var", "let", "struct", "class", "enum", "actor",
        "protocol", "extension", "typealias", "associatedtype", "case",
    ]
}
