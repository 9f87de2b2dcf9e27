import Reports
import Subscriptions
import Wording

/// A file that names subscriptions: one a line, or a CSV such as a report of ours.
enum SubscriptionList {
    /// The columns of a CSV that name a subscription, the surest first.
    static let columns = ["reference", "certificate_id", "host"]

    /// The names of a file; every line that names nothing is reported at once.
    static func names(path: String) throws -> [Narrowing.Name] {
        try names(text: CSVList.text(path: path), path: path)
    }

    /// The names of a text; the path serves their places.
    static func names(text: String, path: String) throws -> [Narrowing.Name] {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmingBlanks }
        let isCSV = lines.first { !$0.isEmpty && !$0.hasPrefix("#") }.map(isHeader) ?? false
        let found = try isCSV ? cells(text: text, path: path) : words(lines, path: path)
        let lost = found.filter(\.text.isEmpty).map(\.place)
        guard lost.isEmpty else {
            throw JobError.usage(text: "nobody is named in \(lost.joined(separator: ", "))")
        }
        guard !found.isEmpty else {
            throw JobError.usage(text: "\(path.printable()) names nobody")
        }
        return found
    }

    private static func isHeader(_ line: Substring) -> Bool {
        line.drop { $0 == "\u{feff}" }.split(separator: ",").contains {
            columns.contains($0.filter { $0 != "\"" })
        }
    }

    /// One name a line; what follows `#` is a comment.
    private static func words(_ lines: [Substring], path: String) throws -> [Narrowing.Name] {
        var found: [Narrowing.Name] = []
        for (index, line) in lines.enumerated() {
            let word = line.prefix { $0 != "#" }.trimmingBlanks
            guard !word.isEmpty else { continue }
            let place = "\(path):\(index + 1)"
            guard !word.contains(",") else {
                throw JobError.usage(
                    text: "\(place.printable()): one name a line, or a CSV whose first line has"
                        + " one of the columns \(columns.joined(separator: ", "))")
            }
            found.append(Narrowing.Name(.any, String(word), place: place))
        }
        return found
    }

    /// Of each row the surest column that is filled.
    private static func cells(text: String, path: String) throws -> [Narrowing.Name] {
        try CSVList(text: text, path: path).rows.map { row in
            let place = "\(path):\(row.line)"
            for (column, kind) in zip(columns, [Narrowing.Name.Kind.reference, .number, .host]) {
                let cell = (row.cells[column] ?? "")[...].trimmingBlanks
                guard !cell.isEmpty else { continue }
                return Narrowing.Name(kind, cell.withoutGuard, place: place)
            }
            return Narrowing.Name(.any, "", place: place)
        }
    }
}

extension Substring {
    /// Without blanks and tabs around it.
    fileprivate var trimmingBlanks: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? ""
    }

    /// Without the apostrophe that our own reports put before what a spreadsheet would calculate.
    fileprivate var withoutGuard: String {
        guard first == "'", let next = dropFirst().first, "=+-@".contains(next) else {
            return String(self)
        }
        return String(dropFirst())
    }
}
