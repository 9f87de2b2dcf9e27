internal import Dispatch

/// Asks one name server, and no other, for one thing at a time.
///
/// A question that is in vain costs at most the time limit; no thread of the cooperative pool
/// waits with it.
package struct Resolver: Sendable {
    /// The server that is asked.
    package let server: NameServer
    /// For how long an answer is waited for, whatever the server does.
    package var limit = Duration.seconds(5)
    /// How often a datagram is sent within the limit.
    package var tries = 3
    /// Whether the server is asked to find out what it does not know itself (the RD bit).
    ///
    /// It is off to learn what an authoritative server holds.
    package var isRecursive = true

    /// A resolver with a limit of five seconds and three tries.
    package init(_ server: NameServer) {
        self.server = server
    }

    /// What the server knows of a name.
    package func ask(_ name: String, _ type: RecordType) async throws(DNSError) -> Answer {
        let exchange = Exchange(
            server: server, question: try Question(name, type, isRecursive: isRecursive),
            limit: limit.milliseconds, tries: tries)
        let outcome = await withCheckedContinuation { continuation in
            // A queue of its own gets a thread at once, where a shared one waits for others.
            DispatchQueue(label: "DNS").async {
                continuation.resume(
                    returning: Result { () throws(DNSError) in try exchange.answer() })
            }
        }
        return try Answer(try outcome.get(), to: exchange)
    }
}

extension Answer {
    /// Reads a message as the answer to a question.
    fileprivate init(_ octets: [UInt8], to exchange: Exchange) throws(DNSError) {
        let (server, name) = (exchange.server.text, exchange.question.name)
        guard let message = Message(octets) else { throw .malformed(server: server, name: name) }
        switch message.code {
        case 0, 3: break
        case 2: throw .failed(server: server, name: name)
        case 5: throw .refused(server: server, name: name)
        default: throw .code(message.code, server: server, name: name)
        }
        guard let records = message.records(),
            let finding = Self.finding(
                in: records, for: exchange.question, exists: message.code == 0)
        else { throw .malformed(server: server, name: name) }
        self.init(
            finding: finding, isAuthoritative: message.isAuthoritative,
            isAuthenticated: message.isAuthenticated)
    }

    /// Follows the aliases of the answer to its records; nil where they lead round in a circle.
    private static func finding(
        in records: [Record], for question: Question, exists: Bool
    ) -> Finding? {
        var name = question.name
        var seen: Set = [name]
        while true {
            let found = records.filter {
                $0.owner == name && $0.content.isOf(question.type)
            }
            if !found.isEmpty { return .records(found) }
            guard let next = records.lazy.compactMap({ $0.alias(of: name) }).first else {
                break
            }
            guard seen.insert(next).inserted else { return nil }
            name = next
        }
        guard exists else { return .noSuchName }
        return name == question.name ? .noData : .alias(name)
    }
}

extension Record {
    fileprivate func alias(of name: String) -> String? {
        guard owner == name, case .alias(let target) = content else { return nil }
        return target
    }
}

extension Record.Content {
    fileprivate func isOf(_ type: RecordType) -> Bool {
        switch self {
        case .address(let text): type == (text.contains(":") ? .aaaa : .a)
        case .alias: type == .cname
        case .nameServer: type == .ns
        case .text: type == .txt
        case .start: type == .soa
        case .authorization: type == .caa
        }
    }
}

extension Duration {
    /// Whole milliseconds, one at least.
    fileprivate var milliseconds: Int64 {
        max(1, components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
