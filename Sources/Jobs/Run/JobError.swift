package import Wording

/// What ends a run, beside the errors of the parts it uses.
package enum JobError: ExplainedError, Equatable {
    /// Another run of the program works on the same ledger.
    case locked(holder: String, path: String)
    /// A file that was named is not there.
    case fileMissing(path: String)
    /// A file cannot be read.
    case fileUnreadable(path: String, text: String)
    /// A file or folder cannot be written.
    case cannotWrite(path: String, text: String)
    /// Fewer files may be open at the same time than a run needs.
    case tooFewFiles(limit: Int, least: Int)
    /// A file that holds a secret can be read by others.
    case secretExposed(path: String, mode: String)
    /// Settings contradict each other or the environment.
    case configuration(what: String, remedy: String)
    /// `SSL_LEDGER_NOW` is set while a module points beyond this machine.
    case clockOverridden(module: String)
    /// The clock is far behind the newest event of the ledger.
    case clockBehind(now: String, newest: String)
    /// Considered and not selected are not all, or acted and skipped not all considered.
    case accounts(text: String)
    /// Standard output or a report could not be written.
    case output(text: String)
    /// What was asked for may not be done.
    case refused(what: String, remedy: String)
    /// The command line asks for something that does not exist.
    case usage(text: String)

    /// What happened.
    package var happened: String {
        switch self {
        case .locked(let holder, let path):
            "another run holds the lock \(path.printable()): \(holder.printable())"
        case .fileMissing(let path): "there is no file \(path.printable())"
        case .fileUnreadable(let path, let text):
            "\(path.printable()) cannot be read (\(text.printable()))"
        case .cannotWrite(let path, let text):
            "\(path.printable()) cannot be written (\(text.printable()))"
        case .tooFewFiles(let limit, let least):
            "only \(limit) files may be open at the same time, and a run needs \(least)"
        case .secretExposed(let path, let mode):
            "\(path.printable()) holds a secret and has mode \(mode)"
        case .configuration(let what, _): what
        case .clockOverridden(let module):
            "SSL_LEDGER_NOW is set and module \(module.printable()) is not on this machine"
        case .clockBehind(let now, let newest):
            "the clock says \(now), and the ledger's newest event is of \(newest)"
        case .accounts(let text): "the accounts do not add up: \(text)"
        case .output(let text): "output failed (\(text.printable()))"
        case .refused(let what, _): what
        case .usage(let text): text
        }
    }

    /// What to do next.
    package var remedy: String {
        switch self {
        case .locked: "let it finish; if it hangs, look at what it waits for before ending it"
        case .fileMissing: "check the path"
        case .fileUnreadable: "check the path and that this user may read it"
        case .cannotWrite: "check that the folder exists, is writable and has room"
        case .tooFewFiles: "raise the limit to 1024 (ulimit -n, LimitNOFILE of a unit)"
        case .secretExposed(let path, _): "run chmod 600 \(path.printable())"
        case .configuration(_, let remedy): remedy
        case .clockOverridden:
            "unset SSL_LEDGER_NOW; it is for tests and demonstrations on loopback addresses"
        case .clockBehind:
            "set the clock right; nothing unrepeatable is sent before; if it was ahead when that was"
                + " recorded, restore the ledger's back-up from before"
        case .accounts: "this is a defect of the program; report it with the run's CSV"
        case .output: "check the disk and the reader of the output"
        case .refused(_, let remedy): remedy
        case .usage: "see --help"
        }
    }

    /// Whether trying again is safe.
    package var retry: Retry {
        switch self {
        case .locked, .cannotWrite, .tooFewFiles, .output, .clockBehind: .later
        case .accounts, .refused, .usage, .configuration, .fileMissing, .fileUnreadable,
            .secretExposed, .clockOverridden:
            .never
        }
    }

    var status: ExitStatus {
        switch self {
        case .locked: .locked
        case .fileMissing: .fileMissing
        case .fileUnreadable, .secretExposed, .configuration, .clockOverridden, .clockBehind:
            .configuration
        case .cannotWrite, .tooFewFiles: .cannotWrite
        case .accounts: .accounts
        case .output: .output
        case .refused: .failed
        case .usage: .usage
        }
    }
}
