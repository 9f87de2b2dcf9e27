import GRDB
package import Wording

/// What can go wrong with the ledger.
package enum LedgerError: ExplainedError, Equatable {
    /// There is no file, and this program does not make one.
    case missing(path: String)
    /// The file is there and is no SQLite database, or a damaged one.
    case notADatabase(path: String, text: String)
    /// A later version of the programs made it.
    case newer(path: String)
    /// It was made with another text of a migration.
    case altered(path: String, migration: String)
    /// It has not been brought up to this version, and this run may not write.
    case outdated(path: String)
    /// File or folder cannot be written.
    case readOnly(path: String)
    /// No room is left.
    case diskFull(path: String)
    /// The file or its folder cannot be opened.
    case cannotOpen(path: String, text: String)
    /// Another connection holds it longer than the busy time-out.
    case locked(path: String)
    /// A complete list shows fewer than half of the certificates known to be live.
    case anotherAccount(live: Int, shown: Int)
    /// A rule of the schema refuses the change.
    case refused(text: String)
    /// Anything else SQLite says.
    case failed(path: String, text: String)

    /// What happened.
    package var happened: String {
        switch self {
        case .missing(let path): "there is no ledger at \(path.printable())"
        case .notADatabase(let path, let text):
            "\(path.printable()) is damaged or no ledger (\(text.printable()))"
        case .newer(let path): "the ledger \(path.printable()) was made by a later version"
        case .altered(let path, let migration):
            "the ledger \(path.printable()) was made with another text of \(migration.printable())"
        case .outdated(let path): "the ledger \(path.printable()) is of an earlier version"
        case .readOnly(let path): "the ledger \(path.printable()) or its folder is read-only"
        case .diskFull(let path): "no room is left for the ledger \(path.printable())"
        case .cannotOpen(let path, let text):
            "the ledger \(path.printable()) cannot be opened (\(text.printable()))"
        case .locked(let path): "another program keeps the ledger \(path.printable()) busy"
        case .anotherAccount(let live, let shown):
            "the list shows only \(shown) of \(live) certificates known to be live:"
                + " another account, or sandbox and production mixed up; nothing was changed"
        case .refused(let text): "the ledger refused a change (\(text.printable()))"
        case .failed(let path, let text):
            "the ledger \(path.printable()) failed (\(text.printable()))"
        }
    }

    /// What to do next.
    package var remedy: String {
        switch self {
        case .missing: "check --ledger and the setting Ledger, or run ssl-scan, which makes one"
        case .notADatabase: "check the path; if it is the ledger, restore it from a back-up"
        case .newer: "install the version of ssl-ledger that made it, or a later one"
        case .altered: "install the programs it was made with; a landed migration never changes"
        case .outdated: "run ssl-scan once, which brings it up to date"
        case .readOnly: "give the user of this program write access to the file and its folder"
        case .diskFull: "make room; nothing that was recorded is lost"
        case .cannotOpen: "check that the folder exists and that this user may enter it"
        case .locked: "wait for the other program, or see what it is doing"
        case .anotherAccount:
            "check Username, APIKey, Sandbox and Endpoint of the module; only if the certificates"
                + " really are gone, remove them with the CA's support first"
        case .refused: "this is a defect of the program; report it with this text"
        case .failed: "look at the disk and the system log, then run the program again"
        }
    }

    /// Whether trying again is safe.
    package var retry: Retry {
        switch self {
        case .locked, .diskFull, .readOnly, .failed, .outdated: .later
        // Another value of a setting helps.
        case .missing, .cannotOpen, .anotherAccount: .later
        case .notADatabase, .newer, .altered, .refused: .never
        }
    }

    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? LedgerError ?? .failed(path: path, text: "\(error)")
            return
        }
        let text = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .notADatabase(path: path, text: text)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .cannotOpen(path: path, text: text)
        case .SQLITE_CONSTRAINT: self = .refused(text: text)
        default: self = .failed(path: path, text: text)
        }
    }
}
