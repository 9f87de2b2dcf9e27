package import Wording

/// Why a mail server did not take a message; it names the server, never user or password.
package enum SMTPError: ExplainedError, Equatable {
    /// The server or an address cannot be used as it is set.
    case unusable(String)
    /// The name did not resolve, or nobody answers there.
    case noConnection(server: String, reason: String)
    /// There is no encrypted connection that can be trusted.
    case noTrust(server: String, reason: String)
    /// The server did not take the user and the proof.
    case notLoggedIn(server: String, words: String)
    /// The server answered 4xx or 5xx; its words begin with the number.
    case refused(server: String, step: Step, code: Int, words: String)
    /// The connection was cut, the time was over, or the answers made no sense.
    case interrupted(server: String, step: Step, reason: String)
    /// libcurl failed in a way of its own before anything was said.
    case library(reason: String)

    /// How far the handing over of a message came, in its order.
    package enum Step: Int, Sendable, Comparable {
        /// Name look-up, TCP, TLS from the first byte.
        case connection
        /// EHLO.
        case greeting
        /// STARTTLS.
        case encryption
        /// AUTH.
        case login
        /// MAIL FROM.
        case sender
        /// RCPT TO.
        case recipient
        /// DATA.
        case data
        /// The message is on its way, and its end is not.
        case content
        /// The message with its end may be there: the server has to say that it has it.
        case acceptance

        /// Whether one comes before the other.
        package static func < (one: Step, other: Step) -> Bool { one.rawValue < other.rawValue }
    }

    /// Whether the server may have the message all the same.
    package var isOutcomeUnknown: Bool {
        if case .interrupted(_, .acceptance, _) = self { return true }
        return false
    }

    /// Whether the same message to the same recipient is refused for good.
    package var isPermanent: Bool {
        guard case .refused(_, let step, let code, let words) = self else { return false }
        return code >= 500 && !concerns(step, code) && blames(step, code, words)
    }

    /// Whether an answer of 5xx blames the recipient's address, or the size of this message.
    ///
    /// RFC 3463: of `5.subject.detail` the subjects 1 and 2 are address and mailbox. Relaying that
    /// is denied or content that is not liked is the server's word to whoever sends through it,
    /// whomever the message is for.
    private func blames(_ step: Step, _ code: Int, _ words: String) -> Bool {
        if step == .sender { return true }
        let subject = words.split(separator: " ").dropFirst().first?.split(separator: ".")
        if let subject, subject.count == 3, subject[0] == "5" {
            return ["1", "2"].contains(subject[1])
        }
        // RFC 5321, 4.2.3: no such mailbox, not here, full, not allowed.
        return [550, 551, 552, 553].contains(code)
    }

    /// Whether other messages fail in the same way now.
    package var concernsServer: Bool {
        switch self {
        case .unusable, .noConnection, .noTrust, .notLoggedIn, .library: true
        case .refused(_, let step, let code, _): concerns(step, code)
        case .interrupted(_, let step, _): step != .content && step != .acceptance
        }
    }

    /// Whether an answer is about us and not about one message: RFC 5321, 4.2.3, and RFC 4954, 6.
    private func concerns(_ step: Step, _ code: Int) -> Bool {
        // 421 closes; 530 wants a login first.
        if code == 421 || code == 530 { return true }
        // At MAIL, 552 is the size of this message (RFC 1870, 6.1); all else is the sender or us.
        return step < .recipient && !(step == .sender && code == 552)
    }

    /// What happened, with the server and its own words.
    package var happened: String {
        switch self {
        case .unusable(let reason): reason.printable()
        case .noConnection(let server, let reason):
            "no connection to the mail server \(server.printable()): \(reason.printable())"
        case .noTrust(let server, let reason):
            "no trusted connection to the mail server \(server.printable()) (TLS):"
                + " \(reason.printable())"
        case .notLoggedIn(let server, let words):
            "the mail server \(server.printable()) refused the login: \(words.printable())"
        case .refused(let server, let step, _, let words):
            "the mail server \(server.printable()) refused \(step.words): \(words.printable())"
        case .interrupted(let server, let step, let reason):
            "the mail server \(server.printable()) did not answer \(step.words):"
                + " \(reason.printable())"
        case .library(let reason): "libcurl failed: \(reason.printable())"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .unusable: "correct SMTPServer and SMTPSecurity"
        case .noConnection: "check SMTPServer, the network and the firewall"
        case .noTrust:
            "check SMTPSecurity, SMTPTrustFile, this machine's clock and who answers there"
        case .notLoggedIn: "correct SMTPUser, the password or SMTPLogin"
        case .refused where isPermanent: "correct the recipient's address"
        case .refused(_, let step, let code, _) where concerns(step, code):
            "ask whoever runs the mail server; it is tried again"
        case .refused(_, _, 500..., _):
            "ask whoever runs the mail server, or correct what it names; it is tried again"
        case .refused: "wait; it is tried again"
        case .interrupted:
            isOutcomeUnknown
                ? "it may have arrived; see the mail server's log" : "check the mail server"
        case .library: "install the library libcurl.so.4"
        }
    }

    /// Never for what was refused for good; later otherwise.
    package var retry: Retry { isPermanent ? .never : .later }
}

extension SMTPError.Step {
    /// What was said, for people.
    fileprivate var words: String {
        switch self {
        case .connection: "the connection"
        case .greeting: "the greeting"
        case .encryption: "STARTTLS"
        case .login: "the login"
        case .sender: "the sender"
        case .recipient: "the recipient"
        case .data, .content: "the message"
        case .acceptance: "after the message"
        }
    }
}
