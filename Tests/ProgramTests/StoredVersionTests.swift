import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct `A version in the store` {
    private static let second = "2027-06-01T03:17:00Z"
    private static let next = "2027-06-01T04:00:00Z"

    /// A subscription with two versions, the second one live; the first ends on 2027-06-08.
    private func twice(_ settings: String = "") async throws -> Night {
        let night = try await Night.fiveYears(settings: settings)
        for moment in [Night.first, Self.second] {
            let outcome = try await night.reissue(at: moment)
            #expect(outcome.status == 0, "\(outcome)")
        }
        #expect(try await night.live() == "2")
        return night
    }

    private func rollback(
        _ night: Night, _ words: String..., at moment: String = Self.next
    ) async throws -> Outcome {
        try await night.start(
            "ssl-admin", ["certificate", "rollback", "S-00007"] + words, at: moment
        ).end()
    }

    @Test func `can be gone back to, is deployed again, and a task says so`() async throws {
        let log = "deployed"
        let hook = try TemporaryFolder()
        let path = try hook.write(
            "#!/bin/sh\nreadlink \"$SSL_LIVE\" >>'\(hook.path)/\(log)'\n", to: "hook", mode: 0o700)
        let night = try await twice("DeploymentHook \(path)")
        let unasked = try await rollback(night)
        #expect(unasked.status == 64 && unasked.errors.contains("needs --yes"), "\(unasked)")
        #expect(try await night.live() == "2")

        let back = try await rollback(night, "--yes")
        #expect(back.status == 0 && back.output == "" && back.errors == "", "\(back)")
        #expect(try await night.live() == "1")
        let task = try await night.openTasks()
        #expect(task.count == 1 && task.first?.contains("live is the earlier certificate") == true)
        #expect(try await night.value("SELECT count(*) FROM event WHERE kind='rolled-back'") == "1")
        #expect(try await night.run("ssl-reissue", "--continue", at: Self.next).status == 0)
        #expect(try hook.read(log) == "1\n2\n1\n")
        // A scan does not undo what a person did.
        #expect(try await night.run("ssl-scan", at: Self.next).status == 0)
        #expect(try await night.live() == "1")

        #expect(try await rollback(night, "--to", "2", "--yes").status == 0)
        #expect(try await night.live() == "2")
        #expect(try await night.openTasks() == [])
        #expect(try await night.run("ssl-reissue", "--continue", at: Self.next).status == 0)
        #expect(try hook.read(log) == "1\n2\n1\n2\n")
    }

    @Test func `cannot be gone back to where it is not good any more`() async throws {
        let night = try await twice()
        func expectRefused(
            _ what: String, _ words: String..., at moment: String = Self.next,
            remedy: String = "choose another with --to, or reissue"
        ) async throws {
            let outcome = try await night.start(
                "ssl-admin", ["certificate", "rollback", "S-00007", "--yes"] + words, at: moment
            ).end()
            Explained(1, what, remedy, again: "never").expect(outcome, of: "ssl-admin")
            #expect(try await night.live() == "2")
        }
        try await expectRefused(
            "the ledger knows no certificate in version 7", "--to", "7",
            remedy: "certificate list shows")
        try await expectRefused(
            "there is no earlier version", at: "2027-06-20T03:17:00Z",
            remedy: "certificate list shows")
        try await expectRefused("it ended on", "--to", "1", at: "2027-06-20T03:17:00Z")
        try await night.tamper("UPDATE certificate SET status = 'revoked' WHERE version = 1")
        try await expectRefused("the CA calls it revoked", "--to", "1")
        try await expectRefused("there is no earlier version", remedy: "certificate list shows")
        try await night.tamper(
            """
            UPDATE certificate SET status = 'replaced' WHERE version = 1;
            INSERT INTO module (id, name, is_sandbox) VALUES (99, 'real', 0);
            UPDATE certificate SET module_id = 99 WHERE version = 2;
            """)
        try await expectRefused("it comes from a sandbox and the live one is real", "--to", "1")
        try await night.tamper("UPDATE certificate SET module_id = 1 WHERE version = 2")
        let lineage = try await night.lineage()
        let key = try night.folder.read(lineage + "/2/privkey.pem")
        try night.folder.write(key, to: lineage + "/1/privkey.pem")
        try await expectRefused(
            "does not match the private key beside it", "--to", "1",
            remedy: "leave the live version as it is")
    }

    @Test func `goes when it is replaced, has ended for a month, and newer ones are there`()
        async throws
    {
        let night = try await twice("KeepVersions 1\nDeploymentHook /bin/true")
        let lineage = try await night.lineage()
        for moment in [Self.next, "2027-07-05T03:17:00Z"] {
            #expect(
                try await night.run("ssl-admin", "certificate", "prune", at: moment).status == 0)
            #expect(try night.folder.names(in: lineage) == ["1", "2", "live"])
        }
        let month = "2027-07-12T03:17:00Z"
        let rehearsal = try await night.run(
            "ssl-admin", "certificate", "prune", "--dry-run", "-v", at: month)
        #expect(rehearsal.output.contains("1 versions would be removed"), "\(rehearsal)")
        #expect(try night.folder.names(in: lineage) == ["1", "2", "live"])

        // A file of somebody else's keeps its folder, and says so; nothing else is stopped.
        try night.folder.write("mine", to: lineage + "/1/notes.txt")
        let kept = try await night.run("ssl-reissue", at: month)
        Explained(1, "notes.txt is not the store's", "move the file", again: "never").expect(
            kept, of: "ssl-reissue")
        #expect(try night.folder.names(in: lineage + "/1").contains("privkey.pem"))
        try FileManager.default.removeItem(atPath: night.folder.file(lineage + "/1/notes.txt"))
        #expect(try await night.run("ssl-reissue", at: month).status == 0)
        #expect(try night.folder.names(in: lineage) == ["2", "live"])
        #expect(
            try await night.rows(
                "SELECT version FROM certificate WHERE version IS NOT NULL") == ["2"])
        #expect(try await night.value("SELECT count(*) FROM event WHERE kind = 'pruned'") == "1")
        // A number that was used is never used again.
        #expect(try await night.reissue(at: "2027-09-02T03:17:00Z").status == 0)
        #expect(try night.folder.names(in: lineage) == ["2", "3", "live"])
    }

    @Test func `has the key of the one before where the settings want it and it is not too old`()
        async throws
    {
        let night = try await twice("KeyReuse on")
        let lineage = try await night.lineage()
        func key(_ version: Int) throws -> String {
            try night.folder.read("\(lineage)/\(version)/privkey.pem")
        }
        #expect(try key(1) == key(2))
        #expect(
            try night.folder.read(lineage + "/1/cert.pem")
                != night.folder.read(lineage + "/2/cert.pem"))
        // 398 days are over for the key of the first night.
        try await night.tamper("UPDATE issuance SET planned_at = planned_at - 200 * 86400")
        #expect(try await night.reissue(at: "2027-09-02T03:17:00Z").status == 0)
        #expect(try await night.live() == "3")
        #expect(try key(3) != key(2))
    }

    @Test func `is the group's to read where the settings say so`() async throws {
        let group = try await RunningProgram.run("/usr/bin/id", ["-gn"]).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let night = try await Night.fiveYears(settings: "KeyMode 0640\nKeyGroup \(group)")
        let conf = try night.folder.read("ssl-ledger.conf")
        try night.folder.write(conf + "KeyGroup no-such-group\n", to: "ssl-ledger.conf")
        let calls = try await night.sandbox.journal().count
        for program in ["ssl-scan", "ssl-reissue"] {
            Explained(
                78, "KeyGroup is no-such-group, and this machine knows no such name", "correct it",
                again: "never"
            ).expect(try await night.run(program), of: program)
        }
        #expect(try await night.sandbox.journal().count == calls)
        try night.folder.write(conf, to: "ssl-ledger.conf")
        #expect(try await night.run("ssl-reissue").status == 0)
        let modes = try await StoreFacts(night, at: 1_795_144_620).modes
        #expect(modes.count == 8, "the store, a folder, a version and five files")
        #expect(modes.allSatisfy { $0.hasPrefix("750 d ") || $0.hasPrefix("640 f ") }, "\(modes)")
    }

    @Test func `has a new key by default`() async throws {
        let night = try await twice()
        let lineage = try await night.lineage()
        #expect(
            try night.folder.read(lineage + "/1/privkey.pem")
                != night.folder.read(lineage + "/2/privkey.pem"))
    }
}
