import Foundation
import TestSupport

extension Night {
    /// A subscription of five years, its certificate due on the first night, enrolled alone.
    static func fiveYears(
        settings: String = "", options: [String] = []
    ) async throws -> Night {
        let night = try await Night(
            RunningSandbox(certificates: 7, options: options), settings: settings)
        try await night.sandbox.move(to: Night.first)
        let lines = try night.sandbox.folder.read("subscriptions.csv")
            .split(whereSeparator: \.isNewline)
        let list = [lines.first, lines.first { $0.hasPrefix("S-00007,") }]
            .compactMap { $0 }.joined(separator: "\r\n")
        try await night.enrol(night.folder.write(list + "\r\n", to: "list.csv"))
        return night
    }

    /// Lets the days pass, and runs scan and reissue.
    @discardableResult
    func reissue(at moment: String) async throws -> Outcome {
        try await sandbox.move(to: moment)
        _ = try await run("ssl-scan", at: moment)  // Alarms are ssl-reissue's to end.
        return try await run("ssl-reissue", at: moment)
    }

    /// The folder of the one subscription, in the store.
    func lineage() async throws -> String {
        "store/" + (try await value("SELECT folder FROM subscription"))
    }

    /// The version that `live` names.
    func live() async throws -> String {
        try FileManager.default.destinationOfSymbolicLink(
            atPath: folder.file(try await lineage() + "/live"))
    }

    /// Changes the ledger behind the programs' back.
    func tamper(_ statement: String) async throws {
        let outcome = try await RunningProgram.run(
            "/usr/bin/sqlite3", [folder.file("ledger.sqlite"), statement])
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
    }

    /// What openssl says; a failure of it is the test's.
    func openssl(_ arguments: String...) async throws -> String {
        let outcome = try await RunningProgram.run(
            "/bin/sh", ["-c", "cd \"$0\" && exec openssl \"$@\"", folder.path] + arguments)
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
        return outcome.output
    }
}
