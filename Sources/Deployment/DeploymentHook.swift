private import Processes
private import Wording

/// A program of the operator that installs a certificate on its host.
package struct DeploymentHook: Sendable {
    private let program: String
    private let timeLimit: Duration

    /// A hook at an absolute path, ended when it runs longer than its time limit.
    package init(program: String, timeLimit: Duration) {
        self.program = program
        self.timeLimit = timeLimit
    }

    /// Runs the hook with the arguments `deploy HOST` and gives what it wrote to standard output.
    ///
    /// The output is printable and cut to 2,000 characters. The manifest is in place before the
    /// hook starts and stays afterwards.
    package func deploy(_ delivery: Delivery) async throws(DeploymentError) -> String {
        try Manifest.write(delivery)
        let finished = try await ChildProcess(
            program: program, arguments: ["deploy", delivery.host],
            environment: delivery.environment, timeLimit: timeLimit
        ).succeed(notRun: DeploymentError.hookNotRun) {
            .hookFailed(program: program, exit: $0, lastWords: $1)
        }
        return finished.output.split(whereSeparator: \.isNewline)
            .map { $0.printable(limit: 2_000) }.joined(separator: "\n").prefix(2_000).description
    }
}
