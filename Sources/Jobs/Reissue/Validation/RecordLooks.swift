import CertificateLedger
import DNS
import HTTP
import Settings

/// How the records of each module are looked at in a run, and for how long.
struct RecordLooks: Sendable {
    /// Questions under way at once: each may wait five seconds on a thread of its own.
    private static let questionsAtOnce = 32

    /// How long a run looks at one record before it leaves it to the next.
    let limit: Duration
    private let look: RecordLook?
    private let modules: Set<String>

    /// The looks of a configuration; none where `ValidationLook` is 0.
    init(_ configuration: Configuration) {
        let settings = configuration.settings
        limit = .seconds(settings.proof.lookSeconds)
        modules = Set(
            configuration.modules.filter { $0.hasPublicNames(settings) }.map(\.name))
        guard limit > .zero, !modules.isEmpty, let server = settings.nameServer else {
            look = nil
            return
        }
        let slots = Slots(Self.questionsAtOnce)
        let client = HTTPClient(atOnce: Self.questionsAtOnce)
        look = RecordLook(
            zones: ResolvedNames(server, slots: slots),
            records: FreshNames(server, slots: slots)
        ) { [port = settings.proof.webPort] name, path, address in
            var request = HTTPRequest(url: "http://\(name):\(port)\(path)")
            request.address = address
            request.holdsSecret = false
            request.connectLimit = .seconds(5)
            request.timeLimit = .seconds(10)
            request.bodyLimit = 1 << 16  // A CA's file is a few short lines.
            do throws(HTTPError) {
                return .success(try await client.send(request))
            } catch { return .failure(error) }
        }
    }

    /// How the records of a module are looked at; nil where nobody can.
    func look(ofModule name: String) -> RecordLook? { modules.contains(name) ? look : nil }
}
