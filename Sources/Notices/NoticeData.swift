/// What one notice says, as facts that a template puts into words.
package struct NoticeData: Sendable, Equatable {
    /// What it is about.
    package let kind: NoticeKind
    /// The facts as they came in; a template sees them cleaned.
    let facts: [NoticeField: NoticeValue]

    /// The facts of a notice: exactly the fields of its kind, each with a value of its shape.
    package init(
        _ kind: NoticeKind, _ facts: [NoticeField: NoticeValue]
    ) throws(NoticeError) {
        let fields = kind.fields
        for field in fields {
            guard let value = facts[field] else {
                throw .data(kind: kind, field: field.name, problem: "has no value")
            }
            try Self.check(value, of: field, in: kind)
        }
        guard facts.count == fields.count else {
            let foreign = facts.keys.filter { !fields.contains($0) }.map(\.name).sorted()
            throw .data(kind: kind, field: foreign.first ?? "", problem: "is no field of it")
        }
        self.kind = kind
        self.facts = facts
    }

    private static func check(
        _ value: NoticeValue, of field: NoticeField, in kind: NoticeKind
    ) throws(NoticeError) {
        switch (field.shape, value) {
        case (.text, .text), (.prose, .text), (.block, .text), (.number, .number), (.flag, .flag),
            (.texts, .texts):
            return
        case (.link, .text(let text)):
            // RFC 3986, 3.1: a scheme may be written in capitals.
            let start = text.prefix(8).lowercased()
            guard text.isEmpty || ["https://", "http://"].contains(where: start.hasPrefix) else {
                throw .data(kind: kind, field: field.name, problem: "is no http address")
            }
        case (.rows(let columns), .rows(let rows)):
            for row in rows {
                for column in columns {
                    guard let cell = row[column.name] else {
                        throw .data(
                            kind: kind, field: "\(field.name).\(column.name)",
                            problem: "has no value")
                    }
                    try check(cell, of: column, in: kind)
                }
                guard row.count == columns.count else {
                    throw .data(kind: kind, field: field.name, problem: "has a foreign column")
                }
            }
        default: throw .data(kind: kind, field: field.name, problem: "has a value of another shape")
        }
    }
}

extension NoticeData {
    /// What a template is given, field by field, as text for a person.
    package var shown: [(field: String, value: String, meaning: String)] {
        let values = TemplateValues(self, for: .text).named
        return TemplateName.kind(kind).fields.map { field in
            (field.name, Self.words(values[field.name]), field.meaning)
        }
    }

    private static func words(_ value: (any Sendable)?) -> String {
        switch value {
        case nil: ""
        case let flag as Bool: flag ? "yes" : "no"
        case let texts as [String]: texts.joined(separator: ", ")
        case let rows as [[String: any Sendable]]:
            rows.map { row in
                row.sorted { $0.key < $1.key }.map { "\($0.key)=\(words($0.value))" }
                    .joined(separator: " ")
            }.joined(separator: "; ")
        case .some(let value): "\(value)"
        }
    }
}
