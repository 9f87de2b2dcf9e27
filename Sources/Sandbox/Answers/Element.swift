/// An XML element of an answer.
struct Element: Sendable {
    /// What stands inside an element.
    enum Content: Sendable {
        case element(Element)
        case text(String)
        case characterData(String)
    }

    let name: String
    var attributes: [(name: String, value: String)]
    var content: [Content]

    init(_ name: String, _ attributes: [(String, String)] = [], _ children: [Self] = []) {
        self.name = name
        self.attributes = attributes.map { (name: $0.0, value: $0.1) }
        content = children.map(Content.element)
    }

    init(_ name: String, text: String) {
        self.init(name)
        content = text.isEmpty ? [] : [.text(text)]
    }

    init(_ name: String, characterData: String) {
        self.init(name)
        content = [.characterData(characterData)]
    }
}

/// How one back end lays its XML out.
struct Layout: Sendable {
    let indentation: String
    let emptyEnd: String
    var lineEnd: String

    /// The back end of the certificate commands.
    static let certificates = Layout(indentation: " ", emptyEnd: "/>", lineEnd: "\n")
    /// The general back end.
    static let general = Layout(indentation: "  ", emptyEnd: " />", lineEnd: "\r\n")

    /// Appends an element and its line end.
    func write(_ element: Element, depth: Int, to text: inout String) {
        let start = String(repeating: indentation, count: depth)
        text += start + "<" + element.name
        for (name, value) in element.attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
        guard !element.content.isEmpty else {
            text += emptyEnd + lineEnd
            return
        }
        text += ">"
        var holdsElements = false
        for content in element.content {
            switch content {
            case .text(let inner): text += Self.escaped(inner)
            case .characterData(let inner): text += Self.characterData(inner)
            case .element(let inner):
                if !holdsElements { text += lineEnd }
                holdsElements = true
                write(inner, depth: depth + 1, to: &text)
            }
        }
        text += (holdsElements ? start : "") + "</" + element.name + ">" + lineEnd
    }

    /// The text with every character that XML gives a meaning replaced.
    static func escaped(_ text: String) -> String {
        let special = text.utf8.contains {
            $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 || $0 < 0x20
                || $0 == 0xEF
        }
        guard special else { return text }
        return text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&apos;"
            case "\t", "\n", "\r": "&#\(scalar.value);"
            default: isAllowed(scalar) ? String(scalar) : "?"
            }
        }.joined()
    }

    private static func characterData(_ text: String) -> String {
        let allowed = String(
            String.UnicodeScalarView(text.unicodeScalars.map { isAllowed($0) ? $0 : "?" }))
        let parts = allowed.split(separator: "]]>", omittingEmptySubsequences: false)
        return "<![CDATA[" + parts.joined(separator: "]]]]><![CDATA[>") + "]]>"
    }

    /// Whether XML 1.0 may hold the character at all.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
            || "\t\n\r".unicodeScalars.contains(scalar)
    }
}
