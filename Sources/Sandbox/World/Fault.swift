/// A disturbance that really occurs with the API, asked for by name.
///
/// The documentation of the sandbox lists them with their evidence; a test shows each on the wire.
enum Fault: String, Sendable, CaseIterable {
    /// Whether it disturbs the beginning of a connection, before there is a command.
    var isOfTLS: Bool { [.tlsExpired, .tlsWrongName, .tlsUntrusted, .tlsAlert].contains(self) }

    // Refusals before anything is performed.

    /// HTTP 405 with an HTML body.
    case rate405
    /// HTTP 200 with error 500000 in the envelope.
    case rate500000
    /// HTTP 429 with an HTML body.
    case rate429
    /// HTTP 503 with an HTML body.
    case gateway503
    /// HTTP 200 with an HTML body.
    case html200
    /// The caller's address is not allowed (1011150).
    case ip
    /// The key is refused (1011102).
    case key
    /// An unhandled exception (5050900).
    case null5050900
    /// Any documented error number, named with the fault.
    case error

    // What becomes of an answer on its way.

    /// The call is performed and its connection closed before the first byte.
    case lostReply
    /// The connection is closed before the request is performed.
    case cut
    /// The connection is reset before the request is performed.
    case reset
    /// The answer comes late, by the milliseconds named with the fault.
    case delay
    /// The answer comes one byte a second.
    case dribble
    /// The answer ends in the middle of the XML, with a Content-Length that fits.
    case truncated
    /// Content-Length promises more bytes than come.
    case wrongLength

    // What the CA does.

    /// One check of domain control fails whatever is published.
    case slowDcv
    /// Checks of domain control fail whatever is published, and the row stays purchased.
    case dcvFail
    /// Every second check of domain control fails.
    case dcvFlap
    /// A CAA record forbids the CA to issue.
    case caaBlock
    /// A certificate is issued without any check.
    case instantIssue
    /// The CA refuses an activation or reissue for good.
    case purchaseError
    /// A certificate ends earlier than its order and the maximum allow.
    case shortTerm
    /// Another product than the one asked for is sold.
    case typeSubstitution

    // Other shapes of a right answer.

    /// A reissued row stays active though its follower is named at once.
    case activeWithReplacedBy
    /// ssl.reissue answers with SSLActivateResult, as the documentation prints it.
    case reissueElementDocs
    /// Tokens stand directly below their block, as before 2018.
    case noDnsLayer
    /// The envelope has no namespace.
    case noNamespace
    /// The envelope's attributes come in the other order.
    case attributeOrder
    /// Lines of the certificate back end end with CR LF.
    case crlf
    /// A refusal holds two errors.
    case multiErrors
    /// ssl.getList finds nothing.
    case emptyList
    /// ssl.getList finds one row.
    case oneRow
    /// A row appears in ssl.getList between two pages.
    case midScanChange
    /// ssl.getList answers the rows of somebody else.
    case otherAccount

    // TLS, for the connections that begin while the fault is set.

    /// The server's certificate has expired.
    case tlsExpired
    /// The server's certificate names another host.
    case tlsWrongName
    /// The server's certificate comes from an unknown CA.
    case tlsUntrusted
    /// The handshake ends with an alert.
    case tlsAlert
}
