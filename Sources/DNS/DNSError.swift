package import Wording

/// Why a name server's answer is not known; it names the server and the name asked for.
package enum DNSError: ExplainedError, Equatable {
    /// The name cannot stand in a question: an empty or overlong label, or an odd character.
    case badName(String)
    /// The server's address is not a numeric one.
    case badServer(String)
    /// No answer came in time.
    case timedOut(server: String, name: String)
    /// The server cannot be reached, or its connection broke.
    case unreachable(server: String, name: String, reason: String)
    /// The server does not answer such a question (REFUSED).
    case refused(server: String, name: String)
    /// The server failed, as it does when DNSSEC does not validate (SERVFAIL).
    case failed(server: String, name: String)
    /// The server answered with another code of RFC 1035, 4.1.1.
    case code(Int, server: String, name: String)
    /// The answer breaks the rules of the protocol.
    case malformed(server: String, name: String)

    /// What happened, with server and name.
    package var happened: String {
        switch self {
        case .badName(let name): "\(name.printable()) is no name that DNS can be asked for"
        case .badServer(let server): "\(server.printable()) is no address of a name server"
        case .timedOut(let server, let name):
            "the name server \(server.printable()) did not answer for \(name.printable()) in time"
        case .unreachable(let server, let name, let reason):
            "the name server \(server.printable()) cannot be asked for \(name.printable()): "
                + reason.printable()
        case .refused(let server, let name):
            "the name server \(server.printable()) refuses to answer for \(name.printable())"
        case .failed(let server, let name):
            "the name server \(server.printable()) failed for \(name.printable()) (SERVFAIL)"
        case .code(let code, let server, let name):
            "the name server \(server.printable()) answered code \(code) for \(name.printable())"
        case .malformed(let server, let name):
            "the name server \(server.printable()) answered nonsense for \(name.printable())"
        }
    }

    /// What to check.
    package var remedy: String {
        switch self {
        case .badName: "correct the name"
        case .badServer: "name the server by a numeric address"
        case .timedOut, .unreachable: "check the network, and that a name server runs there"
        case .refused: "ask a server that is responsible or resolves for this machine"
        case .failed: "check the zone, its servers and its DNSSEC signatures"
        case .code, .malformed: "check that a name server answers at this address"
        }
    }

    /// Never for what a name causes, else later.
    package var retry: Retry {
        switch self {
        case .badName: .never
        default: .later
        }
    }
}
