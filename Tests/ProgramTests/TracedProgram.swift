import Foundation
import TestSupport

/// A program run to its end under strace.
struct TracedProgram: Sendable {
    /// Whether the system lets a program be traced here.
    static let isPossible = Task {
        (try? await RunningProgram.run("/usr/bin/strace", ["-o", "/dev/null", "/bin/true"]))?
            .status == 0
    }

    let outcome: Outcome
    let trace: SystemCallTrace

    /// Runs a program of a night; texts are kept up to 8 KiB, so that a page of SQLite is whole.
    init(
        _ program: String, _ arguments: [String] = [], in night: Night,
        at moment: String = Night.first, calls: String
    ) async throws {
        let file = night.folder.file("trace")
        let words =
            ["-f", "-yy", "-s", "8192", "-o", file, "-e", "trace=" + calls]
            + [try Built.path(of: program)] + arguments
        outcome = try await RunningProgram.run(
            "/usr/bin/strace", words, environment: night.environment(at: moment))
        trace = SystemCallTrace(
            String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self))
    }
}
