/// What a file offers to other targets of the package.
enum SharedDeclarations {
    /// The lines, from 1, of shared declarations without a sentence above them.
    static func undocumented(in file: SwiftFile) -> [Int] {
        file.code.indices.compactMap { index in
            guard let declaration = Declaration(code: file.code[index], line: index + 1),
                declaration.isShared, declaration.keyword != "extension"
            else { return nil }
            return hasSentence(above: index, in: file) ? nil : declaration.line
        }
    }

    /// Whether the line above a declaration and its attributes is a sentence about it.
    private static func hasSentence(above index: Int, in file: SwiftFile) -> Bool {
        // Attributes may take several lines: read upward, they are closed before they are opened.
        var depth = 0
        for line in file.lines.indices[..<index].reversed() {
            let (text, code) = (file.lines[line].drop { $0 == " " }, file.code[line])
            depth += code.count { $0 == ")" } - code.count { $0 == "(" }
            guard depth == 0 else { continue }
            if !text.hasPrefix("@") { return text.hasPrefix("/// ") }
        }
        return false
    }
}
