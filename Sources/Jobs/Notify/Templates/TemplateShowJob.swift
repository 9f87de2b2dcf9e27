import Foundation
import Notices
import Reports
import Wording

/// `ssl-notify template show`: a template as it stands, and what it may name.
package enum TemplateShowJob {
    /// Shows the template that a language gets, and its fields with their meanings.
    package static func run(
        _ context: RunContext, _ choice: TemplateChoice, html: Bool
    ) throws -> ExitStatus {
        let part = html ? TemplatePart.html : .text
        let file = try context.templates().file(choice.name, part, language: choice.language)
        var text = NoticeTemplates.shippedText(choice.name, part)
        if let file {
            let bytes = FileManager.default.contents(atPath: file.path)
            text = String(decoding: bytes ?? Data(), as: UTF8.self)
        }
        let rule = String(repeating: "-", count: 72)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.printable(limit: 4_000) }
        let source = file?.path.printable() ?? "shipped with ssl-ledger"
        let shown = ["\(choice.name.word), \(part.rawValue): \(source)", rule] + lines + [rule]
        try write(shown + fields(of: choice.name))
        guard let problem = file?.problem else { return .success }
        return context.complain(problem)
    }

    /// Shows what a template would be filled with: of a subscription, or made up.
    package static func data(
        _ context: RunContext, _ choice: TemplateChoice, reference: String?
    ) throws -> ExitStatus {
        guard case .kind(let kind) = choice.name else {
            throw JobError.usage(text: "--data goes with a kind of notice")
        }
        let data = try NoticeFacts.data(kind, reference: reference, context)
        try context.writeRows(["field", "value", "meaning"].map { ReportColumn($0, .text) }) {
            for line in data.shown {
                $0.text(line.field)
                $0.text(line.value.printable(limit: 2_000))
                $0.text(line.meaning)
                try $0.endRow()
            }
        }
        return .success
    }

    private static func fields(of name: TemplateName) -> [String] {
        let lines = name.fields.flatMap { field -> [(String, String)] in
            guard case .rows(let columns) = field.shape else {
                return [(field.name, field.meaning)]
            }
            return [(field.name, field.meaning + "; in each row")]
                + columns.map { ("  " + $0.name, $0.meaning) }
        }
        let width = lines.map(\.0.count).max() ?? 0
        return ["It may name:"]
            + lines.map { name, meaning in
                "  \(name)\(String(repeating: " ", count: width - name.count))  \(meaning)"
            }
    }

    static func write(_ lines: [String]) throws {
        try ReportDestination.standardOutput.write { sink in
            try sink(Array((lines.joined(separator: "\n") + "\n").utf8))
        }
    }
}
