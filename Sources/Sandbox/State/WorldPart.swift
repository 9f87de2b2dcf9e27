import FoundationEssentials

/// A small part of the world that the state file holds as one JSON document.
enum WorldPart: String, CaseIterable, Comparable, Sendable {
    case funds
    case limits
    case organisations
    case records
    case trouble
    case zones

    /// By name.
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The part as JSON with its keys in order.
    func document(of world: isolated World) throws(SandboxError) -> Data {
        switch self {
        case .funds: try encoded(world.funds)
        case .limits: try encoded(world.limits.calls.map(\.seconds))
        case .organisations: try encoded(world.looks.organisations.mapValues(\.seconds))
        case .records: try encoded(world.records)
        case .trouble: try encoded([world.trouble])
        case .zones: try encoded(world.zones)
        }
    }

    /// Reads the part; nil when it was never kept.
    func read<Value: Decodable>(_ documents: [String: Data]) throws(SandboxError) -> Value? {
        guard let json = documents[rawValue] else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: json)
        } catch {
            throw .damaged(what: "the document \(rawValue)")
        }
    }

    private func encoded(_ value: some Encodable) throws(SandboxError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do {
            return try encoder.encode(value)
        } catch {
            throw .cannotCreate(path: "the document \(rawValue)", reason: "\(error)")
        }
    }
}
