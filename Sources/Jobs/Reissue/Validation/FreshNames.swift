import DNS

/// DNS as it is at this moment: every question is asked, and not too many at once.
struct FreshNames: NameView {
    private let resolver: NameServer
    private let slots: Slots

    /// The view beside one resolver, with so many questions under way at most.
    init(_ resolver: NameServer, atOnce: Int) {
        self.resolver = resolver
        slots = Slots(atOnce)
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
        let result = await slots.run { () async -> Result<Answer, DNSError> in
            do throws(DNSError) {
                return .success(try await server.ask(name, type))
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}
