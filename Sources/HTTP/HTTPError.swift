package import Wording

/// Why no complete answer came back; it names host and port, never path, query or body.
package enum HTTPError: ExplainedError, Equatable {
    /// Neither https nor http to a loopback address, or not a URL at all.
    case refusedURL(reason: String)
    /// The name of the server or the proxy did not resolve.
    case unknownHost(host: String)
    /// No TCP connection, from the outgoing address where one is set.
    case cannotConnect(host: String, reason: String)
    /// No trusted TLS connection.
    case tls(host: String, reason: String)
    /// The time limit passed; `sent` tells whether the request was on its way.
    case timedOut(host: String, sent: Bool)
    /// The answer began and then trickled.
    case tooSlow(host: String)
    /// Body or headers are larger than accepted.
    case tooLarge(host: String, limit: Int)
    /// The connection was cut, the length was wrong, or the answer is not HTTP.
    case interrupted(host: String, reason: String, sent: Bool)
    /// The task that waited for the answer was cancelled.
    case cancelled(host: String, sent: Bool)
    /// libcurl failed in a way of its own.
    case library(host: String, reason: String, sent: Bool)

    /// False only where surely no byte of the request reached the server.
    package var mayHaveArrived: Bool {
        switch self {
        case .refusedURL, .unknownHost, .cannotConnect, .tls: false
        case .timedOut(_, let sent), .cancelled(_, let sent): sent
        case .interrupted(_, _, let sent), .library(_, _, let sent): sent
        case .tooSlow, .tooLarge: true
        }
    }

    /// What happened, with the host.
    package var happened: String {
        switch self {
        case .refusedURL(let reason): "the address was refused: \(reason.printable())"
        case .unknownHost(let host): "\(host.printable()) cannot be found (DNS)"
        case .cannotConnect(let host, let reason):
            "no connection to \(host.printable()) (TCP): \(reason.printable())"
        case .tls(let host, let reason):
            "no trusted connection to \(host.printable()) (TLS): \(reason.printable())"
        case .timedOut(let host, let sent):
            "\(host.printable()) did not \(sent ? "answer" : "take the request") in time"
        case .tooSlow(let host): "the answer of \(host.printable()) trickles"
        case .tooLarge(let host, let limit):
            "the answer of \(host.printable()) is larger than \(limit) bytes"
        case .interrupted(let host, let reason, _):
            "the connection to \(host.printable()) was interrupted: \(reason.printable())"
        case .cancelled(let host, _): "the request to \(host.printable()) was given up"
        case .library(let host, let reason, _):
            "libcurl failed with \(host.printable()): \(reason.printable())"
        }
    }

    /// What to check.
    package var remedy: String {
        switch self {
        case .refusedURL: "set an https address (http only to this machine itself)"
        case .unknownHost: "check the host name and this machine's name servers"
        case .cannotConnect: "check network, firewall, proxy and outgoing address"
        case .tls: "check this machine's clock and trusted authorities, and who answers there"
        case .timedOut, .tooSlow, .interrupted, .cancelled:
            "check the network; the next run tries again"
        case .tooLarge: "check that the address is the API's and not a web page"
        case .library: "check the settings of proxy, outgoing address and trust file"
        }
    }

    /// Later, after the setting is corrected or time has passed; what the request did is another
    /// question.
    package var retry: Retry { .later }
}
