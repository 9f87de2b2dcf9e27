import Foundation
import TestSupport

/// BIND with one zone that a key may change, ended with its test.
struct BINDServer {
    static let zone = "harbour-demo.test"

    let bind: BINDFolder
    private let program: RunningProgram

    /// Starts the server and waits until it answers; further records are lines of a zone file.
    init(records: String = "") async throws {
        bind = try BINDFolder(zone: Self.zone, records: records)
        let words = bind.command()
        program = try RunningProgram(
            words[0], Array(words.dropFirst()), environment: Built.environment)
        for _ in 0..<500 where program.isRunning {
            if try await aliases() != nil { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw RunningProgram.Problem.noAnswer(try program.errorsSoFar())
    }

    /// Where it answers, as settings have it.
    var address: String { "127.0.0.1:\(bind.port)" }

    /// The aliases of the zone, as `owner TTL target`; nil where it does not answer.
    func aliases() async throws -> [String]? {
        let words = bind.aliases(of: Self.zone)
        let outcome = try await RunningProgram.run(words[0], Array(words.dropFirst()))
        return BINDFolder.aliases(in: outcome.output)
    }

    /// The owners of which it added an alias, in order, once for each time.
    func added() throws -> [String] {
        try program.errorsSoFar().split(separator: "\n").compactMap { line in
            guard let start = line.firstRange(of: ": adding an RR at '")?.upperBound,
                line.hasSuffix(" CNAME") || line.contains("' CNAME ")
            else { return nil }
            return String(line[start...].prefix { $0 != "'" })
        }
    }
}
