import Foundation
import TestSupport
import Testing

/// The machine's clock against the CA's.
@Suite(.timeLimit(.minutes(3)))
struct `A clock that jumps` {
    private static let ahead = "2027-12-25T03:17:00Z"
    private static let back = "2026-11-18T03:17:00Z"
    private static let hourBack = "2026-11-20T02:17:00Z"
    private static let later = "2026-11-20T05:00:00Z"

    /// One subscription whose reissue waits for the CA's check.
    private func validating() async throws -> Night {
        let night = try await Night.fiveYears()
        try await night.sandbox.disturb("slowDcv", count: 1_000)
        #expect([0, 1].contains(try await night.run("ssl-reissue").status))
        #expect(try await night.rows("SELECT state FROM issuance") == ["validating"])
        return night
    }

    private func letIssue(_ night: Night) async throws {
        try await night.sandbox.disturb("slowDcv", count: 0)
    }

    /// One reissue, performed, and its pair live.
    private func expectReissuedOnce(_ night: Night, at seconds: Int = 1_795_144_620) async throws {
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.sandbox.unrepeatable().map(\.outcome) == ["OK"])
        let pairs = try await StoreFacts(night, at: seconds).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    /// Every program that could send anything says so, and sends nothing.
    private func expectRefused(_ night: Night, at moment: String) async throws {
        let calls = try await night.sandbox.journal().count
        for arguments in [["ssl-scan"], ["ssl-reissue"], ["ssl-reissue", "--continue"]] {
            let outcome = try await night.start(
                arguments[0], Array(arguments.dropFirst()), at: moment
            ).end()
            Explained(
                78, "the clock says \(moment.prefix(16))", "set the clock right", again: "later"
            ).expect(outcome, of: arguments[0])
        }
        #expect(try await night.sandbox.journal().count == calls)
    }

    @Test func `two days back between runs sends nothing until it is right`() async throws {
        let night = try await Night.fiveYears()
        try await expectRefused(night, at: Self.back)
        #expect(try await night.rows("SELECT state FROM issuance") == [])
        #expect(try await night.run("ssl-reissue").status == 0)
        try await expectReissuedOnce(night)
    }

    @Test func `two days back between two steps sends nothing until it is right`() async throws {
        let night = try await validating()
        try await letIssue(night)
        try await expectRefused(night, at: Self.back)
        #expect(try await night.rows("SELECT state FROM issuance") == ["validating"])
        #expect(try await night.run("ssl-reissue", at: Self.later).status == 0)
        try await expectReissuedOnce(night)
    }

    @Test func `an hour back is gone on with`() async throws {
        let night = try await Night.fiveYears()
        #expect(try await night.run("ssl-reissue", at: Self.hourBack).status == 0)
        try await expectReissuedOnce(night)
        #expect(try await night.run("ssl-scan", at: Self.hourBack).status == 0)
        #expect(try await night.run("ssl-reissue", at: Self.hourBack).status == 0)
        try await expectReissuedOnce(night)
    }

    @Test func `an hour back between two steps only waits for its time`() async throws {
        let night = try await validating()
        try await letIssue(night)
        let early = try await night.run("ssl-reissue", at: Self.hourBack)
        #expect(early.status == 0, "\(early)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(try await night.run("ssl-reissue", at: Self.later).status == 0)
        try await expectReissuedOnce(night)
    }

    @Test func `four hundred days ahead of the CA's reissues once and never again`() async throws {
        let night = try await Night.fiveYears()
        for day in 25...28 {
            for program in ["ssl-scan", "ssl-reissue"] {
                let outcome = try await night.run(program, at: "2027-12-\(day)T03:17:00Z")
                #expect(outcome.status == 1, "the certificate has ended by this clock: \(outcome)")
            }
        }
        // By this clock what the CA issued has ended too: kept, shown to a person, not made live.
        #expect(try await night.rows("SELECT state FROM issuance") == ["stuck"])
        #expect(try await night.sandbox.unrepeatable().map(\.outcome) == ["OK"])
        let lineage = try await night.lineage()
        #expect(try night.folder.names(in: lineage) == ["1"])
        #expect(try night.folder.names(in: lineage + "/1").contains("fullchain.pem"))
        let tasks = try await night.openTasks()
        #expect(tasks.contains { $0.contains("not made live") }, "\(tasks)")
        // The right clock is far behind what the wrong one recorded.
        try await expectRefused(night, at: Self.later)
        #expect(try await night.sandbox.unrepeatable().count == 1)
    }

    @Test func `four hundred days ahead between two steps goes on with what was begun`()
        async throws
    {
        let night = try await validating()
        let wrong = try await night.run("ssl-reissue", at: Self.ahead)
        #expect(wrong.status == 1 && wrong.errors.contains("in-flight"), "\(wrong)")
        #expect(try await night.rows("SELECT state FROM issuance") == ["validating"])
        #expect(try await night.sandbox.unrepeatable().count == 1)
    }

    @Test func `four hundred days on together with the CA's begins where it was left`()
        async throws
    {
        let night = try await validating()
        try await letIssue(night)
        try await night.sandbox.move(to: Self.ahead)
        for day in 25...27 {
            try await night.reissue(at: "2027-12-\(day)T03:17:00Z")
        }
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.sandbox.unrepeatable().map(\.outcome) == ["OK"])
        let pairs = try await StoreFacts(night, at: 1_829_704_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }
}
