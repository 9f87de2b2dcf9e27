/// A piece of a shipped mail, written once and laid out as text and as HTML.
///
/// The words are Mustache: lines end where the text has to; HTML flows them. They hold none of the
/// characters that HTML needs escaped.
indirect enum MailBlock {
    /// What happened, in a sentence or two.
    case lead(String)
    /// Sentences.
    case paragraph(String)
    /// A title above what follows.
    case heading(String)
    /// A table of labels and values.
    case facts([MailFact])
    /// What to do, one after the other.
    case steps([String])
    /// Lines to be copied as they are.
    case copy(String)
    /// What is typed at a prompt.
    case command(String)
    /// Address that is opened by a click.
    case link(NoticeField)
    /// One line for each entry of a table, and how many more there are.
    case list(NoticeField, line: String)
    /// A table of a table's columns, each with its title; in text a line for each row.
    case table(NoticeField, line: String, [(title: String, cell: String)])
    /// Only where the field says something.
    case when(NoticeField, [MailBlock])
    /// Only where it says nothing.
    case unless(NoticeField, [MailBlock])
    /// For each row of a table.
    case each(NoticeField, [MailBlock])
}

/// A line of a table of facts; without the field it depends on it is always there.
struct MailFact {
    let label: String
    let value: String
    let field: NoticeField?

    init(_ label: String, _ value: String, when field: NoticeField? = nil) {
        self.label = label
        self.value = value
        self.field = field
    }
}

extension ShippedTemplate {
    /// A subject and the pieces below it.
    init(subject: String, _ blocks: [MailBlock]) {
        text = "Subject: \(subject)\n\n" + blocks.map(\.text).joined()
        html = blocks.map(\.html).joined()
    }
}

// As text: every piece ends with an empty line.
extension MailBlock {
    fileprivate var text: String {
        switch self {
        case .lead(let words), .paragraph(let words): "\(words)\n\n"
        case .heading(let words): "\(words.uppercased())\n\n"
        case .facts(let facts): Self.text(of: facts)
        case .steps(let steps):
            steps.enumerated().map { number, step in
                "\(number + 1). \(step.split(separator: "\n").joined(separator: "\n   "))\n"
            }.joined() + "\n"
        case .copy(let lines): "\(lines)\n\n"
        case .command(let line): "    \(line)\n\n"
        case .link(let field): "    {{\(field.name)}}\n\n"
        case .list(let field, let line), .table(let field, let line, _):
            "{{#\(field.name)}}\n- \(line)\n{{/\(field.name)}}\n\(Self.more(field))\n"
        case .when(let field, let blocks): Self.section("#", field, blocks.map(\.text))
        case .unless(let field, let blocks): Self.section("^", field, blocks.map(\.text))
        case .each(let field, let blocks):
            "{{#\(field.name)}}\n\(blocks.map(\.text).joined()){{/\(field.name)}}\n"
        }
    }

    private static func text(of facts: [MailFact]) -> String {
        let width = facts.map(\.label.count).max() ?? 0
        return facts.map { fact in
            let padding = String(repeating: " ", count: width - fact.label.count)
            let line = "\(fact.label): \(padding)\(fact.value)\n"
            return fact.field.map { "{{#\($0.name)}}\n\(line){{/\($0.name)}}\n" } ?? line
        }.joined() + "\n"
    }

    /// Pieces that are there only where the field says something (`#`) or nothing (`^`).
    static func section(
        _ mark: String, _ field: NoticeField, _ pieces: [String]
    ) -> String {
        let name = field.presence.name
        return "{{\(mark)\(name)}}\n\(pieces.joined()){{/\(name)}}\n"
    }

    private static func more(_ field: NoticeField) -> String {
        let name = field.more.name
        return "{{#\(name)}}\n- and {{\(name)}} more\n{{/\(name)}}\n"
    }
}
