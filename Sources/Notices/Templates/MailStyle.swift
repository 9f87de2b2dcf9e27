// As HTML: tables and inline styles, which are what mail programs agree on.
extension MailBlock {
    var html: String {
        switch self {
        case .lead(let words): Self.paragraph(words, size: 17)
        case .paragraph(let words): Self.paragraph(words, size: 15)
        case .heading(let words):
            "<h2 style=\"margin:24px 0 8px;font-size:16px;line-height:22px\">\(words)</h2>\n"
        case .facts(let facts): Self.facts(facts)
        case .steps(let steps):
            "<ol style=\"margin:0 0 16px;padding-left:24px\">\n"
                + steps.map { "<li style=\"margin:0 0 8px\">\(Self.whole($0))</li>\n" }.joined()
                + "</ol>\n"
        case .copy(let lines), .command(let lines): Self.copy(lines)
        case .link(let field):
            Self.paragraph(
                "<a style=\"color:#0b5cad\" href=\"{{\(field.name)}}\">{{\(field.name)}}</a>",
                size: 15)
        case .list(let field, let line): Self.list(field, line)
        case .table(let field, _, let columns): Self.table(field, columns)
        case .when(let field, let blocks): Self.section("#", field, blocks.map(\.html))
        case .unless(let field, let blocks): Self.section("^", field, blocks.map(\.html))
        case .each(let field, let blocks):
            "{{#\(field.name)}}\n\(blocks.map(\.html).joined()){{/\(field.name)}}\n"
        }
    }

    /// Long names and values break instead of widening the page.
    private static let breaking = "word-break:break-word;overflow-wrap:anywhere"
    private static let cell = "padding:6px 12px 6px 0;border-bottom:1px solid #8c959f"

    private static func paragraph(_ words: String, size: Int) -> String {
        "<p style=\"margin:0 0 16px;font-size:\(size)px;line-height:24px;\(breaking)\">"
            + "\(whole(words))</p>\n"
    }

    private static func facts(_ facts: [MailFact]) -> String {
        let rows = facts.map { fact in
            let row = """
                <tr><td class="label" style="\(cell);color:#57606a;white-space:nowrap;\
                width:1%;padding-right:20px;vertical-align:top">\(fact.label)</td>
                <td style="\(cell);\(breaking)">\(fact.value)</td></tr>

                """
            return fact.field.map { "{{#\($0.name)}}\n\(row){{/\($0.name)}}\n" } ?? row
        }
        return """
            <table role="presentation" cellpadding="0" cellspacing="0" width="100%" \
            style="margin:0 0 16px;border-collapse:collapse;font-size:15px;line-height:22px">
            \(rows.joined())</table>

            """
    }

    /// The words with dates that no line ends within.
    private static func whole(_ words: String) -> String {
        let dates: [NoticeField] = [
            .expirationDate, .previousExpirationDate, .paidUntil, .installBy, .publishBy, .endsOn,
            .firstExpiration, .date,
        ]
        return dates.reduce(words) { words, date in
            let tag = "{{\(date.name)}}"
            return words.replacing(tag, with: "<span style=\"white-space:nowrap\">\(tag)</span>")
        }
    }

    /// No line break follows the opening tag or comes before the closing one: a copy has none.
    private static func copy(_ lines: String) -> String {
        """
        <pre class="copy" dir="ltr" style="margin:0 0 16px;padding:12px;background:#f0f2f5;\
        color:#1f2328;border:1px solid #8c959f;border-radius:4px;white-space:pre-wrap;\
        word-break:break-all;font-family:Consolas,Menlo,monospace;font-size:13px;\
        line-height:19px">\(lines)</pre>

        """
    }

    private static func list(_ field: NoticeField, _ line: String) -> String {
        let more = field.more.name
        return """
            <ul style="margin:0 0 16px;padding-left:24px">
            {{#\(field.name)}}
            <li style="margin:0 0 4px;\(breaking)">\(line)</li>
            {{/\(field.name)}}
            {{#\(more)}}
            <li>and {{\(more)}} more</li>
            {{/\(more)}}
            </ul>

            """
    }

    private static func table(
        _ field: NoticeField, _ columns: [(title: String, cell: String)]
    ) -> String {
        let more = field.more.name
        let titles = columns.map { column in
            "<th class=\"label\" align=\"left\" style=\"\(cell);color:#57606a;font-weight:normal;"
                + "vertical-align:bottom\">\(column.title)</th>"
        }
        let cells = columns.map { column in
            "<td style=\"\(cell);\(breaking);vertical-align:top\">\(whole(column.cell))</td>"
        }
        return """
            <table cellpadding="0" cellspacing="0" width="100%" \
            style="margin:0 0 16px;border-collapse:collapse;font-size:13px;line-height:20px">
            <tr>\(titles.joined())</tr>
            {{#\(field.name)}}
            <tr>\(cells.joined())</tr>
            {{/\(field.name)}}
            </table>
            {{#\(more)}}
            \(paragraph("and {{\(more)}} more", size: 15)){{/\(more)}}

            """
    }
}
