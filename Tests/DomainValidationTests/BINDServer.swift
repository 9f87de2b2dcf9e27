import Processes
import TestSupport

/// BIND for the length of one test.
enum BINDServer {
    static let zone = "shop.example"

    /// What a test or a server was too slow for.
    struct NotStarted: Error {
        let words: String
    }

    /// Runs a body beside a server whose zone a key may change.
    static func run(_ body: (BINDFolder) async throws -> Void) async throws {
        let bind = try BINDFolder(zone: zone)
        let server = Task { try await process(bind.command(), .seconds(170)).run() }
        do {
            try await wait(for: bind)
            try await body(bind)
        } catch {
            server.cancel()
            _ = await server.result
            throw error
        }
        server.cancel()
        _ = await server.result
    }

    /// The aliases of the zone, as `owner TTL target`.
    static func aliases(_ bind: BINDFolder) async throws -> [String]? {
        let finished = try await process(bind.aliases(of: zone), .seconds(20)).run()
        return BINDFolder.aliases(in: finished.output)
    }

    private static func wait(for bind: BINDFolder) async throws {
        for _ in 0..<500 {
            if try await aliases(bind) != nil { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw NotStarted(words: "named does not answer on port \(bind.port)")
    }

    private static func process(_ words: [String], _ limit: Duration) -> ChildProcess {
        ChildProcess(program: words[0], arguments: Array(words.dropFirst()), timeLimit: limit)
    }
}
