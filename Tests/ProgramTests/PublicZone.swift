import Foundation
import Synchronization
import TestSupport

/// The zone harbour-demo.test on two name servers, which show what a hook has published.
final class PublicZone: Sendable {
    static let name = "harbour-demo.test"

    private let state = Mutex<(folder: String?, showing: Set<Int>)>((nil, [1, 2]))

    /// Which of the servers, 1 and 2, show what is published.
    func show(at servers: Set<Int>) { state.withLock { $0.showing = servers } }

    /// Follows the hook of a folder.
    func follow(_ night: Night) { state.withLock { $0.folder = night.folder.path } }

    /// Runs both servers at loopback addresses on one port; the second may be left out.
    func run(second: Bool = true, _ body: (_ resolver: String) async throws -> Void) async throws {
        let answer: LoopbackNameServer.Answerer = { self.answer($0, by: 1) }
        let other: LoopbackNameServer.Answerer = { self.answer($0, by: 2) }
        try await LoopbackNameServer.run(answer: answer) { first in
            let resolver = "127.0.0.1:\(first.port)"
            guard second else { return try await body(resolver) }
            try await LoopbackNameServer.run(
                host: "127.0.0.2", port: first.port, answer: other
            ) { _ in try await body(resolver) }
        }
    }

    private func answer(_ query: NameServerQuery, by server: Int) -> [[UInt8]] {
        let zone = LoopbackZone([
            .nameServer(Self.name, "ns1.\(Self.name)"), .nameServer(Self.name, "ns2.\(Self.name)"),
            .address("ns1.\(Self.name)", [127, 0, 0, 1]),
            .address("ns2.\(Self.name)", [127, 0, 0, 2]),
        ])
        let (folder, showing) = state.withLock { $0 }
        let calls = folder.flatMap {
            try? String(contentsOfFile: $0 + "/hook.calls", encoding: .utf8)
        }
        if showing.contains(server) {
            for line in (calls ?? "").split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 5, words[1] == "cname" else { continue }
                zone.withdraw(words[3])
                if words[0] == "publish" { zone.publish(.alias(words[3], words[4])) }
            }
        }
        // Every other host is this machine.
        if query.type == 1, !query.name.hasPrefix("_"), !query.name.hasPrefix("ns") {
            zone.publish(.loopback(query.name))
        }
        return zone.answer(query)
    }
}
