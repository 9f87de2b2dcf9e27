import Foundation
import Notices
import TestSupport
import Testing
import Wording

@Suite struct `A file over a notice template` {
    private let textFile = "certificate-expires.txt.mustache"

    private func render(
        _ scratch: TemporaryFolder, language: String? = nil,
        _ facts: [NoticeField: NoticeValue] = [:]
    ) throws -> (notice: Notice, problem: NoticeError?) {
        try NoticeTemplates(folder: scratch.path).render(
            NoticeData.sample(.certificateExpires, with: facts), language: language)
    }

    private func problem(_ text: String, in file: String? = nil) throws -> NoticeError? {
        let scratch = try TemporaryFolder()
        try scratch.write(text, to: file ?? textFile)
        let templates = try NoticeTemplates(folder: scratch.path)
        #expect(templates.files.map(\.path) == ["\(scratch.path)/\(file ?? textFile)"])
        let (notice, problem) = try templates.render(
            NoticeData.sample(.certificateExpires), language: "de")
        // Whatever is wrong with the file, the notice is the shipped one.
        if problem != nil {
            #expect(notice.subject.hasPrefix("shop.example.com: the SSL certificate expires"))
            #expect(notice.text.contains("What to do".uppercased()))
            #expect(notice.html.contains("What to do</h2>"))
            #expect(templates.problems == [problem].compactMap(\.self))
        }
        return problem
    }

