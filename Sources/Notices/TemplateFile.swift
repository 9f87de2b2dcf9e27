private import Foundation

/// A file of the operator that replaces a shipped template for one part and language.
package struct TemplateFile: Sendable {
    /// Which template it replaces.
    package let name: TemplateName
    /// Which part.
    package let part: TemplatePart
    /// The language in lower case, such as `de` or `pt-br`; empty for every one.
    package let language: String
    /// Where it is.
    package let path: String
    /// The template, or what is wrong with it.
    let compiled: Result<CompiledTemplate, NoticeError>

    /// What is wrong with it; nil where it can be used.
    package var problem: NoticeError? {
        if case .failure(let error) = compiled { error } else { nil }
    }

    /// The largest template: a page of text is a hundredth of it.
    private static let largest = 262_144

    /// The file of a folder, or nil where its name is not `<kind>[.<language>].txt.mustache` or
    /// the same with `html`.
    init?(_ file: String, folder: String) {
        let words = file.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (3...4).contains(words.count), words.last == "mustache",
            let name = TemplateName(words[0]),
            let part = TemplatePart(rawValue: words[words.count - 2]),
            words.count == 3 || !words[1].isEmpty
        else { return nil }
        self.name = name
        self.part = part
        language = words.count == 4 ? words[1].lowercased() : ""
        path = "\(folder)/\(file)"
        compiled = Self.compile(path, name, part, language: language)
    }

    /// Where the file for a part and language belongs.
    package static func path(
        _ name: TemplateName, _ part: TemplatePart, language: String, folder: String
    ) -> String {
        let middle = language.isEmpty ? "" : ".\(language)"
        return "\(folder)/\(name.word)\(middle).\(part.rawValue).mustache"
    }

    private static func compile(
        _ path: String, _ name: TemplateName, _ part: TemplatePart, language: String
    ) -> Result<CompiledTemplate, NoticeError> {
        do throws(NoticeError) {
            let text = try read(path)
            return .success(
                try CompiledTemplate(text, name, part, language: language, source: path))
        } catch {
            return .failure(error)
        }
    }

    private static func read(_ path: String) throws(NoticeError) -> String {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let facts = try? FileManager.default.attributesOfItem(atPath: url.path)
        guard let facts, facts[.type] as? FileAttributeType == .typeRegular else {
            throw .template(path, line: 1, problem: "it is no file that can be read")
        }
        guard (facts[.size] as? NSNumber)?.intValue ?? 0 <= largest else {
            throw .template(path, line: 1, problem: "it is larger than \(largest) bytes")
        }
        guard let bytes = try? Data(contentsOf: url) else {
            throw .template(path, line: 1, problem: "it is no file that can be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .template(path, line: 1, problem: "it is not UTF-8")
        }
        // A mark that some editors put first.
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
}
