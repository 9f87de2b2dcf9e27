package import Processes
package import Wording

/// Why a certificate was not handed to its deployment hook, or was not installed by it.
package enum DeploymentError: ExplainedError, Equatable {
    /// The hook ended with a failure; its last words are already printable.
    case hookFailed(program: String, exit: Exit, lastWords: String)
    /// The unit was not reloaded; the last words of systemctl are already printable.
    case reloadFailed(unit: String, exit: Exit, lastWords: String)
    /// The hook, or systemctl, could not be run to its end.
    case hookNotRun(ChildProcessError)
    /// The path of the manifest does not start with a slash.
    case manifestNotAbsolute(String)
    /// The system refused to write the manifest.
    case manifestNotWritten(FileFailure)
    /// The delivery cannot be written as JSON.
    case manifestNotEncoded(reason: String)

    /// What happened, naming the hook or the file.
    package var happened: String {
        switch self {
        case .hookFailed(let program, let exit, let lastWords):
            "the deployment hook \(program.printable()) ended with \(exit)"
                + (lastWords.isEmpty ? "" : ": \(lastWords)")
        case .reloadFailed(let unit, let exit, let lastWords):
            "the reload of unit \(unit.printable()) ended with \(exit)"
                + (lastWords.isEmpty ? "" : ": \(lastWords)")
        case .hookNotRun(let error): error.happened
        case .manifestNotAbsolute(let path):
            "the manifest path \(path.printable()) is not absolute"
        case .manifestNotWritten(let failure):
            "the manifest \(failure.path.printable()) could not be written: \(failure.reason)"
        case .manifestNotEncoded(let reason):
            "the manifest could not be encoded: \(reason.printable())"
        }
    }

    /// What to do about it; the certificate itself is stored in any case.
    package var remedy: String {
        switch self {
        case .hookFailed: "mend what the hook says; the next run deploys the certificate again"
        case .reloadFailed:
            "see what systemctl status says of it; the next run reloads it again"
        case .hookNotRun(let error): error.remedy
        case .manifestNotAbsolute: "write the whole path, from the slash on"
        case .manifestNotWritten: "check the folder, its owner and free space"
        case .manifestNotEncoded: "report it as a defect"
        }
    }

    /// Later for all that can be mended outside: a deployment may always be repeated.
    package var retry: Retry {
        switch self {
        case .hookFailed, .reloadFailed, .manifestNotWritten: .later
        case .hookNotRun(let error): error.retry
        case .manifestNotAbsolute, .manifestNotEncoded: .never
        }
    }
}
