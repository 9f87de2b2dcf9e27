import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `What was published` {
    private static let quarterPast = "2026-11-20T03:30:00Z"

    /// One subscription in a zone that is looked at.
    private func due(_ resolver: String, _ zone: PublicZone) async throws -> Night {
        let night = try await Night.fiveYears(
            settings: "Resolver \(resolver)", options: ["--no-validation-reuse"])
        zone.follow(night)
        return night
    }

    private func commands(_ night: Night, since count: Int) async throws -> [String] {
        try await night.sandbox.journal().dropFirst(count).map {
            $0.command.split(separator: ".").last.map(String.init) ?? ""
        }
    }

    private func state(_ night: Night) async throws -> String {
        try await night.rows("SELECT state, waits_for FROM issuance").first ?? ""
    }

    @Test func `costs nothing where it is seen at once`() async throws {
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await due(resolver, zone)
            let before = try await night.sandbox.journal().count
            let run = try await night.run("ssl-reissue")
            #expect(run.status == 0 && run.errors == "", "\(run)")
            #expect(try await commands(night, since: before) == ["reissue", "getInfo"])
            #expect(try await state(night) == "stored|")
            #expect(
                try await night.rows("SELECT seen_at >= published_at FROM validation") == ["1"])
        }
    }

    @Test func `is seen at every authoritative server before the CA is asked anything`()
        async throws
    {
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await due(resolver, zone)
            let before = try await night.sandbox.journal().count
            let owner = { try await night.value("SELECT lower(record_name) FROM validation") }

            zone.show(at: [])
            let first = try await night.run("ssl-reissue")
            #expect(first.status == 0 && first.errors == "", "\(first)")
            let name = try await owner()
            #expect(
                try await state(night)
                    == "submitted|ns1.harbour-demo.test (127.0.0.1) to show \(name)")
            zone.show(at: [1])
            let early = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:17:30Z")
            #expect(early.status == 0, "\(early)")
            #expect(try await state(night).contains("ns1."), "its time has not come")
            let second = try await night.run("ssl-reissue", "--continue", at: Self.quarterPast)
            #expect(second.status == 0 && second.errors == "", "\(second)")
            #expect(
                try await state(night)
                    == "submitted|ns2.harbour-demo.test (127.0.0.2) to show \(name)")
            #expect(try await commands(night, since: before) == ["reissue"])

            zone.show(at: [1, 2])
            let last = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:45:00Z")
            #expect(last.status == 0 && last.errors == "", "\(last)")
            #expect(try await state(night) == "stored|")
            #expect(try await commands(night, since: before) == ["reissue", "getInfo"])
        }
    }

    @Test func `is looked at for many beside each other, and one list is asked for all`()
        async throws
    {
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await Night(
                RunningSandbox(certificates: 25, options: ["--no-validation-reuse"]),
                settings: "Resolver \(resolver)")
            zone.follow(night)
            zone.lag(by: 3)
            try await night.sandbox.move(to: Night.first)
            try await night.enrol()
            let before = try await night.sandbox.journal().count
            let run = try await night.run("ssl-reissue")
            // Nothing shows files at port 80 here.
            let states = try await night.rows(
                "SELECT DISTINCT method, state FROM issuance WHERE choices = '' ORDER BY 1")
            #expect(states == ["cname|stored", "file|submitted"], "\(run)")
            let stored = try await night.value(
                "SELECT count(*) FROM issuance WHERE state = 'stored'")
            let number = try #require(Int(stored))
            #expect((8...12).contains(number))
            let commands = try await commands(night, since: before)
            #expect(commands.filter { $0 == "getList" }.count == 1)
            #expect(commands.count == 13 + number + 1, "\(commands)")
            #expect(
                try await night.value(
                    "SELECT count(*) FROM validation WHERE method = 'cname' AND seen_at IS NULL")
                    == "0")
        }
    }

    @Test func `is a task after a day, once, which is closed in the end`() async throws {
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await due(resolver, zone)
            zone.show(at: [2])
            #expect(try await night.run("ssl-reissue").status == 0)
            let tasks = "SELECT cause, closed_at IS NULL FROM task WHERE cause LIKE 'unseen %'"
            let later = ["2026-11-21T03:10:00Z", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"]
            var complaints: [Int] = []
            for moment in later {
                let run = try await night.run("ssl-reissue", "--continue", at: moment)
                complaints.append(run.errors.split(separator: "\n").count)
            }
            #expect(complaints == [0, 1, 0])
            #expect(try await night.rows(tasks) == ["unseen 1|1"])
            zone.show(at: [1, 2])
            let last = try await night.run("ssl-reissue", "--continue", at: "2026-11-21T06:00:00Z")
            #expect(last.status == 0, "\(last)")
            #expect(try await state(night) == "stored|")
            #expect(try await night.rows(tasks) == ["unseen 1|0"])
        }
    }

    @Test func `waits for a server that is dead, but not for ever`() async throws {
        let zone = PublicZone()
        try await zone.run(second: false) { resolver in
            let night = try await due(resolver, zone)
            #expect(try await night.run("ssl-reissue").status == 0)
            let waiting = try await state(night)
            #expect(waiting.hasPrefix("submitted|what was published to be seen: ns2"), "\(waiting)")
            let tasks = "SELECT text FROM task WHERE cause LIKE 'silent %' AND closed_at IS NULL"
            let early = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T09:00:00Z")
            #expect(early.status == 0 && early.errors == "", "\(early)")
            #expect(try await night.rows(tasks).isEmpty)
            let late = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T09:20:00Z")
            #expect(late.errors.contains("not seen everywhere: ns2.harbour-demo.test"), "\(late)")
            #expect(try await state(night) == "stored|")
            #expect(try await night.rows(tasks).count == 1)
        }
    }

    @Test func `is not looked at where that is switched off`() async throws {
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await Night.fiveYears(
                settings: "Resolver \(resolver)\nValidationLook 0")
            #expect(try await night.run("ssl-reissue").status == 0)
            #expect(try await state(night) == "stored|")
            #expect(try await night.value("SELECT seen_at IS NULL FROM validation") == "1")
        }
    }

    @Test(.enabled(if: TLSServer.hasPython, "Python is installed"))
    func `may be a file, read where the name leads`() async throws {
        let web = try await LoopbackFiles()
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await Night.fiveYears(
                settings: "Resolver \(resolver)\nValidationPort \(web.port)\n"
                    + "Webroot \(web.folder.file("hidden"))",
                options: ["--no-validation-reuse", "--http-port", "\(web.port)"])
            try night.folder.write("", to: "hook.calls")
            try web.folder.write("", to: "hidden/.keep")
            #expect(
                try await night.run("ssl-admin", "subscription", "set", "S-00007", "--dcv", "file")
                    .status == 0)
            let first = try await night.run("ssl-reissue")
            #expect(first.status == 0, "\(first)")
            #expect(try await state(night).contains("to show the file (HTTP 404 now)"))
            try FileManager.default.moveItem(
                atPath: web.folder.file("hidden/.well-known"),
                toPath: web.folder.file("shown/.well-known"))
            let second = try await night.run("ssl-reissue", "--continue", at: Self.quarterPast)
            #expect(second.status == 0, "\(second)")
            #expect(try await state(night) == "stored|")
        }
    }
}
