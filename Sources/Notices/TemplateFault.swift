import Mustache

extension MustacheTemplate.ParserError {
    /// What is wrong with the template, in words.
    var fault: String {
        guard let error = error as? MustacheTemplate.Error else { return "it cannot be read" }
        return switch error {
        case .sectionCloseNameIncorrect: "a section is closed that was not opened last"
        case .unfinishedName: "a tag is not finished"
        case .expectedSectionEnd: "a section is not closed"
        case .invalidSetDelimiter: "a tag that sets delimiters is malformed"
        default: "a tag is used where it may not be"
        }
    }
}
