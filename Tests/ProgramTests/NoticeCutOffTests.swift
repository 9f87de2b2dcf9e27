import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct `A run of ssl-notify that is cut off` {
    private func night(_ settings: String, certificates: Int = 1) async throws -> Night {
        let night = try await Night(
            RunningSandbox(certificates: certificates),
            settings: settings + "\nNoticeOff task-opened\nNoticeOff paid-period-ends")
        try await night.enrolManual()
        return night
    }

    private func settings(_ server: LoopbackMailServer) -> String {
        "NoticeChannel smtp\nSMTPServer 127.0.0.1:\(server.port)\nSMTPSecurity none"
    }

    private func ids(_ server: LoopbackMailServer) -> [String] {
        server.messages.map { mail in
            String(decoding: mail.content, as: UTF8.self).split(separator: "\r\n")
                .first { $0.hasPrefix("Message-ID: ") }.map(String.init) ?? "none"
        }
    }

    private func states(_ night: Night) async throws -> [String] {
        try await night.rows(
            "SELECT state, doubts, count(*) FROM notice WHERE state <> 'overtaken' GROUP BY 1, 2")
    }

    @Test func `before the server answers to the message sends it once more, by the same name`()
        async throws
    {
        var manner = MailManner(.end, .silence)
        manner.takesBeforeItActs = true
        manner.misdeeds = 1
        try await LoopbackMailServer.run(manner) { server in
            let night = try await night(settings(server))
            let run = try night.start("ssl-notify")
            try await night.wait { server.count == 1 }
            run.kill9()
            #expect(try await run.end().status == 128 + SIGKILL)
            #expect(try await states(night) == ["claimed|0|1"])
            for _ in 0..<3 { #expect(try await night.run("ssl-notify").status == 0) }
            let ids = ids(server)
            #expect(ids.count == 2 && Set(ids).count == 1, "\(ids)")
            #expect(try await states(night) == ["sent|1|1"])
        }
    }

    @Test func `before the message left loses none`() async throws {
        var manner = MailManner(.sender, .silence)
        manner.misdeeds = 1
        try await LoopbackMailServer.run(manner) { server in
            let night = try await night(settings(server))
            let run = try night.start("ssl-notify")
            try await night.wait { try await states(night) == ["claimed|0|1"] }
            try await night.wait {
                server.commandsInTheClear.contains { $0.hasPrefix("MAIL FROM") }
            }
            run.kill9()
            _ = try await run.end()
            #expect(server.count == 0)
            for _ in 0..<2 { #expect(try await night.run("ssl-notify").status == 0) }
            #expect(server.count == 1)
        }
    }

    @Test func `leaves what was answered alone, and what had not begun to the next one`()
        async throws
    {
        var manner = MailManner(.end, .silence)
        manner.takesBeforeItActs = true
        manner.goodDeeds = 1
        manner.misdeeds = 1
        try await LoopbackMailServer.run(manner) { server in
            let night = try await night(settings(server), certificates: 3)
            let run = try night.start("ssl-notify")
            try await night.wait { server.count == 2 }
            run.kill9()
            _ = try await run.end()
            #expect(try await states(night) == ["claimed|0|2", "sent|0|1"])
            for _ in 0..<2 { #expect(try await night.run("ssl-notify").status == 0) }
            let ids = ids(server)
            #expect(ids.count == 4 && Set(ids).count == 3, "\(ids)")
            #expect(ids.count { $0 == ids[0] } == 1 && ids.count { $0 == ids[1] } == 2)
            #expect(try await states(night) == ["sent|0|2", "sent|1|1"])
        }
    }

    @Test func `by the server after the message tries once more, a minute later`() async throws {
        var manner = MailManner(.end, .cut)
        manner.takesBeforeItActs = true
        manner.misdeeds = 1
        try await LoopbackMailServer.run(manner) { server in
            let night = try await night(settings(server))
            let first = try await night.run("ssl-notify")
            #expect(first.status == 1 && first.errors.contains("after the message"), "\(first)")
            #expect(try await night.run("ssl-notify", at: "2026-11-20T03:17:30Z").status == 0)
            #expect(server.count == 1)
            for minute in ["18", "19", "59"] {
                let next = try await night.run("ssl-notify", at: "2026-11-20T03:\(minute):10Z")
                #expect(next.status == 0, "\(next)")
            }
            #expect(Set(ids(server)).count == 1 && server.count == 2)
            #expect(try await states(night) == ["sent|1|1"])
        }
    }

    @Test func `twice after the message is not repeated a third time, and opens a task`()
        async throws
    {
        var manner = MailManner(.end, .cut)
        manner.takesBeforeItActs = true
        try await LoopbackMailServer.run(manner) { server in
            let night = try await night(settings(server))
            for minute in ["17", "18", "19", "50"] {
                _ = try await night.run("ssl-notify", at: "2026-11-20T03:\(minute):30Z")
            }
            #expect(server.count == 2 && Set(ids(server)).count == 1)
            #expect(try await states(night) == ["unknown|1|1"])
            let cause = try await night.value("SELECT cause FROM task WHERE cause LIKE 'notice %'")
            #expect(cause.hasPrefix("notice certificate-expires"))
        }
    }

    @Test func `after the outbox has a message leaves it as it is`() async throws {
        let night = try await night("", certificates: 3)
        #expect(try await night.run("ssl-notify").status == 0)
        let before = try Snapshot(of: night.folder.file("outbox"))
        #expect(try night.mails().count == 3)
        // As a run leaves it that ends between the file and its record.
        try await night.alter(
            """
            UPDATE notice SET state = 'claimed', sent_at = NULL, receipt = ''
            WHERE id = (SELECT max(id) FROM notice WHERE state = 'sent')
            """)
        #expect(try await states(night) == ["claimed|0|1", "sent|0|2"])
        let next = try await night.run("ssl-notify", at: "2026-11-20T03:18:00Z")
        #expect(next.status == 0, "\(next)")
        #expect(try before.changes(to: Snapshot(of: night.folder.file("outbox"))) == [])
        #expect(try await states(night) == ["sent|0|2", "sent|1|1"])
    }
}
