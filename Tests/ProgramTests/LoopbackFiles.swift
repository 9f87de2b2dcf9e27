import Foundation
import TestSupport

/// A web server of Python's that shows the folder `shown` on a port of this machine.
struct LoopbackFiles {
    let folder: TemporaryFolder
    let port: Int
    private let program: RunningProgram

    /// Starts it on a port that was free a moment ago, and waits until it answers.
    init() async throws {
        folder = try TemporaryFolder()
        try folder.write("here", to: "shown/index.html")
        for _ in 0..<5 {
            let port = Int.random(in: 20_000..<32_000)
            let program = try RunningProgram(
                "/usr/bin/python3",
                [
                    "-m", "http.server", "\(port)", "--bind", "127.0.0.1", "--directory",
                    folder.file("shown"),
                ], environment: Built.environment)
            for _ in 0..<500 where program.isRunning {
                let answer = try await RunningProgram.run(
                    "/usr/bin/curl", ["-fsS", "http://127.0.0.1:\(port)/"])
                if answer.output == "here" {
                    (self.port, self.program) = (port, program)
                    return
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        throw RunningProgram.Problem.tooSlow("the web server")
    }
}
