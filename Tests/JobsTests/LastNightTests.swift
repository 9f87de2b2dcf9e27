import CertificateLedger
import Notices
import Subscriptions
import Testing

@testable import Jobs

@Suite struct `The digest of a night` {
    private func rows(_ stage: NoticeStage, _ field: NoticeField) throws -> [[String: NoticeValue]]
    {
        let found = try stage.candidates(LastNight.self)
        guard case .rows(let rows)? = found.first?.facts[field] else { return [] }
        return rows
    }

    private func words(
        _ stage: NoticeStage, _ field: NoticeField, _ column: String
    ) throws -> [NoticeValue] {
        try rows(stage, field).compactMap { $0[column] }
    }

    @Test func `has what only waits, and each failure once, by the mark of its own`() throws {
        let stage = try NoticeStage()
        for quarter in 1...90 {
            try stage.run(
                "ssl-reissue", before: Int64(quarter) * 900, "in-flight", "waits for the CA",
                failed: 12)
        }
        #expect(try rows(stage, .failures).isEmpty)
        #expect(try rows(stage, .notDone).isEmpty)
        #expect(try rows(stage, .runs).count == 90)
        try stage.run("ssl-reissue", before: 800, "reissue", "first", isFailure: true, failed: 1)
        try stage.run("ssl-reissue", before: 700, "backoff", "again", isFailure: true, failed: 1)
        try stage.run("ssl-reissue", before: 600, "backoff")
        try stage.run("ssl-scan", before: 500, "in-flight", isFailure: true, failed: 1)
        #expect(try words(stage, .failures, "happened") == [.text("again"), .text("in-flight")])
        try stage.deploy("pending")
        #expect(try rows(stage, .failures).count == 2)
        try stage.alter("UPDATE deployment SET error = 'status 3'")
        let last = try words(stage, .failures, "happened").last
        #expect(last == .text("certificate 1 is not deployed: status 3"))
    }

    @Test func `has what was left undone by the last word on it`() throws {
        let stage = try NoticeStage()
        try stage.run("ssl-reissue", before: 900, "limit-reached")
        try stage.run("ssl-reissue", before: 800, "budget-reached", "no calls left")
        try stage.run("ssl-notify", before: 700, "policy-auto")
        #expect(try words(stage, .notDone, "why") == [.text("budget-reached")])
        try stage.run("ssl-reissue", before: 600, "reissue")
        #expect(try rows(stage, .notDone).isEmpty)
    }

    @Test func `reaches back to the last one that was sent, and has the run that sent it`()
        async throws
    {
        var stage = try NoticeStage(on: "2026-09-20", expires: "2026-12-24")
        let channel = FaultyChannel()
        try stage.run("ssl-scan", before: 600, "outside-window")
        try await stage.notify(channel)
        #expect(channel.take().map(\.line.kind) == [.night])
        #expect(try words(stage, .runs, "program") == [.text("ssl-notify")])
        // It begins some seconds before it takes the digest up.
        try stage.alter("UPDATE run SET started_at = started_at - 30 WHERE program = 'ssl-notify'")
        #expect(try words(stage, .runs, "program") == [.text("ssl-notify")])
        channel.behave { _ in .down }
        for _ in 0..<3 {
            stage.today = stage.today + 1
            try stage.run("ssl-scan", before: 600, "in-flight", "day \(stage.today)")
            try await stage.notify(channel)
        }
        #expect(Set(channel.take().map(\.fate)) == [.down])
        stage.today = stage.today + 1
        let programs = try words(stage, .runs, "program")
        #expect(programs.filter { $0 == .text("ssl-scan") }.count == 3, "\(programs)")
        #expect(programs.filter { $0 == .text("ssl-notify") }.count == 4, "\(programs)")
        #expect(try words(stage, .runs, "startedAt").first == .text("2026-09-20 03:16"))
        let candidate = try #require(try stage.candidates(LastNight.self).first)
        #expect(candidate.facts[.since] == .text("2026-09-20 03:16 UTC"))
        channel.behave { _ in .arrives }
        try await stage.notify(channel)
        #expect(channel.take().count == 1)
        #expect(try words(stage, .runs, "program") == [.text("ssl-notify")])
        // However long nobody was told.
        stage.today = stage.today + 30
        try stage.run("ssl-scan", before: 20 * 86_400, "outside-window")
        try stage.run("ssl-scan", before: 13 * 86_400, "outside-window")
        #expect(try words(stage, .runs, "program") == [.text("ssl-scan")])
    }

    @Test func `says of its own run whom it could not tell`() async throws {
        var stage = try NoticeStage(policy: .manual)
        let channel = FaultyChannel()
        try stage.run("ssl-scan", before: 600, "policy-manual")
        channel.behave { $0 == "it@harbour-demo.test" ? .busy : .arrives }
        try await stage.notify(channel)
        stage.today = stage.today + 1
        let failures = try rows(stage, .failures)
        #expect(failures.map { $0["program"] } == [.text("ssl-notify")])
        stage = try NoticeStage(policy: .manual)
        try await stage.notify(FaultyChannel())
        stage.today = stage.today + 1
        #expect(try rows(stage, .failures).isEmpty)
    }

    @Test func `goes out whatever else its reader gets`() throws {
        let stage = try NoticeStage(settings: "NoticeCap 2")
        try stage.run("ssl-scan", before: 600, "outside-window")
        for number in 1...5 {
            _ = try stage.ledger.openTask(  // Each is new.
                cause: "weather \(number)", text: "it rains", module: nil, subscription: nil,
                at: stage.now)
        }
        var planner = NoticePlanner(stage.configuration, ledger: stage.ledger, at: stage.now)
        let tasks = try stage.candidates(OpenTasks.self)
        #expect(tasks.count == 5)
        let night = try stage.candidates(LastNight.self)
        let toOne = tasks.map { task in
            NoticeCandidate(
                kind: task.kind, topic: task.topic, audience: .administrator, rows: task.rows,
                about: task.about, module: task.module, why: task.why, facts: task.facts)
        }
        let plan = try planner.plan(toOne + night, isComplete: false)
        #expect(plan.letters.count == 3)
        #expect(plan.letters.contains { $0.items.first?.candidate.kind == .night })
    }
}
