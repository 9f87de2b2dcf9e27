import Foundation
import Synchronization
import TestSupport

/// Every zone of two labels on two name servers, which show what a hook has published.
final class PublicZone: Sendable {
    private struct State {
        var folder: String?
        var showing: Set<Int> = [1, 2]
        var lag = 0
        var asked: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Lets the second server show each record only when it was asked for it so often before.
    func lag(by questions: Int) { state.withLock { $0.lag = questions } }

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
        let name = query.name.split(separator: ".").suffix(2).joined(separator: ".")
        let zone = LoopbackZone([
            .start(name, "ns1.\(name)", serial: 1), .nameServer(name, "ns1.\(name)"),
            .nameServer(name, "ns2.\(name)"),
            .address("ns1.\(name)", [127, 0, 0, 1]), .address("ns2.\(name)", [127, 0, 0, 2]),
        ])
        if let folder = folderShown(for: query, by: server),
            let calls = try? String(contentsOfFile: folder + "/hook.calls", encoding: .utf8)
        {
            for line in calls.split(separator: "\n") where line.contains(" \(query.name) ") {
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

    /// The folder of the hook, where the server shows what it published.
    private func folderShown(for query: NameServerQuery, by server: Int) -> String? {
        state.withLock { state in
            guard state.showing.contains(server) else { return nil }
            guard server == 2, query.type == 5 else { return state.folder }
            let asked = state.asked[query.name, default: 0]
            state.asked[query.name] = asked + 1
            return asked < state.lag ? nil : state.folder
        }
    }
}
