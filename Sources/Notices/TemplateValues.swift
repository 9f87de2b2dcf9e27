/// The values of fields under the names that templates use, cleaned and cut.
struct TemplateValues {
    /// Something missing is not there, so that its section is left out.
    private(set) var named: [String: any Sendable] = [:]
    private let part: TemplatePart

    /// How many rows of a table are shown: a mail of some hundred kilobytes at most.
    private static let mostRows = 1_000
    /// How many entries of a list are shown; a certificate holds a hundred names.
    private static let mostTexts = 200

    /// The facts of a notice and what follows from them.
    init(_ data: NoticeData, for part: TemplatePart) {
        self.init(data.facts, for: part)
        guard case .number(let days) = data.facts[.daysLeft] else { return }
        named[NoticeField.timeLeft.name] = Self.words(days: days)
        named[NoticeField.isPast.name] = days < 0
    }

    /// Values of fields.
    init(_ facts: [NoticeField: NoticeValue], for part: TemplatePart) {
        self.part = part
        for (field, value) in facts { put(value, as: field) }
    }

    private mutating func put(_ value: NoticeValue, as field: NoticeField) {
        switch value {
        case .text(let text):
            let clean = clean(text, field.shape)
            if !clean.isEmpty { named[field.name] = clean }
        case .number(let number): named[field.name] = number
        case .flag(let flag): named[field.name] = flag
        case .texts(let texts):
            named[field.name] = texts.prefix(Self.mostTexts)
                .map { clean($0, .text) }
            count(texts.count, shown: Self.mostTexts, of: field)
        case .rows(let rows):
            guard case .rows(let columns) = field.shape else { return }
            named[field.name] = rows.prefix(Self.mostRows).map { row in
                let cells = columns.compactMap { column in row[column.name].map { (column, $0) } }
                return TemplateValues(Dictionary(uniqueKeysWithValues: cells), for: part).named
            }
            count(rows.count, shown: Self.mostRows, of: field)
        }
    }

    private mutating func count(_ all: Int, shown: Int, of field: NoticeField) {
        named[field.count.name] = all
        named[field.has.name] = all > 0
        if all > shown { named[field.more.name] = all - shown }
    }

    private func clean(_ text: String, _ shape: NoticeField.Shape) -> String {
        let clean =
            switch shape {
            case .prose, .link: CleanText.line(text, limit: 2_000)
            case .block: CleanText.block(text)
            case .words, .markup: text
            default: CleanText.line(text, limit: 300)
            }
        return part == .html && shape != .markup ? CleanText.escaped(clean) : clean
    }

    private static func words(days: Int) -> String {
        switch days {
        case ..<(-1): "\(-days) days ago"
        case -1: "yesterday"
        case 0: "today"
        case 1: "tomorrow"
        default: "in \(days) days"
        }
    }
}
