import Foundation
import Notices
import TestSupport
import Testing
import Wording

@Suite struct `A notice template` {
    @Test(arguments: NoticeKind.allCases)
    func `as shipped says what the customer must know, in text and in HTML`(_ kind: NoticeKind)
        throws
    {
        let notice = try NoticeTemplate(kind, folder: nil).render(Samples.data())
        for part in [notice.text, notice.html] {
            for fact in [
                "shop.example", "www.shop.example", "R-1", "2026-10-19", "in 9 days", "2031-04-02",
                "Ask us for the reissue.", "nothing to pay",
            ] {
                #expect(part.contains(fact), "\(fact)")
            }
        }
        #expect(notice.subject.contains("shop.example"))
        #expect(notice.subject.contains("2026-10-19"))
        #expect(notice.subject.contains("R-1"))
        #expect(notice.text.contains("shop.example, www.shop.example\n"))
    }

    @Test(arguments: NoticeKind.allCases)
    func `as shipped names no CA, no module and no price`(_ kind: NoticeKind) throws {
        let notice = try NoticeTemplate(kind, folder: nil).render(Samples.data())
        for part in [notice.subject, notice.text, notice.html] {
            for word in ["namecheap", "sectigo", "comodo", "ssl.com", "module", "usd", "$", "€"] {
                #expect(!part.lowercased().contains(word), "\(word)")
            }
        }
    }

    @Test func `leaves out what does not apply`() throws {
        let template = try NoticeTemplate(.certificateExpires, folder: nil)
        let notice = try template.render(Samples.data(paidUntil: "", nothingToPay: false))
        for part in [notice.text, notice.html] {
            #expect(!part.contains("paid until"))
            #expect(!part.contains("nothing to pay"))
            #expect(!part.contains("{{"))
        }
    }

    @Test(arguments: [
        (-2, "expired 2 days ago"), (-1, "expired yesterday"), (0, "expires today"),
        (1, "expires tomorrow"), (2, "expires in 2 days"),
    ])
    func `says the days left in words`(_ days: Int, _ words: String) throws {
        let template = try NoticeTemplate(.certificateExpires, folder: nil)
        #expect(
            try template.render(Samples.data(daysLeft: days)).text.contains(" \(words)."))
    }

    @Test func `escapes values in HTML and leaves them in text`() throws {
        let template = try NoticeTemplate(.certificateExpires, folder: nil)
        let data = Samples.data(whatToDo: "Ask <us> & \"them\".")
        let notice = try template.render(data)
        #expect(notice.text.contains("Ask <us> & \"them\"."))
        #expect(notice.html.contains("Ask &lt;us&gt; &amp; &quot;them&quot;."))
    }

    @Test func `shows hostile values harmlessly and keeps the subject one line`() throws {
        let template = try NoticeTemplate(.certificateExpires, folder: nil)
        let notice = try template.render(Samples.data(host: "a\r\nBcc: x@y.example\u{202E}"))
        #expect(notice.subject.hasPrefix("a\\u{d}\\u{a}Bcc: x@y.example\\u{202e}: "))
    }

    @Test func `is replaced part by part by files in the folder`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write("Subject: {{host}} läuft ab\n\nNoch {{daysLeft}} Tage\n", to: textFile)
        let template = try NoticeTemplate(.certificateExpires, folder: scratch.path)
        let notice = try template.render(Samples.data())
        #expect(notice.subject == "shop.example läuft ab")
        #expect(notice.text == "Noch 9 Tage\n")
        #expect(notice.html.contains("Dear customer"))
    }

    @Test func `may use Windows line ends`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write("Subject: {{host}}\r\n\r\nDays: {{daysLeft}}\r\n", to: textFile)
        let notice = try NoticeTemplate(.certificateExpires, folder: scratch.path)
            .render(Samples.data())
        #expect(notice.subject == "shop.example")
        #expect(notice.text == "Days: 9\n")
    }

    @Test(arguments: [
        ("Subject: {{hots}}\n\nx\n", "hots", 1),
        ("Subject: x\n\na\n{{#price}}b{{/price}}\n", "price", 4),
        ("Subject: x\n\na\nb\n{{ upper(host) }}\n", "upper(host)", 5),
        ("Subject: x\n\n{{host}}\n{{host.length}}", "host.length", 4),
        ("Subject: x\n\n{{{module}}}\n", "module", 3),
    ])
    func `that uses a name the data do not have is refused with the line`(
        _ text: String, _ name: String, _ line: Int
    ) throws {
        let scratch = try TemporaryFolder()
        try scratch.write(text, to: textFile)
        let error = #expect(throws: NoticeError.self) {
            try NoticeTemplate(.certificateExpires, folder: scratch.path)
        }
        #expect(error == .unknownName(name, textFile, line: line))
        #expect(error?.explanation.contains("\(textFile):\(line): ") == true)
        #expect(error?.remedy.contains("whatToDo") == true)
        #expect(error?.retry == .never)
    }

    @Test(arguments: [
        ("Subject: x\n\na\n{{#host}}b\n", 3...5), ("Subject: x\n\na\n{{> other}}\n", 4...4),
        ("Hello\n\nx\n", 1...1), ("Subject: x\nbody\nx\n", 1...1), ("Subject: x", 1...1),
        ("", 1...1),
    ])
    func `that cannot be used is refused with the line`(_ text: String, _ lines: ClosedRange<Int>)
        throws
    {
        let scratch = try TemporaryFolder()
        try scratch.write(text, to: textFile)
        let error = #expect(throws: NoticeError.self) {
            try NoticeTemplate(.certificateExpires, folder: scratch.path)
        }
        guard case .template(let source, let line, let problem) = error else {
            Issue.record("not an error about the template")
            return
        }
        #expect(source == textFile)
        #expect(lines.contains(line))
        #expect(problem.contains(" "), "\(problem) is words, not the name of a case")
    }

    @Test func `of HTML must escape its values`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write("<p>\n{{{host}}}</p>\n", to: "certificate-expires.html.mustache")
        let error = #expect(throws: NoticeError.self) {
            try NoticeTemplate(.certificateExpires, folder: scratch.path)
        }
        #expect(error?.happened.contains("certificate-expires.html.mustache:2:") == true)
    }

    @Test func `that is not UTF-8 is refused by path`() throws {
        let scratch = try TemporaryFolder()
        let path = "\(scratch.path)/\(textFile)"
        try Data([0x53, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: NoticeError.self) {
            try NoticeTemplate(.certificateExpires, folder: scratch.path)
        }
        #expect(error?.happened.contains(path) == true)
    }

    @Test func `finds a value for every field that it may name`() throws {
        let scratch = try TemporaryFolder()
        let lines = NoticeData.fields.map { "\($0)={{\($0)}}" }.joined(separator: "\n")
        try scratch.write("Subject: x\n\n\(lines)", to: textFile)
        let notice = try NoticeTemplate(.certificateExpires, folder: scratch.path)
            .render(Samples.data())
        for line in notice.text.split(separator: "\n") { #expect(!line.hasSuffix("=")) }
        #expect(notice.text.split(separator: "\n").count == NoticeData.fields.count)
    }

    private let textFile = "certificate-expires.txt.mustache"
}
