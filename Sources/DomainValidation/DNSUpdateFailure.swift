package import Processes
package import Wording

/// Why a DNS update was not made, in what nsupdate and the server say.
///
/// nsupdate repeats pieces of a key file that it cannot read, so nothing that it says is quoted
/// but codes of DNS and reasons of the system.
package enum DNSUpdateFailure: ExplainedError, Equatable {
    /// nsupdate is not there, or may not be run.
    case noProgram(String)
    /// The key file is not there, is no file, or may not be read.
    case noKeyFile(String)
    /// The key file can be read or written by others.
    case exposedKey(String, mode: String)
    /// There is no key in the key file.
    case noKey(String)
    /// The server answered the update with this code, such as `REFUSED` or `NOTAUTH(BADKEY)`.
    case refused(server: String, code: String)
    /// The server says of no zone that it holds the name.
    case noZone(server: String)
    /// The server and the key do not agree on the signature, in the words of nsupdate's library.
    case notSigned(server: String, reason: String)
    /// The server did not answer.
    case noAnswer(server: String, reason: String)
    /// nsupdate ended with a failure that is none of these.
    case failed(server: String, exit: Exit)
    /// nsupdate could not be run to its end.
    case notRun(ChildProcessError)

    /// What happened, naming the file or the server.
    package var happened: String {
        switch self {
        case .noProgram(let path): "\(path.printable()) is not there or cannot be run"
        case .noKeyFile(let path):
            "the key file \(path.printable()) is no file that this user can read"
        case .exposedKey(let path, let mode):
            "the key file \(path.printable()) is open to others: its mode is \(mode)"
        case .noKey(let path): "nsupdate finds no TSIG key in \(path.printable())"
        case .refused(let server, let code):
            "the name server \(server.printable()) refused the update: \(code.printable(limit: 60))"
        case .noZone(let server):
            "the name server \(server.printable()) knows no zone of the record"
        case .notSigned(let server, let reason):
            "the name server \(server.printable()) and the TSIG key do not agree:"
                + " \(reason.printable(limit: 60))"
        case .noAnswer(let server, let reason):
            "the name server \(server.printable()) does not answer:"
                + " \(reason.printable(limit: 60))"
        case .failed(let server, let exit):
            "nsupdate ended with \(exit) for the name server \(server.printable())"
        case .notRun(let error): error.happened
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .noProgram: "install nsupdate (Debian: apt-get install bind9-dnsutils)"
        case .noKeyFile: "correct its path in DNSUpdate, or its owner"
        case .exposedKey(let path, _): "run chmod 0600 \(path.printable())"
        case .noKey: "write what tsig-keygen prints into it"
        case .refused(_, let code): Self.remedy(for: code)
        case .notSigned(_, let reason): Self.remedy(forSignature: reason)
        case .noZone: "name the primary server of its zone in DNSUpdate"
        case .noAnswer: "check its address and port in DNSUpdate, and that UDP and TCP reach it"
        case .failed: "run nsupdate by hand with the same server and key file"
        case .notRun(let error): error.remedy
        }
    }

    /// Later, because all of it is mended elsewhere.
    package var retry: Retry { .later }

    // The reasons are those of BIND's library.
    private static func remedy(forSignature reason: String) -> String {
        switch reason {
        case "clocks are unsynchronized": "set the clocks of this machine and the server"
        case "expected a TSIG or SIG(0)":
            "let the server know the key, by the same name and algorithm, and let it update the"
                + " zone there; what is no primary server does not sign"
        default: "compare the key file with that key in the server's settings"
        }
    }

    // The codes are those of RFC 2136, 2.2 and RFC 8945, 3.
    private static func remedy(for code: String) -> String {
        if code.contains("BADTIME") { return "set the clocks of this machine and the server" }
        if code.contains("(BAD") {
            return "compare the key file with that key in the server's settings"
        }
        return switch code {
        case "REFUSED":
            "let the key update CNAME records of the zone there (update-policy or allow-update)"
        case "NOTAUTH", "NOTZONE", "NOTIMP":
            "name the primary server of the zone in DNSUpdate"
        default: "look into the server's log"
        }
    }
}

extension DNSUpdateFailure {
    /// What nsupdate failed with; nil where it did what it was told.
    init?(_ finished: Finished, server: String) {
        guard !finished.succeeded else { return nil }
        let lines = finished.error.split(whereSeparator: \.isNewline)
        if let code = lines.compactMap({ Self.rest(of: $0, behind: "update failed: ") }).first {
            self = .refused(server: server, code: code)
        } else if let reason = lines.lazy.compactMap({ Self.signature(in: $0) }).first {
            self = .notSigned(server: server, reason: reason)
        } else if lines.contains("response to SOA query was unsuccessful") {
            self = .noZone(server: server)
        } else if let line = lines.first(where: { $0.hasPrefix("; Communication with ") }),
            let reason = line.firstRange(of: " failed: ")
        {
            let reason = String(line[reason.upperBound...])
            self =
                reason == "REFUSED"
                ? .noZone(server: server) : .noAnswer(server: server, reason: reason)
        } else {
            self = .failed(server: server, exit: finished.exit)
        }
    }

    /// What is wrong with the signature of an answer, in a line that says so.
    private static func signature(in line: Substring) -> String? {
        let reason =
            rest(of: line, behind: "; TSIG error with server: ")
            ?? rest(of: line, behind: "dns_request_getresponse: ")
            ?? line.firstRange(of: " failed: ").map { String(line[$0.upperBound...]) }
        return reason.flatMap { signatures.contains($0) ? $0 : nil }
    }

    // The words of BIND's library for what is wrong with a signature.
    private static let signatures: Set = [
        "expected a TSIG or SIG(0)", "did not expect a TSIG or SIG(0)", "tsig verify failure",
        "tsig indicates error", "clocks are unsynchronized",
    ]

    private static func rest(of line: Substring, behind prefix: String) -> String? {
        line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
    }
}
