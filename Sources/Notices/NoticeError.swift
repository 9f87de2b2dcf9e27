package import HTTP
package import Processes
package import SMTP
package import Wording

/// Why a notice could not be worded, composed or handed over.
package enum NoticeError: ExplainedError, Equatable {
    /// A template uses a name that the data do not have; the known ones come last.
    case unknownName(String, String, line: Int, known: [String])
    /// A template is not usable; the file comes first.
    case template(String, line: Int, problem: String)
    /// The data of a notice are not those of its kind.
    case data(kind: NoticeKind, field: String, problem: String)
    /// A part of the message is not what it can be; the part's name comes first.
    case malformed(String, String)
    /// The mail program, or that of the settings, refused the message; its last words are already printable.
    case refused(program: String, exit: Exit, lastWords: String)
    /// That program could not be run to its end.
    case notRun(ChildProcessError)
    /// The message could not be written to the outbox.
    case notWritten(FileFailure)
    /// The mail server did not take the message.
    case notSubmitted(SMTPError)
    /// The message could not be posted to the end.
    case notPosted(HTTPError)
    /// The webhook answered with another status than success; its words are already printable.
    case notAccepted(host: String, status: Int, words: String)

    /// Whether the same message may get through later.
    package enum Permanence: Sendable {
        /// The same message fails in the same way: a person has to change something in it.
        case permanent
        /// The cause lies outside the message and may pass.
        case transient
    }

    /// Whether the same message may get through later.
    package var permanence: Permanence {
        switch self {
        case .unknownName, .template, .data, .malformed: .permanent
        // sysexits.h: 65 bad data, 67 unknown user, 68 unknown host; the others are the machine's.
        case .refused(_, let exit, _):
            [.code(65), .code(67), .code(68)].contains(exit) ? .permanent : .transient
        case .notSubmitted(let error): error.isPermanent ? .permanent : .transient
        case .notAccepted(_, let status, _):
            WebhookAnswer(status).isPermanent ? .permanent : .transient
        case .notRun, .notWritten, .notPosted: .transient
        }
    }

    /// What happened, naming the template, the part, the program or the file.
    package var happened: String {
        switch self {
        case .unknownName(let name, let source, let line, _):
            "\(source.printable()):\(line): the notice data have no \"\(name.printable(limit: 60))\""
        case .template(let source, let line, let problem):
            "\(source.printable()):\(line): \(problem.printable())"
        case .data(let kind, let field, let problem):
            "the data of the notice \(kind.rawValue) are wrong: \(field.printable()) \(problem)"
        case .malformed(let part, let text):
            "the \(part) \"\(text.printable(limit: 100))\" of the message is malformed"
        case .refused(let program, let exit, let lastWords):
            "the program \(program.printable()) ended with \(exit)"
                + (lastWords.isEmpty ? "" : ": \(lastWords)")
        case .notRun(let error): error.happened
        case .notSubmitted(let error): error.happened
        case .notPosted(let error): error.happened
        case .notAccepted(let host, let status, let words):
            "the webhook at \(host.printable()) answered \(status)"
                + (words.isEmpty ? "" : ": \(words)")
        case .notWritten(let failure):
            "the message \(failure.path.printable()) could not be written: \(failure.reason)"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .unknownName(_, _, _, let known): "use one of \(known.joined(separator: ", "))"
        case .data: "report it: the program does not fit its templates"
        case .template: "correct the template, or remove the file to use the shipped one"
        case .malformed: "correct it in the contacts or the settings"
        case .refused:
            permanence == .permanent
                ? "correct the customer's address" : "see the program's own log; it is tried again"
        case .notRun(let error): error.remedy
        case .notSubmitted(let error): error.remedy
        case .notPosted(let error): error.remedy
        case .notAccepted(_, let status, _): WebhookAnswer(status).remedy
        case .notWritten: "check the folder, its owner and free space"
        }
    }

    /// Never for a message that stays wrong; later otherwise: nothing was sent.
    package var retry: Retry { permanence == .permanent ? .never : .later }
}
