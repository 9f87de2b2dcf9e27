import Notices
import Settings
import Wording

/// Which template a command is about.
package struct TemplateChoice: Sendable {
    /// Its name.
    let name: TemplateName
    /// The language, or empty for every one.
    let language: String

    /// The template of a word; throws where there is none, or the language is no tag.
    package init(_ word: String, language: String?) throws {
        guard let name = TemplateName(word) else {
            throw JobError.usage(
                text: "there is no template \(word.printable(limit: 60)); there are "
                    + TemplateName.all.map(\.word).joined(separator: ", "))
        }
        self.name = name
        guard let language else {
            self.language = ""
            return
        }
        do {
            self.language = try ContactFields.language(language)
        } catch {
            throw JobError.usage(text: error.text)
        }
    }
}

extension RunContext {
    /// The operator's folder of templates.
    var templateFolder: String { configuration.settings.templates }

    /// The templates as the programs use them.
    func templates() throws(NoticeError) -> NoticeTemplates {
        try NoticeTemplates(folder: templateFolder)
    }
}
