import Glibc
package import Wording

/// What the key store could not do; a private key never appears in it.
package enum KeyStoreError: ExplainedError, Equatable {
    /// No space or no quota is left where the path is.
    case diskFull(path: String)
    /// The file system of the path is mounted read-only.
    case readOnly(path: String)
    /// This user may not touch the path.
    case permission(path: String)
    /// The path, or the folder it is in, does not exist.
    case missing(path: String)
    /// The path exists already and is never rewritten.
    case exists(path: String)
    /// The file exists with another content than the one to be stored.
    case differentContent(path: String)
    /// Another error of the operating system, by its number.
    case failed(path: String, code: Int32)
    /// The folder name could lead out of the store or is not one the store makes.
    case badFolderName(String)
    /// A name cannot go into a certificate request.
    case badName(String)
    /// The text is not a PEM certificate of a known kind.
    case notACertificate(reason: String)
    /// The text is not a PEM certificate request of a known kind.
    case notARequest(reason: String)
    /// The file holds no whole private key of a known kind.
    case notAKey(path: String)
    /// A key of this algorithm is not made.
    case weakAlgorithm(String)
    /// The key in the version folder belongs to another certificate or request than the file.
    case keyMismatch(path: String)
    /// A folder that is to be removed holds a file that the store did not make.
    case foreignFile(path: String)
    /// The program that writes a PKCS#12 file failed.
    case exportFailed(reason: String)
    /// The system's cryptography refused to make or use a key.
    case cryptography(reason: String)

    /// The error behind a failed system call on a path.
    init(code: Int32, path: String) {
        self =
            switch code {
            case ENOSPC, EDQUOT: .diskFull(path: path)
            case EROFS: .readOnly(path: path)
            case EACCES, EPERM: .permission(path: path)
            case ENOENT: .missing(path: path)
            case EEXIST: .exists(path: path)
            default: .failed(path: path, code: code)
            }
    }

    /// What happened.
    package var happened: String {
        switch self {
        case .diskFull(let path): "no space is left for \(path.printable())"
        case .readOnly(let path): "\(path.printable()) is on a read-only file system"
        case .permission(let path): "this user may not use \(path.printable())"
        case .missing(let path): "\(path.printable()) does not exist"
        case .exists(let path): "\(path.printable()) exists already"
        case .differentContent(let path):
            "\(path.printable()) exists already with another content"
        case .failed(let path, let code):
            "\(path.printable()) cannot be used: \(KeyStoreError.text(of: code))"
        case .badFolderName(let name): "\(quoted(name)) is not the name of a key folder"
        case .badName(let name): "\(quoted(name)) is not a host name for a certificate request"
        case .notACertificate(let reason):
            "the text is not a certificate: \(reason.printable())"
        case .notARequest(let reason):
            "the text is not a certificate request: \(reason.printable())"
        case .notAKey(let path): "\(path.printable()) holds no whole private key"
        case .weakAlgorithm(let text): "keys of the kind \(text.printable()) are not made"
        case .keyMismatch(let path):
            "\(path.printable()) does not match the private key beside it"
        case .foreignFile(let path): "\(path.printable()) is not the store's; nothing was removed"
        case .exportFailed(let reason):
            "the PKCS#12 file was not written: \(reason.printable())"
        case .cryptography(let reason):
            "the cryptography library refused: \(reason.printable())"
        }
    }

    /// What the reader does about it.
    package var remedy: String {
        switch self {
        case .diskFull: "free some space; nothing was asked of the CA"
        case .readOnly: "mount it writable or move Store in the settings"
        case .permission: "give the folder to the user the programs run as, mode 0700"
        case .missing: "restore it from the back-up, or let a new version be prepared"
        case .exists: "leave it; the next free version number is used"
        case .differentContent: "look who wrote it; nothing is ever rewritten"
        case .failed: "look at the file system and its log"
        case .badFolderName: "use the folder name that the ledger has for the subscription"
        case .badName: "write names as lower-case A-labels, at most 253 characters"
        case .notACertificate, .notARequest: "fetch it again; if it stays, ask the CA's support"
        case .notAKey: "restore it from the back-up, or let a new version be prepared"
        case .weakAlgorithm: "use p256, p384, or rsa2048 to rsa8192"
        case .keyMismatch: "leave the live version as it is and open a task for a person"
        case .foreignFile: "move the file elsewhere"
        case .exportFailed: "see that Debian's package openssl is installed, or export as pem"
        case .cryptography: "report it with the version of this program"
        }
    }

    /// Whether trying again is safe.
    package var retry: Retry {
        switch self {
        case .diskFull, .readOnly, .permission, .missing, .failed, .weakAlgorithm: .later
        default: .never
        }
    }

    private static func text(of code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}

/// A hostile word in quotation marks.
private func quoted(_ text: String) -> String { "\"\(text.printable(limit: 100))\"" }
