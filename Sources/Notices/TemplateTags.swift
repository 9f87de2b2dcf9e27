/// The tags of a Mustache template, read only as far as checking their names needs.
///
/// The library renders a missing name as nothing, silently; a customer would get a mail with holes.
struct TemplateTags {
    private let source: String
    private let part: TemplatePart
    private let fields: [NoticeField]
    private var line: Int
    private var open: [Section] = []

    /// A section that is open at a place in the template.
    private struct Section {
        let name: String
        let line: Int
        let field: NoticeField?
    }

    /// Tags of a part that starts at this line of the source, a file or a shipped template.
    init(source: String, firstLine: Int, part: TemplatePart, fields: [NoticeField]) {
        self.source = source
        line = firstLine
        self.part = part
        self.fields = fields
    }

    /// Throws at the first tag that names nothing in the data or does more than a notice may.
    ///
    /// Scalars, not characters, are looked at: the library sees a tag also where a mark combines
    /// with its brace.
    mutating func check(_ text: String) throws(NoticeError) {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            if scalars[index] == "{", index + 1 < scalars.count, scalars[index + 1] == "{" {
                index += 2
                let end = scalars[index...].firstIndex(of: "}") ?? scalars.endIndex
                var tag = String.UnicodeScalarView()
                tag.append(contentsOf: scalars[index..<end])
                try check(tag: String(tag))
                line += scalars[index..<end].count { $0 == "\n" }
                index = end
            } else {
                if scalars[index] == "\n" { line += 1 }
                index += 1
            }
        }
        guard let section = open.last else { return }
        throw .template(
            source, line: section.line, problem: "the section {{#\(section.name)}} is not closed")
    }

    private mutating func check(tag: String) throws(NoticeError) {
        let trimmed = tag[...].trimmed
        let name = String(trimmed.dropFirst().trimmed)
        switch trimmed.first {
        case "!": return
        case "#", "^": try enter(name, isInverted: trimmed.first == "^")
        case "/":
            guard open.last?.name == name else {
                throw problem("the section {{/\(name)}} is not the one that is open")
            }
            open.removeLast()
        case "&", "{": try checkUnescaped(name)
        case ">", "<", "$", "%", "=": throw problem("the tag {{\(trimmed)}} is not used in notices")
        default: try checkVariable(String(trimmed), isUnescaped: false)
        }
    }

    private mutating func enter(_ name: String, isInverted: Bool) throws(NoticeError) {
        // Deeper than any mail needs, and far from what the library's recursion bears.
        guard open.count < 10 else { throw problem("sections are nested too deeply") }
        var field: NoticeField?
        if Self.placeCalls.contains(name) {
            guard isInList else { throw unknown(name) }
        } else {
            field = try known(name)
        }
        open.append(Section(name: name, line: line, field: isInverted ? nil : field))
    }

    private func checkUnescaped(_ name: String) throws(NoticeError) {
        guard part == .text || self.field(name)?.shape == .markup else {
            _ = try known(name)  // An unknown name is the better thing to say.
            throw problem("an HTML value must be escaped")
        }
        try checkVariable(name, isUnescaped: true)
    }

    /// Of the library's calls only those about the place in a list are let pass: any other one that
    /// does not fit its value renders as nothing, too.
    private func checkVariable(_ name: String, isUnescaped: Bool) throws(NoticeError) {
        if name == "." {
            guard case .texts = current?.shape else {
                throw problem("{{.}} is an entry of a list of texts, and there is none here")
            }
            return
        }
        if Self.placeCalls.contains(name) {
            guard isInList else { throw unknown(name) }
            return
        }
        switch try known(name).shape {
        case .texts, .rows: throw problem("\(name) is a list: use {{#\(name)}} … {{/\(name)}}")
        case .flag: throw problem("\(name) is a yes or a no: use {{#\(name)}} … {{/\(name)}}")
        case .markup where part == .html && !isUnescaped:
            throw problem("\(name) is HTML already: use {{{\(name)}}}")
        default: return
        }
    }

    private static let placeCalls = ["first()", "last()", "index()", "even()", "odd()"]

    /// The field whose value the library looks at here: a yes or no leaves it as it was.
    private var current: NoticeField? {
        open.last { $0.field != nil && $0.field?.shape != .flag }?.field
    }

    /// Whether the entries of a list are being gone through.
    private var isInList: Bool {
        switch current?.shape {
        case .texts, .rows: true
        default: false
        }
    }

    /// The names that can be used here: the fields, and the columns of the tables that are open.
    private var scope: [NoticeField] {
        fields
            + open.flatMap { section -> [NoticeField] in
                guard case .rows(let columns) = section.field?.shape else { return [] }
                return columns
            }
    }

    private func field(_ name: String) -> NoticeField? { scope.last { $0.name == name } }

    private func known(_ name: String) throws(NoticeError) -> NoticeField {
        guard let field = field(name) else { throw unknown(name) }
        return field
    }

    private func unknown(_ name: String) -> NoticeError {
        .unknownName(name, source, line: line, known: scope.map(\.name).sorted())
    }

    private func problem(_ text: String) -> NoticeError {
        .template(source, line: line, problem: text)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
