@testable import DNS
@testable import Jobs

/// A world of names that a test lays out.
struct SmallWorld: NameView {
    /// What a name shows, as `name type`; what is not there has no data.
    var records: [String: [Record.Content]] = [:]
    /// The names that the resolver fails for.
    var failing: [String: DNSError] = [:]
    /// The serial that the server at an address holds; nil does not answer.
    var serials: [String: UInt32?] = [:]

    func ask(_ name: String, _ type: RecordType) async throws(DNSError) -> Answer {
        if let error = failing[name] { throw error }
        return answer(records["\(name) \(type)"] ?? [], name)
    }

    func ask(
        _ name: String, _ type: RecordType, at address: String
    ) async throws(DNSError) -> Answer {
        guard let serial = serials[address] ?? nil else {
            throw .timedOut(server: address, name: name)
        }
        return answer([.start(primary: "ns1.test", serial: serial)], name)
    }

    private func answer(_ contents: [Record.Content], _ name: String) -> Answer {
        let found = contents.map { Record(owner: name, timeToLive: 60, content: $0) }
        return Answer(
            finding: found.isEmpty ? .noData : .records(found), isAuthoritative: true,
            isAuthenticated: false)
    }
}
