import DNS
import Synchronization

/// DNS as it is at this moment: every question is asked, and not too many at once.
///
/// A server that did not answer a few times is not asked again in a run, so that a dead one does
/// not cost each of a thousand records its time.
final class FreshNames: NameView {
    /// One lost answer may be chance.
    private static let mostSilences = 3

    private let resolver: NameServer
    private let slots: Slots
    private let limit: Duration
    private let silences = Mutex<[String: Int]>([:])

    /// The view beside one resolver, with so many questions under way at most, each for so long.
    init(_ resolver: NameServer, slots: Slots, limit: Duration = .seconds(5)) {
        self.resolver = resolver
        self.slots = slots
        self.limit = limit
    }

    func ask(_ name: String, _ type: RecordType) async throws(DNSError) -> Answer {
        try await ask(Resolver(resolver), name, type)
    }

    func ask(
        _ name: String, _ type: RecordType, at address: String
    ) async throws(DNSError) -> Answer {
        var server = Resolver(resolver.beside(address))
        server.isRecursive = false
        return try await ask(server, name, type)
    }

    private func ask(
        _ server: Resolver, _ name: String, _ type: RecordType
    ) async throws(DNSError) -> Answer {
        var server = server
        server.limit = limit
        let result = await slots.run { [server] () async -> Result<Answer, DNSError> in
            guard isWorthAsking(server.server) else {
                return .failure(.timedOut(server: server.server.text, name: name))
            }
            do throws(DNSError) {
                return .success(try await server.ask(name, type))
            } catch { return .failure(error) }
        }
        note(result, server.server)
        return try result.get()
    }

    private func isWorthAsking(_ server: NameServer) -> Bool {
        silences.withLock { $0[server.text, default: 0] < Self.mostSilences }
    }

    private func note(_ result: Result<Answer, DNSError>, _ server: NameServer) {
        silences.withLock { silences in
            switch result {
            case .failure(.timedOut), .failure(.unreachable):
                silences[server.text, default: 0] += 1
            default: silences[server.text] = nil
            }
        }
    }
}
