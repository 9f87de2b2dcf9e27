import Foundation
import Wording

/// The password of a file that leaves the store: from a file, or typed at a terminal unseen.
enum ExportPassword {
    /// Reads it; there is no default, and argv never holds it.
    static func read(file: String?) throws(JobError) -> Secret {
        let text = if let file { try firstLine(of: file) } else { try asked() }
        guard !text.isEmpty else {
            throw .refused(what: "the password is empty", remedy: "choose one")
        }
        return Secret(text)
    }

    private static func firstLine(of path: String) throws(JobError) -> String {
        try SettingsFile.secretText(path).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).first
            .map(String.init) ?? ""
    }

    private static func asked() throws(JobError) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw .usage(text: "pfx needs --password-file FILE where nobody can be asked")
        }
        let first = try unseen("Password: ")
        guard try unseen("Once more: ") == first else {
            throw .refused(what: "the two passwords differ", remedy: "try again")
        }
        return first
    }

    private static func unseen(_ prompt: String) throws(JobError) -> String {
        switch HiddenLine.read(prompt) {
        case .line(let text): return text
        case .givenUp: return ""
        case nil:
            throw .usage(text: "the terminal cannot hide a password; use --password-file FILE")
        }
    }
}
