import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The text of a task` {
    private static let task =
        "SELECT text FROM task WHERE cause LIKE 'issuance %' AND closed_at IS NULL"

    @Test func `names the mailbox that has to approve now, and the task stays one`() async throws {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        let host = try await night.value("SELECT host FROM subscription")
        func choose(_ mailbox: String) async throws {
            let chosen = try await night.run(
                "ssl-admin", "subscription", "set", "S-00007", "--dcv", "email", "--approver",
                "\(mailbox)@\(host)")
            #expect(chosen.status == 0, "\(chosen)")
        }
        try await choose("postmaster")
        #expect(try await night.run("ssl-reissue").status == 0)
        #expect(try await night.value(Self.task).contains("postmaster@\(host)"))
        // The CA keeps the old mailbox: the task says so, and whose it is.
        try await choose("webmaster")
        try await night.sandbox.post(
            "faults",
            [
                "name=error", "count=1", "command=namecheap.ssl.editDCVMethod", "number=2011146",
                "text=not this one",
            ])
        let refused = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:30:00Z")
        #expect(refused.errors.contains("not this one (2011146)"), "\(refused)")
        try await choose("hostmaster")
        let changed = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:45:00Z")
        #expect(changed.status == 0, "\(changed)")
        let texts = try await night.rows(Self.task)
        #expect(texts.count == 1 && texts.first?.contains("hostmaster@\(host)") == true, "\(texts)")
        #expect(!changed.errors.contains("postmaster"), "\(changed)")

        // By a record nobody has to approve anything.
        #expect(
            try await night.run("ssl-admin", "subscription", "set", "S-00007", "--dcv", "cname")
                .status == 0)
        try night.folder.write("#!/bin/sh\n", to: "hook", mode: 0o700)
        #expect(
            try await night.run("ssl-reissue", "--continue", at: "2026-11-20T04:00:00Z").status
                == 0)
        #expect(try await night.rows(Self.task).isEmpty)
    }

    @Test func `says what is wrong now, and is closed once it is published`() async throws {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        try night.folder.write("#!/bin/sh\necho one >&2; exit 3\n", to: "hook", mode: 0o700)
        #expect(try await night.run("ssl-reissue").errors.contains("status 3: one"))
        try night.folder.write("#!/bin/sh\necho two >&2; exit 4\n", to: "hook", mode: 0o700)
        let second = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:30:00Z")
        #expect(second.errors.contains("status 4: two"), "\(second)")
        let texts = try await night.rows(Self.task)
        #expect(texts.count == 1 && texts.first?.contains("status 4: two") == true, "\(texts)")
        // It is published, and the CA does not see it yet.
        try night.folder.write("#!/bin/sh\n", to: "hook", mode: 0o700)
        #expect(
            try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:45:00Z").status
                == 0)
        #expect(try await night.rows("SELECT state FROM issuance") == ["validating"])
        #expect(try await night.rows(Self.task).isEmpty)
    }

    @Test func `about what waits below half its window counts the days, and goes with the cause`()
        async throws
    {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        let task = "SELECT text FROM task WHERE cause LIKE 'waiting %' AND closed_at IS NULL"
        try night.folder.write("#!/bin/sh\n", to: "hook", mode: 0o700)
        try await night.sandbox.move(to: "2026-11-22T03:17:00Z")
        let first = try await night.run("ssl-reissue", at: "2026-11-22T03:17:00Z")
        let before = try await night.rows(task)
        #expect(before.count == 1, "\(first)")
        _ = try await night.run("ssl-reissue", at: "2026-11-23T03:17:00Z")
        let after = try await night.rows(task)
        #expect(after.count == 1 && after != before, "\(after)")
        // With a smaller window it is not below the half of it any more.
        let conf = try night.folder.read("ssl-ledger.conf")
        try night.folder.write(conf + "SSLSubscriptionBefore 1\n", to: "ssl-ledger.conf")
        _ = try await night.run("ssl-reissue", "--continue", at: "2026-11-23T04:00:00Z")
        #expect(try await night.rows(task).isEmpty)
    }

    @Test func `about silent servers is gone with the scan that finds them answering`() async throws
    {
        let zone = PublicZone()
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        zone.follow(night)
        let conf = try night.folder.read("ssl-ledger.conf")
        let task = "SELECT text FROM task WHERE cause LIKE 'silent %' AND closed_at IS NULL"
        try await zone.run(second: false) { resolver in
            try night.folder.write(conf + "Resolver \(resolver)\n", to: "ssl-ledger.conf")
            for time in ["03:17", "09:20"] {
                _ = try await night.run("ssl-reissue", at: "2026-11-20T\(time):00Z")
            }
            #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
            #expect(try await night.rows(task).count == 1)
            _ = try await night.run("ssl-scan", at: "2026-11-21T03:17:00Z")
            #expect(try await night.value(task).contains("127.0.0.2"))
        }
        try await zone.run { resolver in
            try night.folder.write(conf + "Resolver \(resolver)\n", to: "ssl-ledger.conf")
            _ = try await night.run("ssl-scan", at: "2026-11-22T03:17:00Z")
            #expect(try await night.rows(task).isEmpty)
        }
    }
}

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The run of each quarter hour` {
    @Test func `names what is past the alarm where no nightly run has said it`() async throws {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        try night.folder.write("#!/bin/sh\n", to: "hook", mode: 0o700)
        #expect(try await night.run("ssl-reissue").status == 0)
        let end = try #require(
            Int(try await night.value("SELECT expires_on FROM certificate WHERE status = 'active'"))
        )
        /// A moment so many days after the end.
        func moment(_ days: Int, _ minutes: Int = 0) -> String {
            let date = Date(timeIntervalSince1970: Double((end + days) * 86_400 + minutes * 60))
            return date.formatted(.iso8601)
        }
        func quarter(_ days: Int, _ minutes: Int) async throws -> Outcome {
            try await night.run("ssl-reissue", "--continue", at: moment(days, minutes))
        }
        let early = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:30:00Z")
        #expect(early.status == 0 && early.errors == "", "\(early)")
        let first = try await quarter(1, 0)
        #expect(first.status == 1, "\(first)")
        #expect(first.errors.contains("and no replacement is live: in-flight"), "\(first)")
        #expect(first.errors.split(separator: "\n").count == 1, "\(first)")
        for minutes in [15, 30, 600] {
            let again = try await quarter(1, minutes)
            #expect(again.status == 1 && again.errors == "", "\(again)")
        }
        // The nightly run says it every time, and then it is said.
        for minutes in [1_300, 1_310] {
            let nightly = try await night.run("ssl-reissue", at: moment(1, minutes))
            #expect(nightly.errors.contains("and no replacement is live"), "\(nightly)")
        }
        let after = try await quarter(2, 600)
        #expect(after.status == 1 && after.errors == "", "\(after)")
    }
}
