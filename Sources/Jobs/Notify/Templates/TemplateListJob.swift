import Notices
import Reports
import Wording

/// `ssl-notify template list`: each template, where it comes from, and whether it can be used.
package enum TemplateListJob {
    /// The columns; a promise.
    private static let columns = ["template", "part", "language", "from", "state", "about"]

    /// Lists the shipped templates and the operator's files; fails where one cannot be used.
    package static func run(_ context: RunContext) throws -> ExitStatus {
        let templates = try context.templates()
        var lines: [[String]] = []
        for name in TemplateName.all {
            lines.append([name.word, "txt, html", "en", "shipped", "ok", name.summary])
            for file in templates.files where file.name == name {
                let state = file.problem.map { "\($0.happened); \($0.remedy)" } ?? "ok"
                lines.append([
                    name.word, file.part.rawValue, file.language.isEmpty ? "all" : file.language,
                    file.path, state, name.summary,
                ])
            }
        }
        for file in templates.strangers {
            lines.append([
                "", "", "", "\(context.templateFolder)/\(file)",
                "not used: its name is not"
                    + " TEMPLATE[.LANGUAGE].txt.mustache or TEMPLATE[.LANGUAGE].html.mustache", "",
            ])
        }
        try context.writeRows(columns.map { ReportColumn($0, .text) }) { writer in
            for line in lines {
                for cell in line { writer.text(cell.printable(limit: 1_000)) }
                try writer.endRow()
            }
        }
        return templates.problems.isEmpty && templates.strangers.isEmpty ? .success : .failed
    }
}
