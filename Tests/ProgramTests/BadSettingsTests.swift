import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `Bad settings` {
    /// One enrolled night for all these tests; nothing here may change it.
    private static let enrolled = Task {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        return night
    }

    private static let lines: [(line: String, happened: String)] = [
        (
            "SSLSubscriptionBefore 0",
            "SSLSubscriptionBefore is \"0\", allowed is a number of days from 1 to 200"
        ),
        (
            "SSLSubscriptionBefore 201",
            "SSLSubscriptionBefore is \"201\", allowed is a number of days from 1 to 200"
        ),
        (
            "Option SSLSubscriptionBefore -3",
            "SSLSubscriptionBefore is \"-3\", allowed is a number of days from 1 to 200"
        ),
        (
            "SSLSubscriptionBefore ten",
            "SSLSubscriptionBefore is \"ten\", allowed is a number of days"
        ),
        (
            "SSLSubscriptionPolicy maybe",
            "SSLSubscriptionPolicy is \"maybe\", allowed is auto, manual, none"
        ),
        (
            "SSLSubscriptionPolcy auto",
            "there is no setting SSLSubscriptionPolcy, did you mean SSLSubscriptionPolicy"
        ),
        ("KeyAlgorithm dsa", "KeyAlgorithm is \"dsa\", allowed is p256, "),
        ("HookTimeLimit -1", "HookTimeLimit is \"-1\", allowed is a number of seconds"),
        ("NoticeFrom nobody", "NoticeFrom is \"nobody\", allowed is a mail address"),
    ]
    private static let moduleLines: [(line: String, happened: String)] = [
        ("CallsPerMinute many", "CallsPerMinute is \"many\", allowed is"),
        ("SSLSubscriptionPolicy maybe", "SSLSubscriptionPolicy is \"maybe\", allowed is"),
        ("SSLSubscriptionBefore 201", "SSLSubscriptionBefore is \"201\", allowed is"),
        ("Usernme demo", "there is no setting Usernme, did you mean Username"),
    ]
    private static let programs = [
        ["ssl-scan"], ["ssl-reissue"], ["ssl-reissue", "--continue"], ["ssl-notify"],
        ["ssl-report", "due"], ["ssl-admin", "subscription", "import", "list.csv"],
    ]

    /// Runs a program with settings of its own beside the good ones, and expects that nothing moves.
    private func expect(
        _ explained: Explained, _ words: [String], in folder: TemporaryFolder, of night: Night,
        at moment: String = Night.first
    ) async throws {
        let before = try Snapshot(of: night.folder.path)
        let calls = try await night.sandbox.journal().count
        let program = try night.start(
            words[0], Array(words.dropFirst()) + ["--config", folder.file("ssl-ledger.conf")],
            at: moment)
        explained.expect(try await program.end(), of: words[0])
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
        #expect(try await night.sandbox.journal().count == calls)
    }

    /// The files of the enrolled night, some with lines added.
    private func files(main: String = "", module: String = "", mode: Int = 0o600) async throws
        -> TemporaryFolder
    {
        let night = try await Self.enrolled.value
        let folder = try TemporaryFolder()
        try folder.write(night.folder.read("ssl-ledger.conf") + main + "\n", to: "ssl-ledger.conf")
        try folder.write(
            night.folder.read("modules.d/demo.conf") + module + "\n", to: "modules.d/demo.conf",
            mode: mode)
        return folder
    }

    @Test(arguments: lines)
    func `are named with file, line and what is allowed`(_ bad: (line: String, happened: String))
        async throws
    {
        let folder = try await files(main: bad.line)
        let count =
            try folder.read("ssl-ledger.conf").split(
                separator: "\n", omittingEmptySubsequences: false
            ).count - 1
        let explained = Explained(
            78, "\(folder.file("ssl-ledger.conf")):\(count): \(bad.happened)",
            "correct this and start again; nothing has been done", again: "never")
        try await expect(explained, ["ssl-reissue"], in: folder, of: Self.enrolled.value)
    }

    @Test(arguments: moduleLines)
    func `of a module are named in the same way`(_ bad: (line: String, happened: String))
        async throws
    {
        let folder = try await files(module: bad.line)
        let explained = Explained(
            78, bad.happened, "correct this and start again; nothing has been done",
            again: "never")
        try await expect(explained, ["ssl-scan"], in: folder, of: Self.enrolled.value)
    }

    @Test(arguments: programs)
    func `stop every program before it does anything`(_ words: [String]) async throws {
        let folder = try await files(main: "SSLSubscriptionPolicy maybe")
        let explained = Explained(
            78, "allowed is auto, manual, none", "correct this and start again", again: "never")
        try await expect(explained, words, in: folder, of: Self.enrolled.value)
    }

    @Test func `that are not there end with 66`() async throws {
        let folder = try TemporaryFolder()
        let explained = Explained(
            66, "there is no file \(folder.file("ssl-ledger.conf"))", "check the path",
            again: "never")
        try await expect(explained, ["ssl-scan"], in: folder, of: Self.enrolled.value)
    }

    @Test func `that show a key to others are refused`() async throws {
        let folder = try await files(mode: 0o644)
        let path = folder.file("modules.d/demo.conf")
        let explained = Explained(
            78, "\(path) holds a secret and has mode 644", "run chmod 600 \(path)", again: "never")
        try await expect(explained, ["ssl-scan"], in: folder, of: Self.enrolled.value)
    }

    @Test(arguments: programs.dropLast(2))
    func `of the clock are refused with a module that is not on this machine`(_ words: [String])
        async throws
    {
        let folder = try await files(
            module: "Endpoint https://api.namecheap.com/xml.response\nCallsPerMinute 20\n"
                + "CallsPerHour 600\nCallsPerDay 7500")
        let explained = Explained(
            78, "SSL_LEDGER_NOW is set and module demo is not on this machine",
            "unset SSL_LEDGER_NOW", again: "never")
        try await expect(explained, words, in: folder, of: Self.enrolled.value)
    }

    @Test func `of the clock that are no moment are refused`() async throws {
        let explained = Explained(
            78, "SSL_LEDGER_NOW is no moment: yesterday", "write it as 2026-11-23T03:00:00Z",
            again: "never")
        try await expect(
            explained, ["ssl-scan"], in: files(), of: Self.enrolled.value, at: "yesterday")
    }

    @Test(arguments: ["ssl-scan", "ssl-reissue"])
    func `of the clock far behind the ledger are refused`(_ program: String) async throws {
        let night = try await Self.enrolled.value
        let calls = try await night.sandbox.journal().count
        let outcome = try await night.run(program, at: "2026-11-18T03:17:00Z")
        let explained = Explained(
            78, "the clock says 2026-11-18T03:17", "set the clock right; nothing unrepeatable",
            again: "later")
        explained.expect(outcome, of: program)
        #expect(try await night.sandbox.journal().count == calls)
        #expect(try await night.rows("SELECT state FROM issuance") == [])
    }
}
