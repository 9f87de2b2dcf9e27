import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `Notices that do not get through at once` {
    /// A mail program that keeps what it gets, waits at a gate and ends with a status.
    private struct MailProgram {
        let folder: TemporaryFolder
        let path: String

        init() throws {
            folder = try TemporaryFolder()
            path = try folder.write(
                """
                #!/bin/sh
                cd '\(folder.path)' || exit 1
                n=$(ls | grep -c '^mail[.]')
                cat >"mail.$n"
                if [ -e refuse ] && grep -q "^To: it@" "mail.$n"; then mv "mail.$n" no; exit 67; fi
                if [ -e busy ]; then mv "mail.$n" no; exit 75; fi
                : >waiting
                i=0
                while [ -e gate ] && [ $i -lt 400 ]; do sleep 0.05; i=$((i+1)); done

                """, to: "sendmail", mode: 0o700)
        }

        var settings: String { "NoticeChannel sendmail\nSendmail \(path)" }

        func set(_ word: String) throws { try folder.write("", to: word) }

        func unset(_ word: String) throws {
            try FileManager.default.removeItem(atPath: folder.file(word))
        }

        func mails() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasPrefix("mail.") }.sorted().map { try folder.read($0) }
        }

        func ids() throws -> [String] {
            try mails().compactMap { mail in
                mail.split(separator: "\n").first { $0.hasPrefix("Message-ID:") }.map(String.init)
            }
        }

        /// Starts ssl-notify, and kills it while the message is being handed over.
        func cutOff(_ night: Night, at moment: String = Night.first) async throws {
            if FileManager.default.fileExists(atPath: folder.file("waiting")) {
                try unset("waiting")
            }
            try set("gate")
            let run = try night.start("ssl-notify", at: moment)
            try await night.wait {
                FileManager.default.fileExists(atPath: folder.file("waiting"))
            }
            run.kill9()
            try unset("gate")
            _ = try await run.end()
        }
    }

    private func night(_ mail: MailProgram) async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 1), settings: mail.settings)
        try await night.enrolManual()
        return night
    }

    @Test func `after a power failure come once more, with the same Message-ID, and no third time`()
        async throws
    {
        let mail = try MailProgram()
        let night = try await night(mail)
        try await mail.cutOff(night)
        let open = try await night.rows(
            "SELECT state, handing_at IS NOT NULL FROM notice WHERE state <> 'overtaken'")
        #expect(open == ["claimed|1"])
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try await night.run("ssl-notify").status == 0)
        let ids = try mail.ids()
        #expect(ids.count == 2 && Set(ids).count == 1, "\(ids)")
        #expect(
            try await night.rows(
                "SELECT state, attempts, doubts FROM notice WHERE state <> 'overtaken'")
                == ["sent|2|1"])
    }

    @Test func `after two power failures are left to a person`() async throws {
        let mail = try MailProgram()
        let night = try await night(mail)
        try await mail.cutOff(night)
        try await mail.cutOff(night)
        let third = try await night.run("ssl-notify")
        #expect(third.status == 1)
        #expect(third.errors.contains("handed over twice, and nobody knows"), "\(third)")
        #expect(try mail.ids().count == 2)
        #expect(try await night.run("ssl-notify").errors == "")
        let state = try await night.value(
            "SELECT state FROM notice WHERE kind = 'certificate-expires' AND state <> 'overtaken'")
        #expect(state == "unknown")
        #expect(try await night.value("SELECT cause FROM task").hasPrefix("notice certificate-"))
    }

    @Test func `because of the address go to the department, with a task`() async throws {
        let mail = try MailProgram()
        let night = try await night(mail)
        try mail.set("refuse")
        let first = try await night.run("ssl-notify")
        #expect(first.status == 1)
        #expect(first.errors.contains("it@harbour-demo.test could not be told"), "\(first)")
        let sent = try mail.mails()
        #expect(sent.count == 1)
        #expect(sent.first?.contains("To: staff@reseller.test") == true)
        #expect(try await night.value("SELECT cause FROM task") == "address 1")
        // The task itself is told; the customer is not tried again at this threshold.
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try mail.mails().count == 2)
        try mail.unset("refuse")
        #expect(try await night.run("ssl-notify", at: "2026-12-31T04:00:00Z").status == 0)
        #expect(
            try await night.rows("SELECT count(*) FROM task WHERE closed_at IS NULL") == ["0"])
    }

    @Test func `are tried again after 1, 10 and 100 minutes, then daily`() async throws {
        let mail = try MailProgram()
        let night = try await night(mail)
        try mail.set("busy")
        let moments = [
            "03:17:00", "03:17:30", "03:18:10", "03:20:00", "03:29:00", "04:00:00", "05:20:00",
        ]
        var attempts: [String] = []
        for moment in moments {
            _ = try await night.run("ssl-notify", at: "2026-11-20T\(moment)Z")
            attempts.append(
                try await night.value("SELECT max(attempts) FROM notice"))
        }
        #expect(attempts == ["1", "1", "2", "2", "3", "3", "4"])
        try mail.unset("busy")
        #expect(try await night.run("ssl-notify", at: "2026-11-21T03:17:00Z").status == 0)
        #expect(try mail.mails().filter { $0.contains("To: it@") }.count == 1)
    }

    @Test func `of missed weeks are one mail`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrolManual()
        let end = try await night.value(
            """
            SELECT date(c.expires_on * 86400, 'unixepoch') FROM subscription AS s
            JOIN certificate AS c ON c.id = s.certificate_id
            """)
        for _ in 0..<2 {
            #expect(try await night.run("ssl-notify", at: "\(end)T04:00:00Z").status == 0)
        }
        #expect(try night.mails().filter { $0.kind == "certificate-expires" }.count == 1)
        let rows = try await night.rows(
            """
            SELECT threshold, state FROM notice WHERE kind = 'certificate-expires'
            ORDER BY threshold
            """)
        #expect(rows == ["0|sent", "1|overtaken", "3|overtaken", "7|overtaken", "200|overtaken"])
    }

    @Test func `about a certificate that is replaced are not sent any more`() async throws {
        let mail = try MailProgram()
        let night = try await night(mail)
        try await night.sandbox.move(to: Night.first)
        try mail.set("busy")
        #expect(try await night.run("ssl-notify").status == 1)
        try mail.unset("busy")
        let reissue = try await night.run("ssl-reissue", "S-00001", "--force", "--yes")
        #expect(reissue.status == 0, "\(reissue)")
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.run("ssl-notify").status == 0)
        let ids = try mail.ids()
        #expect(!ids.contains { $0.contains("certificate-expires") }, "\(ids)")
        #expect(ids.contains { $0.contains("certificate-reissued") }, "\(ids)")
        #expect(
            try await night.rows(
                "SELECT DISTINCT state FROM notice WHERE kind = 'certificate-expires'")
                == ["overtaken"])
    }

    @Test func `because somebody silenced them do not come, and a dry run says so`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrolManual()
        let reference = try await night.value("SELECT reference FROM subscription")
        let set = try await night.run(
            "ssl-admin", "subscription", "set", reference, "--silence",
            "certificate-expires,not-served")
        #expect(set.status == 0, "\(set)")
        let shown = try await night.run("ssl-admin", "subscription", "show", reference)
        #expect(shown.output.contains("certificate-expires,not-served"))
        let before = try Snapshot(of: night.folder.path)
        let dry = try await night.run("ssl-notify", "--dry-run", "--csv", "-")
        #expect(dry.output.contains("silenced for this subscription"), "\(dry)")
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try night.mails().filter { $0.kind == "certificate-expires" }.isEmpty)
        let wrong = try await night.run(
            "ssl-admin", "subscription", "set", reference, "--silence", "everything")
        #expect(wrong.status == 64 && wrong.errors.contains("certificate-expires"), "\(wrong)")
    }
}
