private import Mustache

/// One part of a template, checked and ready to be filled.
struct CompiledTemplate: Sendable {
    /// The language its words are in, or empty where nobody said.
    let language: String
    private let subject: MustacheTemplate?
    private let body: MustacheTemplate

    /// Checks and compiles a part; throws with the line where something is wrong.
    init(
        _ text: String, _ name: TemplateName, _ part: TemplatePart, language: String, source: String
    ) throws(NoticeError) {
        self.language = language
        let unified = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .joined(separator: "\n")
        guard part == .text, name.hasSubject else {
            subject = nil
            body = try Self.compile(unified, 1, name, part, source)
            return
        }
        let lines = unified.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[0].hasPrefix("Subject: "), lines[1].allSatisfy(\.isWhitespace)
        else {
            throw .template(
                source, line: 1,
                problem: "it does not start with a line `Subject: …`, a blank line and the text")
        }
        let line = String(lines[0].dropFirst("Subject: ".count))
        subject = try Self.compile(line, 1, name, part, source)
        body = try Self.compile(String(lines[2]), 3, name, part, source)
    }

    /// The subject, cut to what a list of mails shows; empty where the part has none.
    func subject(_ values: TemplateValues) -> String {
        guard let subject else { return "" }
        return CleanText.shortened(subject.render(values.named), limit: 200)
    }

    /// Whether its words are in a language, as far as both are known; `pt-br` is `pt`.
    func isIn(_ other: String) -> Bool {
        let first = { (tag: String) in tag.prefix { $0 != "-" } }
        return language.isEmpty || other.isEmpty || first(language) == first(other)
    }

    /// The body.
    func body(_ values: TemplateValues) -> String { body.render(values.named) }

    private static func compile(
        _ text: String, _ firstLine: Int, _ name: TemplateName, _ part: TemplatePart,
        _ source: String
    ) throws(NoticeError) -> MustacheTemplate {
        var tags = TemplateTags(
            source: source, firstLine: firstLine, part: part, fields: name.fields)
        try tags.check(text)
        do {
            // Values for HTML are escaped before: the library leaves a quote with a mark over it.
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
        } catch let error as MustacheTemplate.ParserError {
            let line = error.context.lineNumber + firstLine - 2
            throw .template(source, line: line, problem: "\(error.error)")
        } catch {
            throw .template(source, line: firstLine, problem: "\(error)")
        }
    }
}
