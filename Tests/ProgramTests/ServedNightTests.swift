import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `What is deployed` {
    private let names = ["cdn-6", "crm-6", "portal-3", "static-6"].map { "\($0).harbour-demo.test" }

    private func shown(_ state: String, _ port: Int) -> [String] {
        (["127.0.0.1"] + names).map { "\($0):\(port) \(state)" }
    }

    @Test(.enabled(if: TLSServer.hasNginx, "nginx is not installed"))
    func `is seen served, and said to be old where the server was not told`() async throws {
        let place = try TemporaryFolder()
        let server = try await TLSServer.nginx(serving: place.file("current"), in: place)
        defer { server.end() }
        let served = try await ServedNight(port: server.port, in: place)
        let night = served.night
        let first = try await night.run("ssl-reissue")
        #expect(first.status == 0 && first.errors == "", "\(first)")
        #expect(try await served.seen() == shown("served", server.port))
        #expect(try place.read("systemctl.calls") == "reload-or-restart nginx.service\n")
        let output = try await night.rows(
            "SELECT DISTINCT state || ' ' || output FROM deployment WHERE output <> '' ORDER BY 1")
        #expect(output.first == "deployed copied for *.files-5.harbour-demo.test")
        #expect(output.count == 3)
        try await checkReport(night, "served", on: "2026-11-20")
        let plan = try await night.run("ssl-scan", "--dry-run", "--verbose")
        #expect(plan.output.contains("5 targets of 3 certificates asked what they serve"))

        try place.write("", to: "lazy")
        try await served.goOn(to: ServedNight.later)
        let old = try await night.run("ssl-reissue", at: ServedNight.later)
        #expect(old.status == 1)
        #expect(try await served.seen() == shown("old", server.port))
        try await checkReport(night, "old", on: "2027-06-01")
        let lines = old.errors.split(whereSeparator: \.isNewline)
        #expect(lines.count == 3, "\(old)")
        #expect(lines.allSatisfy { $0.contains(" still serves an earlier one") }, "\(old)")
        #expect(lines.contains { $0.contains("and 2 more are not seen serving it") }, "\(old)")
        try await recover(served, place, server.port)
    }

    private func checkReport(_ night: Night, _ word: String, on day: String) async throws {
        let report = try await night.run("ssl-report", "certificates", "--csv", "-")
        let rows = report.output.split(whereSeparator: \.isNewline).dropFirst()
        #expect(rows.count { $0.hasSuffix(",\(word),deployed,\(day)") } == 3, "\(report)")
    }

    /// Nothing is looked at before its time; what was mended by hand is seen, its task closed.
    private func recover(
        _ served: ServedNight, _ place: TemporaryFolder, _ port: Int
    ) async throws {
        let night = served.night
        let early = try await night.run("ssl-reissue", "--continue", at: ServedNight.later)
        #expect(early.status == 0 && early.errors == "", "\(early)")
        #expect(try await night.openTasks().count == 3)
        let folders = ["crm-6", "crm-6", "portal-3", "crm-6", "_wildcard.files-5"]
        for (folder, name) in zip(folders, names + ["www.files-5.harbour-demo.test"]) {
            for file in ["fullchain.pem", "privkey.pem"] {
                let live = "store/\(folder).harbour-demo.test/live/\(file)"
                try place.write(night.folder.read(live), to: "current/\(name)/\(file)")
            }
        }
        let mended = try await night.run("ssl-reissue", "--continue", at: "2027-06-01T03:19:00Z")
        #expect(mended.status == 0 && mended.errors == "", "\(mended)")
        #expect(try await served.seen() == shown("served", port))
        #expect(try await night.openTasks() == [])
        #expect(
            try await night.value("SELECT count(*) FROM served_watch WHERE look_at IS NOT NULL")
                == "0")
    }

    @Test func `is a warning where nobody can be asked, told once`() async throws {
        let place = try TemporaryFolder()
        let port = try FreePort.find()
        let served = try await ServedNight(port: port, in: place)
        let night = served.night
        let first = try await night.run("ssl-reissue")
        #expect(first.status == 0, "\(first)")
        #expect(first.errors.contains("cannot be asked"))
        #expect(first.errors.contains("ssl-admin subscription set S-00003 --served"))
        #expect(try await served.seen() == shown("unreachable", port))
        try await checkReport(night, "unreachable", on: "2026-11-20")
        for program in ["ssl-scan", "ssl-reissue"] {
            let again = try await night.run(program, at: "2026-11-21T03:17:00Z")
            #expect(again.status == 0 && again.errors == "", "\(again)")
        }
        let admin = try await night.run(
            "ssl-admin", "subscription", "set", "S-00006", "--served", "none")
        #expect(admin.status == 0 && admin.errors == "", "\(admin)")
        let scan = try await night.run("ssl-scan", at: "2026-11-22T03:17:00Z")
        #expect(scan.status == 0, "\(scan)")
        #expect(
            try await served.seen() == ["127.0.0.1", names[2]].map { "\($0):\(port) unreachable" })
    }

    @Test func `is looked at in turn, so many a night`() async throws {
        let served = try await ServedNight(
            port: try FreePort.find(), in: try TemporaryFolder(), settings: "ServedPerRun 1")
        let question = "SELECT count(*) FROM served_watch WHERE looked_at IS NOT NULL"
        #expect(try await served.night.value(question) == "1")
        for night in 2...3 {
            #expect(try await served.night.run("ssl-scan").status == 0)
            #expect(try await served.night.value(question) == "\(night)")
        }
    }

    @Test func `is an alarm for the certificate before it until then`() async throws {
        let place = try TemporaryFolder()
        let served = try await ServedNight(port: try FreePort.find(), in: place)
        let night = served.night
        try place.write("", to: "broken")
        // Two of the three end on 2026-11-23.
        let moment = "2026-11-21T03:17:00Z"
        let reissue = try await night.run("ssl-reissue", at: moment)
        #expect(reissue.status == 1)
        #expect(
            try await night.value("SELECT count(*) FROM deployment WHERE state = 'pending'") == "6")
        let scan = try await night.run("ssl-scan", at: moment)
        #expect(scan.status == 1)
        for outcome in [reissue, scan] {
            let alarms = outcome.errors.split(whereSeparator: \.isNewline).filter {
                $0.contains("ends on 2026-11-23, in 2 days, and its replacement")
                    && $0.contains("is not deployed") && $0.contains("no route to host")
            }
            #expect(alarms.count == 2, "\(outcome)")
        }
        try FileManager.default.removeItem(atPath: place.file("broken"))
        let mended = try await night.run("ssl-reissue", "--continue", at: "2026-11-21T03:19:00Z")
        #expect(mended.status == 0, "\(mended)")
        let after = try await night.run("ssl-scan", at: "2026-11-21T03:30:00Z")
        #expect(after.status == 0, "\(after)")
    }
}
