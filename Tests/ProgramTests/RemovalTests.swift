import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A record that is to be removed` {
    private static let open =
        "SELECT cause, text FROM task WHERE closed_at IS NULL AND cause LIKE '%remov%'"

    /// One subscription whose record was published by `hook` and is not seen by the CA.
    private func waiting() async throws -> Night {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        let calls = night.folder.file("hook.calls")
        try night.folder.write(
            "#!/bin/sh\necho \"$@\" >>'\(calls)'\n", to: "hook", mode: 0o700)
        try night.folder.write(
            "#!/bin/sh\necho other \"$@\" >>'\(calls)'\n", to: "other", mode: 0o700)
        #expect(try await night.run("ssl-reissue").status == 0)
        return night
    }

    /// Replaces the lines of the hook.
    private func set(_ lines: String, of night: Night) throws {
        let conf = try night.folder.read("ssl-ledger.conf").split(separator: "\n")
            .filter { !$0.hasPrefix("ValidationHook ") }.joined(separator: "\n")
        try night.folder.write("\(conf)\n\(lines)\n", to: "ssl-ledger.conf")
    }

    /// Lets the CA see the record, whoever published it.
    private func show(_ night: Night) async throws {
        let row = try await night.value("SELECT record_name || '|' || record_value FROM validation")
        let cells = row.split(separator: "|").map(String.init)
        try await night.sandbox.post(
            "records", ["type=CNAME", "name=\(cells[0])", "value=\(cells[1])"])
    }

    private func calls(_ night: Night) throws -> [String] {
        try night.folder.read("hook.calls").split(separator: "\n").map {
            $0.split(separator: " ").prefix { $0 != "cname" }.joined(separator: " ")
        }
    }

    private func run(_ night: Night, at time: String) async throws -> Outcome {
        try await night.run("ssl-reissue", "--continue", at: "2026-11-\(time):00Z")
    }

    @Test func `is removed as it was published, whatever publishes the next one`() async throws {
        let night = try await waiting()
        let hook = night.folder.file("hook")
        try set(
            "ValidationHook old.test \(hook)\nValidationHook *.test \(night.folder.file("other"))",
            of: night)
        try await show(night)
        let last = try await run(night, at: "20T04:00")
        #expect(last.status == 0 && last.errors == "", "\(last)")
        #expect(try calls(night) == ["publish", "remove"])
        #expect(
            try await night.rows("SELECT means, removed_at > 0 FROM validation")
                == ["ValidationHook \(hook)|1"])
    }

    @Test(arguments: [true, false])
    func `is taken from its zone while the settings write zones at all`(
        isNamed: Bool
    ) async throws {
        let night = try await Night.inZones(certificates: 1, options: ["--slow-dcv", "9"])
        let host = try await night.value("SELECT host FROM subscription")
        let zone = host.split(separator: ".").suffix(2).joined(separator: ".")
        let before = try await night.shown(zone)
        #expect(try await night.run("ssl-reissue").status == 0)
        #expect(try await night.rows("SELECT state FROM issuance") == ["validating"])
        #expect(try await night.shown(zone) != before)
        let conf = try night.folder.read("ssl-ledger.conf")
            .replacingOccurrences(
                of: "NamecheapDNS *", with: isNamed ? "NamecheapDNS old.test" : "")
        try night.folder.write(conf, to: "ssl-ledger.conf")
        let number = try await night.value("SELECT new_number FROM issuance")
        for _ in 0..<9 { try await night.sandbox.post("look", ["id=\(number)"]) }
        let last = try await run(night, at: "20T06:00")
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"], "\(last)")
        #expect(last.status == (isNamed ? 0 : 1), "\(last)")
        #expect(try await (night.shown(zone) == before) == isNamed)
        #expect(last.errors.contains("delete it in the account's panel") != isNamed, "\(last)")
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("hook.calls")))
    }

    @Test func `is left to a person, once, where nothing names its way any more`() async throws {
        let night = try await waiting()
        try set("ValidationHook \(night.folder.file("other"))", of: night)
        try await show(night)
        let first = try await run(night, at: "20T04:00")
        let owner = try await night.value("SELECT lower(record_name) FROM validation")
        #expect(first.status == 1, "\(first)")
        #expect(first.errors.split(separator: "\n").count == 1, "\(first)")
        #expect(first.errors.contains("the record \(owner) CNAME "), "\(first)")
        #expect(
            first.errors.contains(
                "ValidationHook \(night.folder.file("hook")), by which it was published, is not in"
                    + " ssl-ledger.conf any more; delete it from its zone and close the task"),
            "\(first)")
        #expect(try await night.rows(Self.open).count == 1)
        for time in ["20T04:15", "21T04:00", "22T04:00"] {
            let later = try await run(night, at: time)
            #expect(later.status == 0 && later.errors == "", "\(later)")
        }
        #expect(try calls(night) == ["publish"])

        // Its way is named again.
        try set("ValidationHook \(night.folder.file("hook"))", of: night)
        #expect(try await run(night, at: "23T04:00").status == 0)
        #expect(try calls(night) == ["publish", "remove"])
        #expect(try await night.rows(Self.open).isEmpty)
    }

    @Test func `is done with where the person closes the task`() async throws {
        let night = try await waiting()
        try set("ValidationHook \(night.folder.file("other"))", of: night)
        try await show(night)
        #expect(try await run(night, at: "20T04:00").status == 1)
        let task = try await night.value("SELECT id FROM task WHERE cause LIKE 'unremoved %'")
        let closed = try await night.run(
            "ssl-admin", "task", "close", task, "--by", "Ann", at: "2026-11-20T09:00:00Z")
        #expect(closed.status == 0 && closed.errors == "", "\(closed)")
        let last = try await run(night, at: "21T04:00")
        #expect(last.status == 0 && last.errors == "", "\(last)")
        #expect(try await night.rows("SELECT removed_at > 0 FROM validation") == ["1"])
        #expect(try await night.rows(Self.open).isEmpty)
    }

    @Test func `is tried less often each time, is a task after two, and that is closed at last`()
        async throws
    {
        let night = try await waiting()
        try night.folder.write(
            """
            #!/bin/sh
            echo "$@" >>'\(night.folder.file("hook.calls"))'
            [ $1 = publish ] || { echo the zone is locked >&2; exit 3; }

            """, to: "hook", mode: 0o700)
        try await show(night)
        let times = [
            ("20T04:00", 1, 0), ("20T04:15", 1, 1), ("20T04:20", 0, 1), ("20T04:30", 1, 1),
            ("20T04:45", 0, 1), ("20T06:00", 0, 1), ("20T06:15", 1, 1), ("20T06:30", 0, 1),
            ("21T03:30", 0, 1), ("21T06:30", 1, 1),
        ]
        for (time, lines, tasks) in times {
            let outcome = try await run(night, at: time)
            let told = outcome.errors.split(separator: "\n")
            #expect(told.count == lines, "\(time) \(outcome)")
            #expect(
                told.allSatisfy { $0.contains("status 3") && $0.contains("the zone is locked") },
                "\(outcome)")
            #expect(outcome.status == (lines == 0 ? 0 : 1), "\(time)")
            #expect(try await night.rows(Self.open).count == tasks, "\(time)")
        }
        let text = try await night.value("SELECT text FROM task WHERE cause LIKE 'removal %'")
        #expect(text.contains("may still be public: the validation hook"), "\(text)")
        try night.folder.write("#!/bin/sh\n", to: "hook", mode: 0o700)
        #expect(try await run(night, at: "22T06:45").status == 0)
        #expect(try await night.rows(Self.open).isEmpty)
        #expect(try await night.rows("SELECT removed_at > 0 FROM validation") == ["1"])
    }
}

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A setting that is mended` {
    private func state(_ night: Night) async throws -> [String] {
        try await night.rows("SELECT state FROM issuance")
    }

    @Test func `is taken up by the next run, whenever the next attempt was to be`() async throws {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        let conf = try night.folder.read("ssl-ledger.conf")
        let hook = night.folder.file("hook")
        try night.folder.write(
            conf + "ValidationHook \(hook).wrong\n", to: "ssl-ledger.conf")
        for moment in ["20T03:17", "20T03:30", "20T03:45", "20T05:30"] {
            let failed = try await night.run(
                "ssl-reissue", moment == "20T03:17" ? "--quiet" : "--continue",
                at: "2026-11-\(moment):00Z")
            #expect(failed.status == 1, "\(failed)")
            #expect(!failed.errors.contains("never"), "\(failed)")
        }
        let next = try await night.value("SELECT next_attempt_at FROM issuance")
        #expect(Int(next) ?? 0 > 1_795_152_600 + 80_000, "\(next)")
        try night.folder.write(conf, to: "ssl-ledger.conf")
        let mended = try await night.run(
            "ssl-reissue", "--continue", at: "2026-11-20T05:45:00Z")
        #expect(mended.status == 0 && mended.errors == "", "\(mended)")
        #expect(try await state(night) == ["stored"])
    }

    @Test func `that nothing published is said once, and gone with the next run`() async throws {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        let conf = try night.folder.read("ssl-ledger.conf")
        try night.folder.write(
            conf + "ValidationHook *.harbour-demo.test none\n", to: "ssl-ledger.conf")
        let first = try await night.run("ssl-reissue")
        #expect(first.status == 1)
        let lines = first.errors.split(separator: "\n")
        #expect(lines.count == 1, "\(first)")
        #expect(lines.first?.hasSuffix("(try again: once that is done)") == true, "\(first)")
        for moment in ["20T03:30", "20T03:45"] {
            let known = try await night.run(
                "ssl-reissue", "--continue", at: "2026-11-\(moment):00Z")
            #expect(known.status == 0 && known.errors == "", "\(known)")
        }
        #expect(
            try await night.rows(
                "SELECT text LIKE '%set DNSUpdate, NamecheapDNS or ValidationHook%' FROM task"
                    + " WHERE cause LIKE 'issuance %' AND closed_at IS NULL") == ["1"])
        try night.folder.write(conf, to: "ssl-ledger.conf")
        // Within the minute in which it would wait: somebody has just done what was said.
        let mended = try await night.run(
            "ssl-reissue", "--continue", at: "2026-11-20T03:45:05Z")
        #expect(mended.status == 0 && mended.errors == "", "\(mended)")
        #expect(try await state(night) == ["stored"])
        #expect(
            try await night.value(
                "SELECT count(*) FROM task WHERE cause LIKE 'issuance %' AND closed_at IS NULL")
                == "0")
    }
}
