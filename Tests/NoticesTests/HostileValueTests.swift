import Foundation
import Notices
import Subscriptions
import TestSupport
import Testing

@Suite struct `A hostile value` {
    /// Values that end headers, tags, lines or the direction of writing.
    private static let values = [
        "a\r\nBcc: victim@example.org", "a\nBcc: victim@example.org\n\n<b>x</b>", "a\rBcc: x",
        "a\u{0}b", "\u{FEFF}a", "a\u{2028}b\u{2029}c", "a\u{85}b\u{B}c\u{C}d", "a\u{1B}[2Jb",
        "\u{202E}evil\u{202C}", "\u{202A}a\u{202B}b\u{202D}c",
        "\u{2066}a\u{2067}b\u{2068}c\u{2069}",
        "\u{200E}a\u{200F}b\u{61C}c", "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "\"\u{301} onmouseover=\"alert(1)", "<\u{338}script>", "' onclick='x",
        "</td></table></body>",
        "{{host}}{{{host}}}", "{{=<% %>=}}", "&lt;b&gt;", "=?UTF-8?Q?a?=", "👩‍👩‍👧‍👦 🏳️‍🌈 ✅", "עברית.example",
        "مثال.example", "a\u{301}\u{302}",
        ".", "\r\n.\r\n", "--=_ssl-ledger--", "",
    ]
    /// Values larger than anything a mail is about.
    private static let large = [
        "a" + String(repeating: "\u{301}", count: 20_000),
        String(repeating: "line of words\n", count: 10_000), String(repeating: "x", count: 100_000),
    ]
    /// The kinds whose fields have every shape: the large values take long with each.
    private static let shapes: Set = [NoticeKind.validationNeeded, .certificateReissued, .night]

    private static func values(_ kind: NoticeKind) -> [String] {
        values + (shapes.contains(kind) ? large : [])
    }

    private func message(_ notice: Notice) throws -> Message {
        try Message(
            id: "a.1@seller.example", from: MailAddress("Seller <certificates@seller.example>"),
            to: MailAddress("customer@shop.example"), date: Timestamp(seconds: 1_791_500_645),
            notice: notice)
    }

    @Test(arguments: NoticeKind.allCases)
    func `adds no header, no part, no long line and no control character`(_ kind: NoticeKind) throws
    {
        let templates = try NoticeTemplates(folder: nil)
        let plain = try headers(
            message(templates.render(NoticeData.sample(kind), language: nil).notice))
        for value in Self.values(kind) {
            let (notice, problem) = try templates.render(
                NoticeData.hostile(kind, value), language: nil)
            #expect(problem == nil)
            let message = try message(notice)
            #expect(try headers(message) == plain, "\(value.prefix(40).debugDescription)")
            let lines = message.text.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 78 })
            for part in [notice.subject, notice.text, notice.html] {
                let bad = part.unicodeScalars.first { scalar in
                    switch scalar.value {
                    case 0..<10, 11..<32, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0xFEFF,
                        0x200E, 0x200F, 0x61C, 0x2066, 0x2067:
                        true
                    default: false
                    }
                }
                #expect(bad == nil, "\(String(describing: bad?.value))")
                let opened = part.unicodeScalars.count { $0 == "\u{2068}" }
                #expect(opened == part.unicodeScalars.count { $0 == "\u{2069}" })
                #expect(part.utf8.count < 600_000)
            }
        }
    }

    /// The names of the headers, each once a line that does not go on.
    private func headers(_ message: Message) throws -> [String] {
        let head = message.text.split(separator: "\r\n\r\n", maxSplits: 1)[0]
        return head.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != ":" }) }
    }

    @Test(.enabled(if: Python.isHere), arguments: NoticeKind.allCases)
    func `leaves HTML the tags of the template, as an independent parser sees them`(
        _ kind: NoticeKind
    ) throws {
        let templates = try NoticeTemplates(folder: nil)
        let scratch = try TemporaryFolder()
        // The same in every place, so that every section is there in the same number.
        let plain = try templates.render(NoticeData.hostile(kind, "plain"), language: nil).notice
        try scratch.write(message(plain).text, to: "0.eml")
        let hostile = Self.values(kind).filter { !$0.isEmpty && $0 != "\u{FEFF}a" }
        for (index, value) in hostile.enumerated() {
            let notice = try templates.render(NoticeData.hostile(kind, value), language: nil).notice
            try scratch.write(message(notice).text, to: "\(index + 1).eml")
        }
        let seen = try Python.tags(scratch.path, count: hostile.count + 1)
        for (index, tags) in seen.enumerated() {
            #expect(tags == seen[0], "\(hostile[max(0, index - 1)].prefix(40).debugDescription)")
        }
        #expect(seen[0].contains("table") && !seen[0].contains("script"))
    }

    @Test func `is cut, and says so`() throws {
        let long = String(repeating: "one line\n", count: 10_000)
        let data = try NoticeData.sample(
            .validationNeeded,
            with: [
                .files: .rows([["url": .text(long), "content": .text(long)]]),
                .names: .texts((0..<10_000).map { "n\($0).example" }),
                .mailboxes: .rows(
                    (0..<5_000).map {
                        ["mailbox": .text("a\($0)@b.example"), "domain": .text("d")]
                    }),
            ])
        let notice = try NoticeTemplates(folder: nil).render(data, language: nil).notice
        for part in [notice.text, notice.html] {
            #expect(part.ranges(of: "one line\n").count <= 300 && part.contains("one line\n…"))
            #expect(part.contains("n199.example and 9800 more") && !part.contains("n200.example"))
            #expect(part.contains("and 4000 more"))
        }
    }

    @Test func `from right to left turns nothing around it`() throws {
        let data = try NoticeData.sample(
            .certificateExpires, with: [.host: .text("עברית"), .reference: .text("مثال 1")])
        let notice = try NoticeTemplates(folder: nil).render(data, language: nil).notice
        for part in [notice.subject, notice.text, notice.html] {
            #expect(part.contains("\u{2068}עברית\u{2069}"))
        }
        #expect(notice.text.contains("\u{2068}مثال 1\u{2069}\n"))
    }

    @Test func `that is to be copied gets no marks of direction`() throws {
        let data = try NoticeData.sample(
            .validationNeeded,
            with: [.files: .rows([["url": .text("u"), "content": .text("אב\nגד\n\n")]])])
        let notice = try NoticeTemplates(folder: nil).render(data, language: nil).notice
        #expect(notice.text.contains("\nאב\nגד\n"))
        #expect(notice.html.contains(">אב\nגד</pre>"))
    }

    @Test func `of many characters leaves the subject of a size that is sent`() throws {
        let long = String(repeating: "ü🙂", count: 400)
        let data = try NoticeData.sample(
            .certificateExpires, with: [.host: .text(long), .reference: .text(long)])
        let (notice, problem) = try NoticeTemplates(folder: nil).render(data, language: nil)
        #expect(problem == nil && notice.subject.count <= 201 && notice.subject.hasSuffix("…"))
    }
}
