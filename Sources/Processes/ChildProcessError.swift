package import Wording

/// Why a program could not be run to its end.
package enum ChildProcessError: ExplainedError, Equatable {
    /// The program's path does not start with a slash.
    case notAbsolute(String)
    /// There is no file at the program's path.
    case missing(String)
    /// The file is not one that this user may execute.
    case notExecutable(String)
    /// The program still ran when its time was over; it and its children have been ended.
    case timeLimit(String, Duration)
    /// The system refused to start it.
    case couldNotStart(String, reason: String)
    /// The run was cancelled from this side; the program and its children have been ended.
    case stopped(String)

    /// What happened, naming the program's path.
    package var happened: String {
        switch self {
        case .notAbsolute(let path): "the program path \(path.printable()) is not absolute"
        case .missing(let path): "the program \(path.printable()) does not exist"
        case .notExecutable(let path): "the file \(path.printable()) cannot be executed"
        case .timeLimit(let path, let limit):
            "the program \(path.printable()) was ended after its time limit of \(limit)"
        case .couldNotStart(let path, let reason):
            "the program \(path.printable()) could not be started: \(reason.printable())"
        case .stopped(let path): "the program \(path.printable()) was ended before it was done"
        }
    }

    /// What to do about the program.
    package var remedy: String {
        switch self {
        case .notAbsolute: "write the whole path, from the slash on"
        case .missing: "install it or correct its path in the settings"
        case .notExecutable: "make it an executable file (chmod +x) that this user may run"
        case .timeLimit: "run it by hand to see what it waits for, or raise its time limit"
        case .couldNotStart: "check the interpreter named on its first line, memory and limits"
        case .stopped: "start the run again"
        }
    }

    /// Later, because every cause is outside this process; a stopped run may start at once.
    package var retry: Retry {
        switch self {
        case .stopped: .now
        case .notAbsolute, .missing, .notExecutable, .timeLimit, .couldNotStart: .later
        }
    }
}
