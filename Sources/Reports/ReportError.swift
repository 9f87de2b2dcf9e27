import Glibc
package import Wording

/// What went wrong while a report was written or a list was read.
package enum ReportError: ExplainedError, Equatable {
    /// The reader of the output has gone.
    case brokenPipe(path: String)
    /// No space or no quota is left where the path is.
    case diskFull(path: String)
    /// The file system of the path is mounted read-only.
    case readOnly(path: String)
    /// This user may not touch the path.
    case permission(path: String)
    /// The file, or the folder it is to be in, does not exist.
    case missing(path: String)
    /// Another error of the operating system, by its number.
    case failed(path: String, code: Int32)
    /// A row has another number of cells than the report has columns: a fault of this program.
    case wrongCellCount(row: Int, expected: Int, found: Int)
    /// The list is larger than may be read at once.
    case tooLarge(path: String, limit: Int)
    /// The list is no CSV with a header, and where it fails.
    case notCSV(path: String, line: Int, reason: String)

    /// The error behind a failed system call on a path.
    init(code: Int32, path: String) {
        self =
            switch code {
            case EPIPE: .brokenPipe(path: path)
            case ENOSPC, EDQUOT: .diskFull(path: path)
            case EROFS: .readOnly(path: path)
            case EACCES, EPERM: .permission(path: path)
            case ENOENT, ENOTDIR: .missing(path: path)
            default: .failed(path: path, code: code)
            }
    }

    /// What happened.
    package var happened: String {
        switch self {
        case .brokenPipe(let path): "the reader of \(path.printable()) has gone"
        case .diskFull(let path): "no space is left for \(path.printable())"
        case .readOnly(let path): "\(path.printable()) is on a read-only file system"
        case .permission(let path): "this user may not use \(path.printable())"
        case .missing(let path): "\(path.printable()) does not exist"
        case .failed(let path, let code):
            "\(path.printable()) cannot be used: \(ReportError.text(of: code))"
        case .wrongCellCount(let row, let expected, let found):
            "row \(row) has \(found) cells instead of \(expected)"
        case .tooLarge(let path, let limit):
            "\(path.printable()) is larger than \(limit >> 20) MiB"
        case .notCSV(let path, let line, let reason):
            "\(path.printable()):\(line): \(reason.printable())"
        }
    }

    /// What the reader does about it.
    package var remedy: String {
        switch self {
        case .brokenPipe: "start again with a reader that reads to the end, or write to a file"
        case .diskFull: "free some space; a report that was there before is unchanged"
        case .readOnly, .permission: "name a folder that this user may write to"
        case .missing: "check the path"
        case .failed: "look at the file system and its log"
        case .wrongCellCount: "report it with the version of this program"
        case .tooLarge: "split the list"
        case .notCSV: "save the list as CSV (RFC 4180) in UTF-8 with a header row"
        }
    }

    /// Whether trying again is safe.
    package var retry: Retry {
        switch self {
        case .wrongCellCount, .tooLarge, .notCSV: .never
        default: .later
        }
    }

    private static func text(of code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
