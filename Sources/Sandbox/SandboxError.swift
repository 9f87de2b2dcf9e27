package import Wording

/// What can go wrong in the sandbox, before it serves and in an answer it gives.
package enum SandboxError: ExplainedError, Equatable {
    /// An option has a value that makes no sense.
    case usage(option: String, reason: String)
    /// A file or folder of the state folder cannot be made, read or written.
    case cannotCreate(path: String, reason: String)
    /// Another sandbox works in the state folder.
    case inUse(path: String)
    /// The state file holds what this program cannot have written.
    case damaged(what: String)
    /// An address cannot be listened on.
    case cannotBind(address: String, reason: String)
    /// A certificate, key or request cannot be made or read.
    case cryptography(what: String, reason: String)
    /// A command is refused with an error number of the API.
    case refused(number: Int, text: String)
    /// The body of a request cannot be read, and the status of HTTP that says so.
    case body(status: Int, reason: String)
    /// A request on the control port is not understood.
    case control(reason: String)

    /// What happened, in one clause.
    package var happened: String {
        switch self {
        case .usage(let option, let reason):
            "the option \(option.printable()) is not usable: \(reason.printable())"
        case .cannotCreate(let path, let reason):
            "\(path.printable()) cannot be made or read: \(reason.printable())"
        case .inUse(let path): "another ssl-sandbox holds \(path.printable())"
        case .damaged(let what): "the state folder is damaged at \(what.printable())"
        case .cannotBind(let address, let reason):
            "\(address.printable()) cannot be listened on: \(reason.printable())"
        case .cryptography(let what, let reason):
            "\(what.printable()) failed: \(reason.printable())"
        case .refused(let number, let text): "refused with \(number): \(text.printable())"
        case .body(_, let reason): "the body is refused: \(reason.printable())"
        case .control(let reason): "the control request is refused: \(reason.printable())"
        }
    }

    /// What the reader does about it.
    package var remedy: String {
        switch self {
        case .usage: "correct the option; see --help"
        case .cannotCreate: "name a folder that is writable and not damaged with --state"
        case .inUse: "end it, or name another folder with --state"
        case .damaged: "move what is there aside or name another folder with --state"
        case .cannotBind: "choose another address or port, 0 picks a free one"
        case .cryptography: "check the request, or start with an empty state folder"
        case .refused: "correct the parameters of the call"
        case .body: "send a form as application/x-www-form-urlencoded or multipart/form-data"
        case .control: "correct the path, the method or the fields"
        }
    }

    /// Whether trying again is safe.
    package var retry: Retry {
        switch self {
        case .cannotBind, .inUse: .later
        case .usage, .cannotCreate, .damaged, .cryptography, .refused, .body, .control: .never
        }
    }
}
