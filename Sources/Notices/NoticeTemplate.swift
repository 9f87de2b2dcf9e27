private import Foundation
private import Mustache

/// The words of one kind of notice, ready to be filled with data.
package struct NoticeTemplate: Sendable {
    private let subject: MustacheTemplate
    private let text: MustacheTemplate
    private let html: MustacheTemplate
    private let source: String

    /// The template of a kind: the operator's files in `folder` where they exist, the shipped ones
    /// where they do not.
    ///
    /// The files are `<kind>.txt.mustache` (a line `Subject: …`, a blank line, the text) and
    /// `<kind>.html.mustache`. Throws where a name is used that `NoticeData.fields` does not hold.
    package init(_ kind: NoticeKind, folder: String?) throws(NoticeError) {
        let text = try Self.read(kind, "txt", folder: folder) ?? kind.shipped.text
        let html = try Self.read(kind, "html", folder: folder) ?? kind.shipped.html
        let names = ["txt", "html"].map { Self.fileName(kind, $0) }
        try self.init(text: text, textSource: names[0], html: html, htmlSource: names[1])
    }

    private init(
        text: String, textSource: String, html: String, htmlSource: String
    ) throws(NoticeError) {
        let unified = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .joined(separator: "\n")
        let lines = unified.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[0].hasPrefix("Subject: "), lines[1].allSatisfy(\.isWhitespace)
        else {
            throw .template(
                textSource, line: 1,
                problem: "it does not start with a line `Subject: …`, a blank "
                    + "line and the text")
        }
        let plain = "{{% CONTENT_TYPE:TEXT}}"
        source = textSource
        subject = try Self.compile(
            String(lines[0].dropFirst("Subject: ".count)), prefix: plain, textSource, firstLine: 1)
        self.text = try Self.compile(
            String(lines[2]), prefix: plain, textSource, firstLine: 3)
        self.html = try Self.compile(html, prefix: "", htmlSource, firstLine: 1)
    }

    /// Fills the template with the data of one notice.
    package func render(_ data: NoticeData) throws(NoticeError) -> Notice {
        let values = data.values
        return try Notice(
            subject: subject.render(values), text: text.render(values), html: html.render(values))
    }

    private static func compile(
        _ text: String, prefix: String, _ source: String, firstLine: Int
    ) throws(NoticeError) -> MustacheTemplate {
        let tags = TemplateTags(source: source, firstLine: firstLine)
        try tags.check(text, allowsUnescaped: !prefix.isEmpty)
        do {
            return try MustacheTemplate(string: prefix + text)
        } catch let error as MustacheTemplate.ParserError {
            let line = error.context.lineNumber + firstLine - 1
            throw .template(source, line: line, problem: error.fault)
        } catch {
            throw .template(source, line: firstLine, problem: "it cannot be read")
        }
    }

    private static func fileName(_ kind: NoticeKind, _ part: String) -> String {
        "\(kind.rawValue).\(part).mustache"
    }

    /// The operator's file, or nil where there is none.
    private static func read(
        _ kind: NoticeKind, _ part: String, folder: String?
    ) throws(NoticeError) -> String? {
        guard let folder else { return nil }
        let path = "\(folder)/\(fileName(kind, part))"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        } catch {
            throw .template(path, line: 1, problem: "it cannot be read as UTF-8")
        }
    }
}
