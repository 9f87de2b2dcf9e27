import FoundationEssentials

/// One request of the control port.
struct ControlAction: Sendable {
    let method: String
    /// The path below `/control/`.
    let path: String
    /// Performs the request and gives JSON.
    let perform: @Sendable (HTTPRequest, isolated World) async throws(SandboxError) -> String

    /// Every request the control port knows.
    static let all: [Self] =
        clockActions + lookActions + recordActions + worldActions + [
            Self(method: "GET", path: "journal") { _, world throws(SandboxError) in
                try json(world.journal.entries)
            },
            Self(method: "POST", path: "faults") { request, world throws(SandboxError) in
                let fields = request.fields
                guard let fault = Fault(rawValue: fields["name"] ?? ""),
                    let count = Int(fields["count"] ?? "1"), count >= 0
                else {
                    let names = Fault.allCases.map(\.rawValue).joined(separator: ", ")
                    throw .control(reason: "name is one of \(names); count is 0 or more")
                }
                world.faults.set(fault, count: count)
                return try json([fault.rawValue: count])
            },
        ]

    /// A value as JSON with its keys in order.
    static func json(_ value: some Encodable) throws(SandboxError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .control(reason: "the answer cannot be written: \(error)")
        }
    }
}

/// Answers the control port.
enum ControlService {
    /// Answers one request in JSON, or says what is wrong with it.
    static func answer(_ request: HTTPRequest, in world: isolated World) async -> HTTPAnswer {
        let action = ControlAction.all.first {
            $0.method == request.method && "/control/" + $0.path == request.path
        }
        guard let action else { return .plain(404, "the control knows no such request") }
        do {
            return .json(try await action.perform(request, world))
        } catch {
            return .plain(400, error.happened)
        }
    }
}
