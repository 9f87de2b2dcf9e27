package import Wording

/// A mail server that takes messages, and how it is spoken to.
package struct MailServer: Sendable {
    /// How the connection is secured.
    package enum Security: Sendable {
        /// It turns to TLS before a user or a message is named, or is given up (RFC 3207).
        case startTLS
        /// TLS from the first byte (RFC 8314).
        case implicitTLS
        /// Nothing: to this machine itself only.
        case none
    }

    /// How a user proves to be the user.
    package enum Proof: Sendable {
        /// By `PLAIN` (RFC 4616) or `LOGIN`, whichever the server offers first.
        case password(Secret)
        /// By `PLAIN` only.
        case plain(Secret)
        /// By `LOGIN` only, which older servers ask for.
        case login(Secret)
        /// By an access token and `XOAUTH2`.
        case accessToken(Secret)
    }

    /// Its name or address, an IPv6 address without brackets.
    package var host: String
    /// Its port.
    package var port: Int
    /// How the connection is secured.
    package var security: Security
    /// Who sends, and the proof of it; nil where the server asks nobody.
    package var login: (user: String, proof: Proof)?
    /// A PEM file of the authorities that are trusted instead of the system's.
    package var trustFile: String?
    /// How long name look-up, TCP and TLS may take together.
    package var connectLimit: Duration = .seconds(20)
    /// How long each answer may take, in whole seconds.
    ///
    /// RFC 5321, 4.5.3.2, has up to ten minutes for servers that deliver while the client waits;
    /// the usual ones queue. Who gives up after the message may send it twice.
    package var answerLimit: Duration = .seconds(120)
    /// How long one message may take from the first to the last byte.
    package var wholeLimit: Duration = .seconds(300)

    /// A server to be spoken to with the usual bounds.
    package init(
        host: String, port: Int, security: Security,
        login: (user: String, proof: Proof)? = nil, trustFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.trustFile = trustFile
    }

    /// The server for people: name and port.
    var place: String { "\(bracketedHost):\(port)" }

    /// The address libcurl connects to.
    var url: String { "\(security.scheme)://\(place)/" }

    private var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

    /// Refuses what would show a message to the network, or is no server.
    func check() throws(SMTPError) {
        let isPlain = host.utf8.allSatisfy { byte in
            (48...58).contains(byte) || (97...122).contains(byte | 0x20) || byte == 45 || byte == 46
        }
        guard isPlain, !host.isEmpty, (1...65_535).contains(port) else {
            throw .unusable("\(host) is no mail server's name")
        }
        guard security.isSecure || isLoopback else {
            throw .unusable("\(place) is not this machine, and mail to it has to be encrypted")
        }
    }

    /// Whether the host is this machine: localhost, ::1 or 127.0.0.0/8.
    private var isLoopback: Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
            .map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }
}

extension MailServer.Security {
    fileprivate var scheme: String {
        switch self {
        case .implicitTLS: "smtps"
        case .startTLS, .none: "smtp"
        }
    }

    fileprivate var isSecure: Bool {
        switch self {
        case .startTLS, .implicitTLS: true
        case .none: false
        }
    }
}

extension MailServer.Proof {
    /// The ways to log in that libcurl may take.
    var ways: String {
        switch self {
        case .password: "AUTH=PLAIN;AUTH=LOGIN"
        case .plain: "AUTH=PLAIN"
        case .login: "AUTH=LOGIN"
        case .accessToken: "AUTH=XOAUTH2"
        }
    }
}
