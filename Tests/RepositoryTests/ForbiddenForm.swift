import Testing

/// A form that no source of the programs may hold, and why.
struct ForbiddenForm: Sendable, CustomTestStringConvertible {
    /// How a person names it.
    let name: String
    /// Whether a line of code holds it.
    let isIn: @Sendable (String) -> Bool

    /// The form is named in what the tests print.
    var testDescription: String { name }

    /// Everything that is refused in Sources.
    static let all = [
        ForbiddenForm("try!"), ForbiddenForm("as!"), ForbiddenForm("fatalError("),
        ForbiddenForm("@unchecked Sendable"), ForbiddenForm("nonisolated(unsafe)"),
        // It traps in a program that was moved away from where it was built.
        ForbiddenForm("Bundle.module"),
        ForbiddenForm(name: "a force unwrap", isIn: hasForceUnwrap),
        // One package: what is shared is `package`.
        ForbiddenForm(name: "public") { words(of: $0).contains("public") },
    ]

    private init(_ text: String) {
        name = text
        isIn = { $0.contains(text) }
    }

    private init(name: String, isIn: @escaping @Sendable (String) -> Bool) {
        self.name = name
        self.isIn = isIn
    }

    /// An exclamation mark right after a name or a closing bracket, and not of `!=`.
    private static func hasForceUnwrap(_ code: String) -> Bool {
        let bytes = Array(code.utf8) + [UInt8(ascii: " ")]
        return bytes.indices.dropFirst().dropLast().contains { index in
            bytes[index] == UInt8(ascii: "!") && bytes[index + 1] != UInt8(ascii: "=")
                && isEndOfExpression(bytes[index - 1])
        }
    }

    private static func isEndOfExpression(_ byte: UInt8) -> Bool {
        let character = Character(UnicodeScalar(byte))
        return character.isLetter || character.isNumber || "_)]}>?".contains(character)
    }

    private static func words(of code: String) -> [Substring] {
        code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    }
}
