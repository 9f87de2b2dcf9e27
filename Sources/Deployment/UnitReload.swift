private import Processes

/// A unit of systemd that reads its certificates anew: `systemctl reload-or-restart UNIT`.
package struct UnitReload: Sendable {
    private let unit: String
    private let systemctl: String
    private let timeLimit: Duration

    /// A reload by the program at that path, without a shell, ended after its time limit.
    ///
    /// The unit is a plain name, as the settings let it in: never an option or a pattern.
    package init(unit: String, systemctl: String, timeLimit: Duration) {
        self.unit = unit
        self.systemctl = systemctl
        self.timeLimit = timeLimit
    }

    /// Reloads the unit, or restarts it where it cannot reload.
    package func run() async throws(DeploymentError) {
        try await ChildProcess(
            program: systemctl, arguments: ["reload-or-restart", unit], timeLimit: timeLimit
        ).succeed(notRun: DeploymentError.hookNotRun) {
            .reloadFailed(unit: unit, exit: $0, lastWords: $1)
        }
    }
}