    @Test func `is taken instead of the shipped one, its text in HTML too`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write("Subject: {{host}} läuft ab\n\nNoch {{daysLeft}} <Tage>\n", to: textFile)
        let (notice, problem) = try render(scratch)
        #expect(problem == nil)
        #expect(notice.subject == "shop.example.com läuft ab")
        #expect(notice.text.contains("\nNoch 9 <Tage>\n"))
        #expect(notice.html.contains(">Noch 9 &lt;Tage&gt;</div>"))
        #expect(!notice.html.contains("It is time"))
    }

    @Test func `of HTML alone leaves the shipped text`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write("<p>{{host}}</p>\n", to: "certificate-expires.html.mustache")
        let (notice, _) = try render(scratch)
        #expect(notice.text.contains("It is time"))
        #expect(notice.html.contains("<p>shop.example.com</p>"))
        #expect(!notice.html.contains("It is time"))
    }

    @Test func `that is a whole page of HTML stands alone`() throws {
        let scratch = try TemporaryFolder()
        let page = "<!doctype html>\n<HTML><BODY class=\"a\">\n<p>{{host}} İ</p>\n</BODY></HTML>\n"
        try scratch.write(page, to: "certificate-expires.html.mustache")
        let (notice, _) = try render(scratch)
        #expect(notice.html == page.replacing("{{host}}", with: "shop.example.com"))
        let templates = try NoticeTemplates(folder: scratch.path)
        let data = try NoticeData.sample(.certificateExpires)
        let digest = try templates.digest([data, data], language: nil).notice
        #expect(digest.html.ranges(of: "<p>shop.example.com İ</p>").count == 2)
        #expect(digest.html.lowercased().ranges(of: "<body").count == 1)
    }

    @Test(arguments: [
        ("pt-br", "pt-br", "pt-br"), ("PT-BR", "pt-br", "pt-br"), ("pt", "pt", "pt"),
        ("pt-pt", "pt", "pt"), ("de", "none", "none"), (nil, "none", "none"), ("", "none", "none"),
    ])
    func `is chosen by language, the nearest first`(
        _ language: String?, _ text: String, _ html: String
    ) throws {
        let scratch = try TemporaryFolder()
        for tag in ["pt-BR", "pt", ""] {
            let middle = tag.isEmpty ? "" : ".\(tag)"
            let word = tag.isEmpty ? "none" : tag.lowercased()
            try scratch.write(
                "Subject: {{host}}\n\ntext \(word)", to: "certificate-expires\(middle).txt.mustache"
            )
            try scratch.write(
                "<p>page \(word)</p>", to: "certificate-expires\(middle).html.mustache")
        }
        let (notice, problem) = try render(scratch, language: language)
        #expect(problem == nil)
        #expect(notice.text.contains("text \(text)\n"))
        #expect(notice.html.contains("<p>page \(html)</p>"))
    }

    @Test func `of a language is not mixed with HTML of another, nor with an English greeting`()
        throws
    {
        let scratch = try TemporaryFolder()
        try scratch.write(
            "Subject: {{host}}\n\nGuten Tag", to: "certificate-expires.de.txt.mustache")
        try scratch.write("<p>Good day</p>", to: "certificate-expires.html.mustache")
        let german = try render(scratch, language: "de-at").notice
        #expect(german.html.contains(">Guten Tag</div>") && german.html.contains("lang=\"de\""))
        for part in [german.text, german.html] {
            #expect(!part.contains("Dear customer") && !part.contains("Kind regards"))
            #expect(part.contains("Example Hosting"))
        }
        let other = try render(scratch, language: "fr").notice
        #expect(other.html.contains("<p>Good day</p>") && other.html.contains("Dear customer"))
        #expect(!other.html.contains("<html lang"))
    }

    @Test func `can be a frame of its own`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write(
            "<html><body>{{subject}}|{{{body}}}|</body></html>", to: "frame.html.mustache")
        let (notice, problem) = try render(scratch, [.host: .text("a&b.example")])
        #expect(problem == nil)
        #expect(notice.html.hasPrefix("<html><body>a&amp;b.example: the SSL certificate"))
        #expect(notice.html.contains("|<p style"))
        try scratch.write("<html>{{body}}</html>", to: "frame.html.mustache")
        let (shipped, flaw) = try render(scratch)
        #expect(shipped.html.contains("<!DOCTYPE html>"))
        #expect(flaw?.happened.contains("frame.html.mustache:1: body is HTML already") == true)
    }

    @Test func `may use Windows line ends and begin with a byte order mark`() throws {
        let scratch = try TemporaryFolder()
        try scratch.write(
            "\u{FEFF}Subject: {{host}}\r\n\r\nDays: {{daysLeft}}\r\n", to: textFile)
        let (notice, problem) = try render(scratch)
        #expect(problem == nil && notice.subject == "shop.example.com")
        #expect(notice.text.contains("\nDays: 9\n") && !notice.text.contains("\r"))
    }

    @Test(arguments: [
        ("Subject: {{hots}}\n\nx\n", "hots", 1),
        ("Subject: x\n\na\n{{#price}}b{{/price}}\n", "price", 4),
        ("Subject: x\n\na\nb\n{{ upper(host) }}\n", "upper(host)", 5),
        ("Subject: x\n\n{{host}}\n{{host.length}}", "host.length", 4),
        ("Subject: x\n\n{{{module}}}\n", "module", 3),
        ("Subject: x\n\n{{first()}}\n", "first()", 3),
        ("Subject: x\n\n{{#names}}\n{{nmaes}}\n{{/names}}\n", "nmaes", 4),
        ("Subject: x\n\n{{#names}}{{#host}}\n{{#first()}}{{/first()}}", "first()", 4),
        ("Subject: x\r\n\r\na\r\n{{^x}}b{{/x}}\r\n", "x", 4),
    ])
    func `that uses a name the data do not have is refused with the line`(
        _ text: String, _ name: String, _ line: Int
    ) throws {
        let error = try problem(text)
        guard case .unknownName(name, _, line, let known)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(known.contains("host") && error?.remedy.contains("timeLeft") == true)
        #expect(error?.explanation.contains("\(textFile):\(line): ") == true)
        #expect(error?.retry == .never)
    }

    @Test(arguments: [
        ("Subject: x\n\na\n{{#host}}b\n", 4), ("Subject: x\n\na\n{{> other}}\n", 4),
        ("Hello\n\nx\n", 1), ("Subject: x\nbody\nx\n", 1), ("Subject: x", 1), ("", 1),
        ("Subject: x\n\n{{.}}", 3), ("Subject: x\n\n\n{{names}}", 4),
        ("Subject: x\n\n{{nothingToPay}}", 3), ("Subject: x\n\n{{=<% %>=}}", 3),
        ("Subject: x\n\n{{% CONTENT_TYPE:HTML}}", 3), ("Subject: x\n\n{{$a}}{{/a}}", 3),
        ("Subject: x\n\n{{< a}}{{/a}}", 3), ("Subject: x\n\n{{#host}}\n{{/names}}", 4),
        ("Subject: x\n\n{{/host}}", 3), ("Subject: {{#host}}x\n\n{{/host}}", 1),
        ("Subject: x\n\n" + String(repeating: "{{#host}}", count: 5_000), 3),
        ("Subject: x\n\n\n{{host", 4),
    ])
    func `that cannot be used is refused with the line`(_ text: String, _ line: Int) throws {
        switch try problem(text) {
        case .template(let source, line, _)?: #expect(source.hasSuffix(textFile))
        case let other: Issue.record("\(String(describing: other)) for \(text.prefix(80))")
        }
    }

    @Test(arguments: [
        "Subject: \n\nx", "Subject: {{^host}}x{{/host}}\n\nx", "Subject: a\u{7}b\n\nx",
    ])
    func `whose subject cannot be sent with the data gives way to the shipped one`(
        _ text: String
    ) throws {
        let scratch = try TemporaryFolder()
        try scratch.write(text, to: textFile)
        let (notice, problem) = try render(scratch)
        #expect(notice.text.contains("It is time"))
        #expect(
            problem?.happened.hasPrefix("\(scratch.path)/\(textFile):1: with these data") == true)
    }

    @Test(arguments: ["<p>\n{{{host}}}</p>\n", "<p>\n{{&host}}</p>\n"])
    func `of HTML must escape its values`(_ text: String) throws {
        let error = try problem(text, in: "certificate-expires.html.mustache")
        #expect(error?.happened.contains(".html.mustache:2: an HTML value must be") == true)
    }

    @Test func `of a table may name its columns within it only`() throws {
        let scratch = try TemporaryFolder()
        let file = "validation-needed.txt.mustache"
        for (body, isRight) in [
            ("{{#records}}{{name}}{{host}}{{first()}}{{/records}}{{recordsCount}}", true),
            ("{{#hasRecords}}{{#records}}{{value}}{{/records}}{{/hasRecords}}", true),
            ("{{#files}}{{name}}{{/files}}", false), ("{{name}}", false),
            ("{{#records}}{{url}}{{/records}}", false), ("{{^records}}{{name}}{{/records}}", false),
            ("{{#records}}{{.}}{{/records}}", false),
        ] {
            try scratch.write("Subject: x\n\n\(body)", to: file)
            #expect(
                try NoticeTemplates(folder: scratch.path).problems.isEmpty == isRight, "\(body)")
        }
    }

    @Test func `finds a value for every field that it may name`() throws {
        let scratch = try TemporaryFolder()
        for kind in NoticeKind.allCases {
            let data = try NoticeData.sample(kind)
            let lines = TemplateName.kind(kind).fields.map { field in
                switch field.shape {
                case .texts: "\(field.name)={{#\(field.name)}}{{.}}{{/\(field.name)}};"
                case .rows(let columns):
                    "\(field.name)={{#\(field.name)}}"
                        + columns.map { "{{\($0.name)}}" }.joined() + "{{/\(field.name)}};"
                case .flag: "\(field.name)={{#\(field.name)}}yes{{/\(field.name)}}no;"
                default: "\(field.name)={{\(field.name)}};"
                }
            }
            try scratch.write(
                "Subject: x\n\n\(lines.joined(separator: "\n"))",
                to: "\(kind.rawValue).txt.mustache")
            let (notice, problem) = try NoticeTemplates(folder: scratch.path).render(
                data, language: nil)
            #expect(problem == nil)
            let empty = notice.text.split(separator: "\n").filter { $0.hasSuffix("=;") }
            let allowed = ["addedNames=;", "removedNames=;", "certificateText=;"]
            #expect(empty.allSatisfy { allowed.contains(String($0)) || $0.contains("More=") })
        }
    }

    @Test func `that is no text, no file or too large is refused by path`() throws {
        let scratch = try TemporaryFolder()
        let path = "\(scratch.path)/\(textFile)"
        try Data([0x53, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
        #expect(
            try render(scratch).problem?.happened.contains("\(path):1: it is not UTF-8") == true)
        try scratch.write(String(repeating: "x", count: 262_145), to: textFile)
        #expect(try render(scratch).problem?.happened.contains("larger than 262144") == true)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(try render(scratch).problem?.happened.contains("no file that can be read") == true)
    }

    @Test func `whose name is none of them is told apart`() throws {
        let scratch = try TemporaryFolder()
        for name in [
            "certificate-expire.txt.mustache", "night.text.mustache", "night.a.b.txt.mustache",
            "night..txt.mustache", "night.txt.mustache", "README", ".night.txt.mustache",
        ] {
            try scratch.write("Subject: x\n\nx", to: name)
        }
        let templates = try NoticeTemplates(folder: scratch.path)
        #expect(templates.files.map(\.name) == [.kind(.night)])
        #expect(
            templates.strangers == [
                "certificate-expire.txt.mustache", "night..txt.mustache", "night.a.b.txt.mustache",
                "night.text.mustache",
            ])
        #expect(try NoticeTemplates(folder: scratch.path + "/none").files.isEmpty)
    }
}
