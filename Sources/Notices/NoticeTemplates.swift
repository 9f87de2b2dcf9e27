private import Foundation

/// The words of all notices: the shipped templates, and the operator's files over them.
///
/// A file is `<kind>.txt.mustache` (a line `Subject: …`, a blank line, the text) or
/// `<kind>.html.mustache`; `<kind>.<language>.txt.mustache` is for subscriptions of that language
/// only. For `pt-br` the files of `pt-br`, of `pt` and of no language are looked for, then the
/// shipped template is taken. A text without an HTML file for it is shown in HTML as it is.
package struct NoticeTemplates: Sendable {
    /// The operator's files, by name.
    package let files: [TemplateFile]
    /// Names in the folder that look like templates and are none.
    package let strangers: [String]
    /// What is wrong with the folder: the shipped templates are taken then.
    package let folderProblem: NoticeError?
    private let shipped: [Key: CompiledTemplate]
    private let replacing: [Key: TemplateFile]

    private struct Key: Hashable {
        let name: TemplateName
        let part: TemplatePart
        var language = ""
    }

    /// The templates with the files of a folder over them; without one, or where it is not there,
    /// the shipped ones.
    ///
    /// A file that cannot be used is no error here: see `TemplateFile.problem`. Throws only where
    /// a shipped template is broken, which a test excludes.
    package init(folder: String?) throws(NoticeError) {
        let names = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) }
        let isThere = folder.map { FileManager.default.fileExists(atPath: $0) } ?? false
        folderProblem =
            names == nil && isThere
            ? .template(folder ?? "", line: 1, problem: "the folder cannot be read") : nil
        let candidates = (names ?? []).sorted().filter {
            $0.hasSuffix(".mustache") && !$0.hasPrefix(".")
        }
        let found = candidates.map { ($0, TemplateFile($0, folder: folder ?? "")) }
        files = found.compactMap(\.1)
        strangers = found.filter { $0.1 == nil }.map(\.0)
        var replacing: [Key: TemplateFile] = [:]
        for file in files {
            replacing[Key(name: file.name, part: file.part, language: file.language)] = file
        }
        self.replacing = replacing
        var shipped: [Key: CompiledTemplate] = [:]
        for name in TemplateName.all {
            let template = name.shipped
            for (part, text) in [(TemplatePart.text, template.text), (.html, template.html)] {
                shipped[Key(name: name, part: part)] = try CompiledTemplate(
                    text, name, part, language: "en", source: "\(name.word).\(part.rawValue)")
            }
        }
        self.shipped = shipped
    }

    /// What is wrong with the operator's files, or with their folder.
    package var problems: [NoticeError] {
        [folderProblem].compactMap(\.self) + files.compactMap(\.problem)
    }

    /// The template of a part as its author wrote it, shipped with the programs.
    package static func shippedText(_ name: TemplateName, _ part: TemplatePart) -> String {
        part == .text ? name.shipped.text : name.shipped.html
    }

    /// The operator's file that a language gets for a part; nil where it is the shipped one.
    package func file(
        _ name: TemplateName, _ part: TemplatePart, language: String?
    ) -> TemplateFile? {
        Self.chain(language).lazy
            .compactMap { replacing[Key(name: name, part: part, language: $0)] }.first
    }

    /// The languages a subscription's one falls back to, itself first, no language last.
    private static func chain(_ language: String?) -> [String] {
        var tag = (language ?? "").lowercased()
        var chain: [String] = []
        while !tag.isEmpty {
            chain.append(tag)
            tag = String(tag[..<(tag.lastIndex(of: "-") ?? tag.startIndex)])
        }
        return chain + [""]
    }

    /// The parts that a language gets; no HTML where it is made from the text.
    func parts(
        _ name: TemplateName, language: String?
    ) throws(NoticeError) -> (text: CompiledTemplate, html: CompiledTemplate?) {
        let chain = Self.chain(language)
        let text = file(name, .text, language: language)
        let html = file(name, .html, language: language)
        let own = try shippedParts(name)
        let isHTMLBelow =
            text.flatMap { chain.firstIndex(of: $0.language) } ?? chain.count
            < (html.flatMap { chain.firstIndex(of: $0.language) } ?? chain.count)
        return (
            try text?.compiled.get() ?? own.text,
            isHTMLBelow && name != .frame ? nil : try html?.compiled.get() ?? own.html
        )
    }

    /// The shipped parts.
    func shippedParts(
        _ name: TemplateName
    ) throws(NoticeError) -> (text: CompiledTemplate, html: CompiledTemplate) {
        guard let text = shipped[Key(name: name, part: .text)],
            let html = shipped[Key(name: name, part: .html)]
        else { throw .template(name.word, line: 1, problem: "it is not shipped") }
        return (text, html)
    }
}
