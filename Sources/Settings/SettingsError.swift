package import Wording

/// What is wrong with a settings file; a secret value never appears in it.
package enum SettingsError: ExplainedError, Equatable {
    /// The file holds control characters: it is no settings file.
    case notText(file: String, line: Int)
    /// Everything that is wrong in one file; never empty.
    case problems([SettingProblem])

    /// What happened, every problem of the file with its line.
    package var happened: String {
        switch self {
        case .notText(let file, let line):
            "\(file.printable()):\(line): the file is not plain text"
        case .problems(let problems):
            problems.map(\.text).joined(separator: "; ")
        }
    }

    /// What the reader does about it.
    package var remedy: String {
        switch self {
        case .notText: "save it as UTF-8 text"
        case .problems(let problems):
            problems.count == 1
                ? "correct this and start again; nothing has been done"
                : "correct these \(problems.count) and start again; nothing has been done"
        }
    }

    /// It stays wrong until somebody edits the file.
    package var retry: Retry { .never }
}

/// One thing that is wrong in a settings file, and where.
package struct SettingProblem: Sendable, Equatable {
    /// What is wrong.
    package enum Kind: Sendable, Equatable {
        /// No setting has this name; perhaps the other was meant.
        case unknownName(String, suggestion: String?)
        /// The value is not one of the allowed; nil where it is a secret.
        case wrongValue(name: String, value: String?, allowed: String)
        /// A setting that must be there is not.
        case missing(name: String, allowed: String)
        /// Two settings that exclude each other are both there.
        case conflict(name: String, other: String)
        /// The value cannot stand in a line of a file.
        case notOneLine(name: String)
    }

    /// The file, as the caller named it.
    package let file: String
    /// The line, or nil where the whole file is meant.
    package let line: Int?
    /// What is wrong.
    package let kind: Kind

    /// One thing that is wrong, and where.
    package init(file: String, line: Int?, kind: Kind) {
        self.file = file
        self.line = line
        self.kind = kind
    }

    /// Place and problem in one line.
    package var text: String {
        let place = line.map { "\(file.printable()):\($0)" } ?? file.printable()
        return "\(place): \(kind.text)"
    }
}

extension SettingProblem.Kind {
    /// What is wrong, without a place.
    package var text: String {
        switch self {
        case .unknownName(let name, let suggestion):
            "there is no setting \(name.printable(limit: 60))"
                + (suggestion.map { ", did you mean \($0)" } ?? "")
        case .wrongValue(let name, let value, let allowed):
            "\(name) is \(shown(value)), allowed is \(allowed)\(commentHint(value))"
        case .missing(let name, let allowed): "\(name) is missing, it is \(allowed)"
        case .conflict(let name, let other): "\(name) and \(other) exclude each other"
        case .notOneLine(let name): "\(name) holds a control character"
        }
    }

    private func shown(_ value: String?) -> String {
        guard let value else { return Secret("").description }
        return value.isEmpty ? "empty" : "\"\(value.printable(limit: 100))\""
    }

    private func commentHint(_ value: String?) -> String {
        value?.contains(" #") == true ? " (a comment needs a line of its own)" : ""
    }
}
