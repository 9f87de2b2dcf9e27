package import Processes
package import Wording

/// Why a validation record was refused, or could not be published or removed.
package enum DomainValidationError: ExplainedError, Equatable {
    /// The record proves a name that the subscription does not hold.
    case foreignName(String)
    /// The CNAME host is not one underscore label directly below a name of the subscription.
    case foreignOwner(String, names: [String])
    /// A wildcard cannot be proven by a file.
    case wildcardByFile(String)
    /// A part of the record is not what it can be; the part's name comes first.
    case malformed(String, String)
    /// The method does not serve this validation.
    case notServed(by: String, Proof)
    /// The hook ended with a failure; its last words are already printable.
    case hookFailed(program: String, exit: Exit, lastWords: String)
    /// The hook could not be run to its end.
    case hookNotRun(ChildProcessError)
    /// A file or folder of the web server could not be written.
    case notWritten(FileFailure)
    /// A DNS update was not made.
    case notUpdated(DNSUpdateFailure)

    /// What happened, naming the record's part, the hook or the file.
    package var happened: String {
        switch self {
        case .foreignName(let name):
            "the validation record is for \(name.printable()), no name of the subscription"
        case .foreignOwner(let owner, let names):
            "the CNAME host \(owner.printable()) is not one underscore label directly below "
                + names.joined(separator: " or ").printable()
        case .wildcardByFile(let name):
            "the wildcard \(name.printable()) cannot be proven by a file"
        case .malformed(let part, let text):
            "the \(part) \"\(text.printable(limit: 100))\" of the validation record is malformed"
        case .notServed(let method, let proof):
            "the method \(method) does not serve validation by \(proof.rawValue)"
        case .hookFailed(let program, let exit, let lastWords):
            "the validation hook \(program.printable()) ended with \(exit)"
                + (lastWords.isEmpty ? "" : ": \(lastWords)")
        case .hookNotRun(let error): error.happened
        case .notWritten(let failure):
            "\(failure.path.printable()) could not be written: \(failure.reason)"
        case .notUpdated(let failure): failure.happened
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .foreignName, .foreignOwner, .malformed:
            "nothing was published; compare the order's names with the CA's answer"
        case .wildcardByFile, .notServed:
            "prove it by a record: ssl-admin subscription set REFERENCE --dcv cname"
        case .hookFailed: "run the hook by hand with the same arguments and mend what it says"
        case .hookNotRun(let error): error.remedy
        case .notWritten:
            "check the folder, its owner and free space; symbolic links in it are not followed"
        case .notUpdated(let failure): failure.remedy
        }
    }

    /// Never for a record that must not be published; later for what can be mended outside.
    package var retry: Retry {
        switch self {
        case .foreignName, .foreignOwner, .malformed: .never
        case .wildcardByFile, .notServed, .hookFailed, .notWritten: .later
        case .hookNotRun(let error): error.retry
        case .notUpdated(let failure): failure.retry
        }
    }
}
