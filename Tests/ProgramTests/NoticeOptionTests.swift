import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The settings of notices` {
    /// Some subscriptions of one customer, all with policy manual and within their windows.
    private func night(_ settings: String) async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 3), settings: settings)
        try await night.enrolManual()
        return night
    }

    private func states(_ night: Night) async throws -> [String] {
        try await night.rows(
            """
            SELECT state, count(*), count(DISTINCT message_id) FROM notice
            WHERE kind = 'certificate-expires' AND state <> 'overtaken' GROUP BY state
            """)
    }

    @Test func `put all that a run has for a customer into one message`() async throws {
        let night = try await night("NoticeDigest on")
        let run = try await night.run("ssl-notify", "--kind", "certificate-expires", "-v")
        #expect(run.status == 0 && run.output.contains("1 notice sent"), "\(run)")
        #expect(try await states(night) == ["sent|3|1"])
        let mail = try #require(try night.mails().first)
        for host in try await night.rows("SELECT host FROM subscription") {
            #expect(mail.text.contains(host))
        }
        #expect(mail.kind == "digest")
        let again = try await night.run("ssl-notify", "--kind", "certificate-expires", "-v")
        #expect(again.output.contains("0 notices sent"), "\(again)")
    }

    @Test func `postpone in quiet hours, and the day makes up for it`() async throws {
        let night = try await night("NoticeQuietHours 21-7")
        let check = try await night.run("ssl-admin", "check-config")
        #expect(check.status == 78)
        #expect(check.errors.contains("put the daytime line of cron/ssl-ledger.cron"), "\(check)")
        let dry = try await night.run("ssl-notify", "--dry-run", "--csv", "-")
        #expect(dry.output.contains("quiet hours until 07:00 UTC"), "\(dry)")
        // None of them is at its last day.
        try await night.alter("UPDATE certificate SET expires_on = 20782 WHERE status = 'active'")
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try await states(night) == [])
        #expect(try await night.run("ssl-notify", at: "2026-11-20T07:05:00Z").status == 0)
        #expect(try await states(night) == ["sent|3|3"])
        let after = try await night.run("ssl-admin", "check-config", at: "2026-11-21T03:00:00Z")
        #expect(!after.errors.contains("NoticeQuietHours"), "\(after)")
    }

    @Test func `bound what one address gets in a day`() async throws {
        let night = try await night("NoticeCap 2")
        try await night.alter("UPDATE certificate SET expires_on = 20782 WHERE status = 'active'")
        for (moment, states) in [
            ("20T03:17:00", ["sent|2|2"]), ("20T09:00:00", ["sent|2|2"]),
            ("21T03:17:00", ["sent|3|3"]),
        ] {
            let run = try await night.run("ssl-notify", at: "2026-11-\(moment)Z")
            #expect(run.status == 0, "\(run)")
            #expect(try await self.states(night) == states)
        }
    }

    @Test func `silence kinds for the hosts that fit`() async throws {
        let night = try await night("NoticeOff certificate-expires *-1-*\nNoticeOff night")
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try await states(night) == ["sent|2|2"])
    }

    @Test func `are bounded for one run by options`() async throws {
        let night = try await night("")
        let none = try await night.run("ssl-notify", "--max-runtime", "0s", "-v")
        #expect(none.output.contains("left for the next run (--max-runtime)"), "\(none)")
        #expect(try await states(night) == ["claimed|3|3"])
        #expect(try await night.run("ssl-notify", "--limit", "1").status == 0)
        #expect(try await states(night) == ["claimed|2|2", "sent|1|1"])
        #expect(try await night.run("ssl-notify", "--kind", "balance-low").status == 0)
        #expect(try await states(night) == ["claimed|2|2", "sent|1|1"])
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try await states(night) == ["sent|3|3"])
        let wrong = try await night.run("ssl-notify", "--kind", "weather")
        #expect(wrong.status == 64 && wrong.errors.contains("certificate-expires"), "\(wrong)")
    }
}
