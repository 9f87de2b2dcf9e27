import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A task` {
    /// A night that no test changes.
    private static let untouched = Task { try await night() }
    private static let header =
        "task,age,module,department,reference,host,text,what_to_do,opened_at,taken_by,taken_at"
    private static let later = "2026-11-23T04:00:00Z"

    private func admin(
        _ night: Night, _ words: String..., at moment: String = Self.later
    ) async throws -> Outcome {
        try await night.start("ssl-admin", ["task"] + words, at: moment).end()
    }

    /// A night whose account has less than its minimum: one task, number 1.
    private static func night() async throws -> Night {
        let night = try await Night(
            RunningSandbox(certificates: 1), module: "MinimalBalance 9999999")
        let scan = try await night.run("ssl-scan")
        #expect(scan.errors.contains("below its minimum"), "\(scan)")
        return night
    }

    @Test func `is listed with its age, whose it is and what to do`() async throws {
        let night = try await Self.night()
        let list = try await admin(night, "list", "--csv", "-")
        let lines = list.output.split(whereSeparator: \.isNewline)
        #expect(lines.count == 2 && lines.first == Self.header[...], "\(list)")
        #expect(
            lines.last?.hasPrefix("1,3,demo,staff@reseller.test,,,\"balance of demo is")
                == true)
        #expect(lines.last?.contains(",top the account up,2026-11-20T") == true, "\(list)")
        let table = try await admin(night, "list")
        #expect(table.output.contains("staff@reseller.test") && table.status == 0, "\(table)")
        #expect(
            try await admin(night, "list", "--json").output.hasPrefix("[\n{\"task\":1,\"age\":3"))
    }

    @Test func `is taken by somebody, and stays that person's when the scan sees it again`()
        async throws
    {
        let night = try await Self.night()
        let taken = try await admin(night, "take", "1", "--by", "Ann", "-v")
        #expect(taken.status == 0 && taken.output.contains("task 1 is Ann's"), "\(taken)")
        #expect(try await night.run("ssl-scan", at: Self.later).status == 0)
        #expect(
            try await night.rows("SELECT id, taken_by, closed_at IS NULL FROM task") == ["1|Ann|1"])
        #expect(
            try await night.rows("SELECT detail FROM event WHERE kind = 'task-taken'") == [
                "task 1 by Ann"
            ])
    }

    @Test func `that is closed by hand is opened again by the next scan while its cause is there`()
        async throws
    {
        let night = try await Self.night()
        let closed = try await admin(night, "close", "1", "--by", "Ann", "-v")
        #expect(closed.status == 0 && closed.output.contains("opens it again if"), "\(closed)")
        #expect(try await night.value("SELECT closed_by FROM task") == "Ann")
        #expect(try await night.run("ssl-scan", at: Self.later).errors.contains("top it up"))
        #expect(try await night.rows("SELECT id, closed_at IS NULL FROM task") == ["1|0", "2|1"])
        let again = try await admin(night, "close", "1")
        #expect(again.status == 1 && again.errors.contains("task 1 is closed"), "\(again)")
        #expect(try await admin(night, "close", "77").status == 64)
    }

    @Test func `whose module is not looked at any more is closed`() async throws {
        let night = try await Self.night()
        let path = night.folder.file("modules.d/demo.conf")
        let text = try night.folder.read("modules.d/demo.conf")
        try Data(text.replacing("MinimalBalance 9999999", with: "").utf8).write(
            to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(try await night.run("ssl-scan", at: Self.later).status == 0)
        #expect(try await night.value("SELECT closed_at IS NULL FROM task") == "0")
    }

    @Test(arguments: [
        ["take"], ["take", "one"], ["close", "1", "--by", ""], ["close", "1", "--by", "a\u{7}"],
        ["take", "1", "--by", String(repeating: "a", count: 101)],
    ])
    func `is not taken or closed by bad words`(_ words: [String]) async throws {
        let night = try await Self.untouched.value
        let outcome = try await night.start("ssl-admin", ["task"] + words).end()
        #expect(outcome.status == 64, "\(outcome)")
        #expect(
            try await night.value("SELECT closed_at IS NULL AND taken_by IS NULL FROM task") == "1")
    }
}
