import DNS
import Wording

/// The DNS that a resolver shows.
struct NetworkNames: NameView {
    /// Longer chains of aliases are a mistake or a trap.
    private static let longestChain = 8

    /// One lost question is no reason to give a whole look to it.
    private static let longestWait = Duration.seconds(5)

    let server: NameServer
    let deadline: ContinuousClock.Instant

    func aliases(of name: String) async throws(Unseen) -> [String] {
        try await answer(name, .cname).contents.compactMap { content in
            guard case .alias(let target) = content else { return nil }
            return target
        }
    }

    func authorizations(of name: String) async throws(Unseen) -> [Record.Authorization] {
        try await contents(name, .caa).compactMap { content in
            guard case .authorization(let property) = content else { return nil }
            return property
        }
    }

    /// The IPv4 and IPv6 addresses of a host, in this order.
    func addresses(of host: String) async throws(Unseen) -> [String] {
        let first = try await contents(host, .a).compactMap(\.address)
        do {
            return first + (try await contents(host, .aaaa).compactMap(\.address))
        } catch {
            // Servers that stumble over AAAA are common, and one address is enough.
            guard !first.isEmpty else { throw error }
            return first
        }
    }

    /// What stands where the aliases of a name lead.
    private func contents(
        _ name: String, _ type: RecordType
    ) async throws(Unseen) -> [Record.Content] {
        var name = name
        for _ in 0..<Self.longestChain {
            let answer = try await answer(name, type)
            guard case .alias(let target) = answer.finding else { return answer.contents }
            name = target
        }
        throw Unseen(reason: "the aliases of \(name.printable()) do not end")
    }

    private func answer(_ name: String, _ type: RecordType) async throws(Unseen) -> Answer {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw Unseen(reason: "the look's time was over") }
        var resolver = Resolver(server)
        resolver.limit = min(left, Self.longestWait)
        do {
            return try await resolver.ask(name, type)
        } catch .refused(let server, let name) {
            throw Unseen(
                reason: DNSError.refused(server: server, name: name).happened, isElsewhere: true)
        } catch {
            throw Unseen(reason: error.happened)
        }
    }
}

extension Record.Content {
    fileprivate var address: String? {
        guard case .address(let text) = self else { return nil }
        return text
    }
}
