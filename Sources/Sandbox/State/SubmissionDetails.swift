/// A submission without its request, as the state file holds it.
struct SubmissionDetails: Codable {
    /// One name and its method: `file`, `cname` or a mailbox.
    struct Method: Codable {
        let name: String
        let method: String
    }

    let methods: [Method]
    let unique: String
    let replaces: Int
    let failures: Int
    let leavesTwinOut: Bool
    let isApproved: Bool
    let approver: String

    init(_ submission: Submission) {
        methods = submission.methods.map { name, method in
            Method(name: name, method: method.word)
        }
        unique = submission.unique
        replaces = submission.replaces
        failures = submission.failures
        leavesTwinOut = submission.leavesTwinOut
        isApproved = submission.isApproved
        approver = submission.approver
    }

    /// The submission of a request.
    func submission(of request: SigningRequest) -> Submission {
        Submission(
            request: request,
            methods: methods.map { ($0.name, ValidationMethod(word: $0.method)) }, unique: unique,
            replaces: replaces, failures: failures, leavesTwinOut: leavesTwinOut,
            isApproved: isApproved,
            approver: approver)
    }
}

extension ValidationMethod {
    /// The word of the state file.
    fileprivate var word: String {
        switch self {
        case .file: "file"
        case .cname: "cname"
        case .mail(let address): address
        }
    }

    fileprivate init(word: String) {
        switch word {
        case "file": self = .file
        case "cname": self = .cname
        default: self = .mail(word)
        }
    }
}
