import Foundation
import TestSupport

/// One whole night with all that can be seen of it: rehearsed, done, done again.
struct PlayedNight: Sendable {
    private static let steps = [
        ["ssl-scan"], ["ssl-reissue", "-v"], ["ssl-notify", "-v"], ["ssl-report", "all"],
    ]
    /// 2026-11-20T03:17:00Z.
    private static let seconds = 1_795_144_620

    let night: Night
    /// What the dry runs before the night said, as CSV.
    let rehearsal: [String: Outcome]
    let changesOfRehearsal: [String]
    let callsOfRehearsal: Int
    let firstNight: [String: Outcome]
    let afterFirst: [RunningSandbox.Request]
    let store: StoreFacts
    let secondNight: [String: Outcome]
    let afterSecond: [RunningSandbox.Request]
    /// What dry runs say when nobody answers any more.
    let alone: [String: Outcome]

    /// Plays the night for the 25 subscriptions of a sandbox, which is stopped at the end.
    init() async throws {
        let sandbox = try await RunningSandbox(certificates: 25)
        night = try Night(sandbox)
        try await sandbox.move(to: Night.first)
        try await night.enrol()

        let before = try Snapshot(of: night.folder.path)
        let calls = try await sandbox.journal().count
        rehearsal = try await PlayedNight.rehearse(night)
        callsOfRehearsal = try await sandbox.journal().count - calls
        changesOfRehearsal = try before.changes(to: Snapshot(of: night.folder.path))

        firstNight = try await PlayedNight.play(night)
        afterFirst = try await sandbox.journal()
        store = try await StoreFacts(night, at: PlayedNight.seconds)
        secondNight = try await PlayedNight.play(night)
        afterSecond = try await sandbox.journal()
        try await sandbox.stop()
        alone = try await PlayedNight.rehearse(night)
    }

    private static func play(_ night: Night) async throws -> [String: Outcome] {
        var outcomes: [String: Outcome] = [:]
        for step in steps {
            outcomes[step[0]] = try await night.start(step[0], Array(step.dropFirst())).end()
        }
        return outcomes
    }

    private static func rehearse(_ night: Night) async throws -> [String: Outcome] {
        var outcomes: [String: Outcome] = [:]
        for program in ["ssl-scan", "ssl-reissue", "ssl-notify"] {
            outcomes[program] = try await night.run(program, "--dry-run", "--csv", "-")
        }
        return outcomes
    }
}
