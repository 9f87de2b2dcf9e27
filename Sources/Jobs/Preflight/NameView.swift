import DNS

/// What DNS shows of names.
protocol NameView: Sendable {
    /// What the resolver says of a name.
    func ask(_ name: String, _ type: RecordType) async throws(DNSError) -> Answer

    /// What one authoritative server holds of a name.
    func ask(
        _ name: String, _ type: RecordType, at address: String
    ) async throws(DNSError) -> Answer
}

/// DNS as one resolver shows it; the same question is asked once a run.
actor ResolvedNames: NameView {
    private struct Question: Hashable {
        let name: String
        let type: RecordType
        let address: String?
    }

    private let resolver: NameServer
    private let slots: Slots?
    private var known: [Question: Task<Result<Answer, DNSError>, Never>] = [:]

    /// The view of one resolver, which is asked to find out what it does not know, with as many
    /// questions under way as there are slots.
    init(_ resolver: NameServer, slots: Slots? = nil) {
        self.resolver = resolver
        self.slots = slots
    }

    func ask(_ name: String, _ type: RecordType) async throws(DNSError) -> Answer {
        try await answer(Question(name: name, type: type, address: nil))
    }

    func ask(
        _ name: String, _ type: RecordType, at address: String
    ) async throws(DNSError) -> Answer {
        try await answer(Question(name: name, type: type, address: address))
    }

    private func answer(_ question: Question) async throws(DNSError) -> Answer {
        if let task = known[question] { return try await task.value.get() }
        var asked = Resolver(question.address.map { resolver.beside($0) } ?? resolver)
        asked.isRecursive = question.address == nil
        let task = Task { [asked, slots] () -> Result<Answer, DNSError> in
            let ask = { () async -> Result<Answer, DNSError> in
                do throws(DNSError) {
                    return .success(try await asked.ask(question.name, question.type))
                } catch { return .failure(error) }
            }
            return if let slots { await slots.run(ask) } else { await ask() }
        }
        known[question] = task
        return try await task.value.get()
    }
}
