import DNS
import Settings

extension LedgerSettings {
    /// The name server that is asked about names: the one of `Resolver`, or this machine's.
    var nameServer: NameServer? {
        resolver.flatMap(NameServer.init(text:)) ?? NameServer.ofThisMachine
    }
}

extension ConfiguredModule {
    /// Whether anybody but its CA can look at the names of a module.
    ///
    /// Names of a sandbox exist nowhere but in its own world, which a resolver that is set knows.
    func hasPublicNames(_ settings: LedgerSettings) -> Bool {
        !isForTests || settings.resolver != nil
    }
}

extension NameServer {
    /// The authoritative server at an address, as this resolver's zones name it.
    ///
    /// A server at a loopback address is of the resolver's own small world: no zone of the
    /// Internet has one, and it answers at the resolver's port.
    func beside(_ address: String) -> NameServer {
        let server = NameServer(address: address)
        return server.isOnThisMachine ? NameServer(address: address, port: port) : server
    }
}

extension NameView {
    /// The closest zone at or above a name, and its servers; nil where there is none.
    ///
    /// What an alias leads to is another zone: only records of the very name count.
    func zone(
        of name: String
    ) async throws(DNSError) -> (name: String, servers: [String])? {
        let labels = name.split(separator: ".")
        for index in labels.indices {
            let zone = labels[index...].joined(separator: ".")
            guard case .records(let records) = try await ask(zone, .ns).finding else { continue }
            let servers = records.compactMap { record -> String? in
                guard record.owner == zone, case .nameServer(let server) = record.content else {
                    return nil
                }
                return server
            }
            if !servers.isEmpty { return (zone, servers.sorted()) }
        }
        return nil
    }

    /// The addresses of a host, IPv4 first.
    func addresses(of host: String) async throws(DNSError) -> [String] {
        let first = try await ask(host, .a).contents.compactMap(\.address)
        do throws(DNSError) {
            return first + (try await ask(host, .aaaa).contents.compactMap(\.address))
        } catch {
            // Servers that stumble over AAAA are common, and one address is enough.
            guard !first.isEmpty else { throw error }
            return first
        }
    }
}

extension Record.Content {
    fileprivate var address: String? {
        if case .address(let text) = self { text } else { nil }
    }
}
