import Notices

extension NoticeData {
    /// A notice in which every text of every field is the value.
    static func hostile(_ kind: NoticeKind, _ value: String) throws -> NoticeData {
        func hostile(_ field: NoticeField) -> NoticeValue? {
            switch field.shape {
            case .text, .prose, .block: .text(value)
            case .link: .text(value.isEmpty ? "" : "https://example.org/" + value)
            case .texts: .texts([value, "plain.example", value])
            case .rows(let columns):
                .rows(
                    [0, 1].map { row in
                        Dictionary(
                            uniqueKeysWithValues: columns.map {
                                ($0.name, hostile($0) ?? .number(row))
                            })
                    })
            default: nil
            }
        }
        var facts: [NoticeField: NoticeValue] = [:]
        for field in kind.fields { facts[field] = hostile(field) }
        return try NoticeData.sample(kind, with: facts)
    }
}
