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
        accountActions + clockActions + faultActions + limitActions + lookActions
        + recordActions + worldActions + [
            Self(method: "GET", path: "journal") { request, world throws(SandboxError) in
                let after = request.fields["after"].flatMap { Int($0) }
                let limit = request.fields["limit"].flatMap { Int($0) } ?? Journal.limit
                return try json(try world.requests(after: after, limit: max(0, limit)))
            }
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
        guard isFromHere(request) else {
            return .plain(403, "the control answers this machine only, by its own address")
        }
        if request.path == "/" { return PageService.answer(request, in: world) }
        let action = ControlAction.all.first {
            $0.method == request.method && "/control/" + $0.path == request.path
        }
        guard let action else { return .plain(404, "the control knows no such request") }
        if let refusal = request.refusal { return refusal }
        do {
            return .json(try await action.perform(request, world))
        } catch {
            return .plain(400, error.happened)
        }
    }

    /// Whether the request names this machine and comes from no other site's page.
    ///
    /// A name that somebody else's DNS leads here, and a form of another site, would let a web
    /// page that is open in a browser on this machine use the control.
    private static func isFromHere(_ request: HTTPRequest) -> Bool {
        let host = request.host.lowercased()
        let name = host.hasPrefix("[") ? "[::1]" : String(host.prefix { $0 != ":" })
        let address = ListenAddress(name + ":0")
        return (name == "localhost" || address?.isLoopback == true)
            && (request.origin.isEmpty || request.origin.lowercased() == "http://" + host)
    }
}
