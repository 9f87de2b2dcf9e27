package import HTTP
package import Wording

/// One error of an answer.
package struct APIError: Sendable, Equatable {
    /// The CA's number (namecheap-api.md, section 3.1).
    package let number: Int
    /// The CA's own words, hostile text.
    package let text: String

    /// An error as the answer gives it.
    package init(number: Int, text: String) {
        self.number = number
        self.text = text
    }
}

/// Why a command has no answer; `command` is its documented name.
package enum NamecheapError: ExplainedError, Equatable {
    /// The command is not on the list of those that may be sent.
    case forbiddenCommand(command: String)
    /// The arguments are wrong; all of it, nothing was sent.
    case invalidArguments(command: String, problems: [String])
    /// The exchange itself failed.
    case transport(command: String, HTTPError)
    /// The answer is not one of status 200.
    case httpStatus(command: String, status: Int)
    /// The answer is not what the API answers.
    case unexpected(command: String, UnexpectedAnswer)
    /// The CA refused, in its own numbers and words, at least one.
    case refused(command: String, [APIError])

    /// The command it happened to.
    package var command: String {
        switch self {
        case .forbiddenCommand(let command), .invalidArguments(let command, _),
            .transport(let command, _), .httpStatus(let command, _), .unexpected(let command, _),
            .refused(let command, _):
            command
        }
    }

    /// What happened, with the CA's own words.
    package var happened: String {
        let name = command.split(separator: ".").last.map { String($0).printable() } ?? "?"
        return switch self {
        case .forbiddenCommand: "\(command.printable()) is not a command this program may send"
        case .invalidArguments(_, let problems):
            "\(name) was not sent: \(problems.joined(separator: ", ").printable())"
        case .transport(_, let error): "\(name) got no answer: \(error.happened)"
        case .httpStatus(_, let status): "Namecheap answered \(name) with HTTP status \(status)"
        case .unexpected(_, let answer): "Namecheap's answer to \(name) \(answer.happened)"
        case .refused(_, let errors):
            "Namecheap refused \(name): "
                + errors.map { "\($0.text.printable()) (\($0.number))" }.joined(separator: "; ")
        }
    }

    /// What the reader does about it.
    package var remedy: String {
        switch self {
        case .forbiddenCommand: "report this as a defect of the program"
        case .invalidArguments: "correct the values named"
        case .transport(_, let error): error.remedy
        case .httpStatus, .unexpected, .refused: errorClass.remedy
        }
    }

    /// Never for what might happen twice, or was refused and is sent once; else later.
    ///
    /// The next run reads again, and reads a zone before it writes it.
    package var retry: Retry {
        if command == SetHosts.name { return .later }
        if consequence == .unknown, !NamecheapCommands.isRepeatable(command) { return .never }
        return switch self {
        case .forbiddenCommand, .invalidArguments: .never
        case .transport(_, let error): error.retry
        case .refused where NamecheapCommands.isRepeatable(command): .later
        case .httpStatus, .unexpected, .refused: errorClass.retry
        }
    }

    /// The same error without the key, should an answer or a reason have repeated it.
    func redacted(_ key: Secret) -> NamecheapError {
        switch self {
        case .refused(let command, let errors):
            .refused(
                command: command,
                errors.map {
                    APIError(number: $0.number, text: key.redacted(from: $0.text))
                })
        case .unexpected(let command, .unreadable(let reason)):
            .unexpected(command: command, .unreadable(reason: key.redacted(from: reason)))
        case .unexpected(let command, .otherCommand(let name)):
            .unexpected(command: command, .otherCommand(key.redacted(from: name)))
        default: self
        }
    }
}

/// How an answer differs from what the API answers (namecheap-api.md, sections 2 and 3.3).
package enum UnexpectedAnswer: Sendable, Equatable {
    /// No bytes, or blanks only.
    case empty
    /// A web page: the limit, maintenance, or somebody in between.
    case html
    /// XML that cannot be read, cut short for example; the reason is made of libxml2's words.
    case unreadable(reason: String)
    /// An element or attribute that every answer has is missing or is no value of its kind.
    case missing(String)
    /// The answer belongs to another command.
    case otherCommand(String)
    /// Success in the envelope, none in the result, and no error that says why.
    case noSuccess

    /// The rest of the sentence "the answer …".
    fileprivate var happened: String {
        switch self {
        case .empty: "is empty"
        case .html: "is a web page"
        case .unreadable(let reason): "cannot be read: \(reason.printable())"
        case .missing(let what): "has no valid \(what)"
        case .otherCommand(let name): "belongs to \(name.printable(limit: 80))"
        case .noSuccess: "says neither that it was done nor why not"
        }
    }
}
