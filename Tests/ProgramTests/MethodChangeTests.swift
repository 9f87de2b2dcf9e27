import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The method of validation` {
    private static let quarterPast = "2026-11-20T03:30:00Z"

    private func edits(_ night: Night) async throws -> [[String: String]] {
        try await night.sandbox.journal().filter { $0.command.hasSuffix("editDCVMethod") }
            .map(\.parameters)
    }

    private func choose(_ night: Night, _ options: String...) async throws -> Outcome {
        try await night.start(
            "ssl-admin", ["subscription", "set", "S-00007"] + options
        ).end()
    }

    private func states(_ night: Night) async throws -> [String] {
        try await night.rows("SELECT state, method FROM issuance")
    }

    /// One whose record is published where the CA does not see it.
    private func waiting(settings: String = "") async throws -> Night {
        let night = try await Night.fiveYears(
            settings: settings, options: ["--no-validation-reuse"])
        let hook = try night.folder.read("hook")
        try night.folder.write(
            "#!/bin/sh\necho \"$@\" >>'\(night.folder.file("hook.calls"))'\n", to: "hook",
            mode: 0o700)
        #expect(try await night.run("ssl-reissue").status == 0)
        #expect(try await states(night) == ["validating|cname"])
        try night.folder.write(hook, to: "hook", mode: 0o700)
        return night
    }

    @Test func `changes while the CA waits, and the old record is removed first`() async throws {
        let night = try await waiting()
        let chosen = try await choose(night, "--dcv", "file")
        #expect(chosen.status == 0 && chosen.output == "" && chosen.errors == "", "\(chosen)")
        #expect(try await choose(night, "--dcv", "file").status == 0)
        let run = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:18:00Z")
        #expect(run.status == 0 && run.errors == "", "\(run)")
        #expect(try await edits(night).map { $0["DCVMethod"] } == ["HTTP_CSR_HASH"])
        #expect(try await states(night) == ["stored|file"])
        let calls = try night.folder.read("hook.calls").split(separator: "\n").map {
            $0.split(separator: " ").prefix(2).joined(separator: " ")
        }
        #expect(calls == ["publish cname", "remove cname", "publish file", "remove file"])
        #expect(
            try await night.rows(
                "SELECT method, replaced_at > 0, removed_at > 0 FROM validation ORDER BY id")
                == ["cname|1|1", "file||1"])
        let events = try await night.rows(
            "SELECT detail FROM event WHERE kind = 'method-changed'")
        #expect(events == ["from cname to file"])
        // Nothing is left to follow.
        #expect(
            try await night.run("ssl-reissue", "--continue", at: Self.quarterPast).status == 0)
        #expect(try await edits(night).count == 1)
    }

    @Test func `is told again where nobody knows what became of it`() async throws {
        let night = try await waiting()
        #expect(try await choose(night, "--dcv", "file").status == 0)
        try await night.sandbox.post(
            "faults", ["name=truncated", "count=9", "command=namecheap.ssl.editDCVMethod"])
        let first = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:18:00Z")
        #expect(first.status == 1, "\(first)")
        #expect(first.errors.contains("editDCVMethod cannot be read"), "\(first)")
        #expect(try await states(night) == ["validating|cname"])
        let failed = "SELECT detail LIKE '%cannot be read%' FROM run_outcome WHERE failed = 1"
        #expect(try await night.rows(failed) == ["1"])
        let told = try await edits(night).count
        #expect(told > 0)
        try await night.sandbox.post(
            "faults", ["name=truncated", "count=0", "command=namecheap.ssl.editDCVMethod"])
        let second = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T05:30:00Z")
        #expect(second.status == 0, "\(second)")
        #expect(try await edits(night).count == told + 1)
        #expect(try await states(night) == ["stored|file"])
        #expect(try await night.rows(failed).count == 1)
    }

    @Test func `is told again where a person thought better of it meanwhile`() async throws {
        let night = try await waiting()
        #expect(try await choose(night, "--dcv", "file").status == 0)
        // The CA takes it, and nobody knows.
        try await night.sandbox.post(
            "faults", ["name=truncated", "count=9", "command=namecheap.ssl.editDCVMethod"])
        let first = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:18:00Z")
        #expect(first.status != 0, "\(first)")
        try await night.sandbox.post(
            "faults", ["name=truncated", "count=0", "command=namecheap.ssl.editDCVMethod"])
        #expect(try await choose(night, "--dcv", "cname").status == 0)
        let second = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T05:30:00Z")
        #expect(second.status == 0, "\(second)")
        #expect(try await edits(night).last?["DCVMethod"] == "CNAME_CSR_HASH")
        #expect(try await states(night) == ["stored|cname"])
    }

    @Test func `leaves nothing of a method in public that seemed not to work`() async throws {
        let night = try await Night.fiveYears(options: ["--no-validation-reuse"])
        let hook = try night.folder.read("hook")
        let calls = night.folder.file("hook.calls")
        // It publishes, and says that it did not.
        try night.folder.write(
            "#!/bin/sh\necho \"$@\" >>'\(calls)'\n[ $1 = remove ]\n", to: "hook", mode: 0o700)
        #expect(try await night.run("ssl-reissue").status == 1)
        try night.folder.write(
            hook.replacing("#!/bin/sh\n", with: "#!/bin/sh\necho \"$@\" >>'\(calls)'\n"),
            to: "hook", mode: 0o700)
        #expect(try await choose(night, "--dcv", "file").status == 0)
        let run = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:18:00Z")
        #expect(run.status == 0, "\(run)")
        #expect(try await states(night) == ["stored|file"])
        let told = try night.folder.read("hook.calls").split(separator: "\n")
        #expect(told.contains { $0.hasPrefix("remove cname") }, "\(told)")
        #expect(try await night.rows("SELECT id FROM validation WHERE removed_at IS NULL") == [])
    }

    @Test func `goes on where the certificate was issued meanwhile`() async throws {
        let night = try await waiting()
        #expect(try await choose(night, "--dcv", "file").status == 0)
        let row = try await night.rows("SELECT record_name, record_value FROM validation")
        let cells = (row.first ?? "").split(separator: "|").map(String.init)
        try await night.sandbox.post(
            "records", ["type=CNAME", "name=\(cells[0])", "value=\(cells[1])"])
        let number = try await night.value("SELECT new_number FROM issuance")
        try await night.sandbox.post("look", ["id=\(number)"])
        let run = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:18:00Z")
        #expect(run.status == 0 && run.errors == "", "\(run)")
        #expect(try await states(night) == ["stored|cname"])
        #expect(try await edits(night).count == 1)
    }

    @Test func `may differ between the names of a multi-domain certificate`() async throws {
        let night = try await Night(
            RunningSandbox(certificates: 7, options: ["--no-validation-reuse"]))
        try await night.sandbox.move(to: Night.first)
        let lines = try night.sandbox.folder.read("subscriptions.csv")
            .split(whereSeparator: \.isNewline)
        let list = [lines.first, lines.first { $0.hasPrefix("S-00006,") }].compactMap { $0 }
        try await night.enrol(
            night.folder.write(list.joined(separator: "\r\n") + "\r\n", to: "list.csv"))
        let names = try await night.value("SELECT names FROM subscription").split(separator: " ")
            .map(String.init)
        let second = try #require(names.dropFirst().first)
        let set = ["subscription", "set", "S-00006", "--dcv"]
        Explained(1, "no.such.test is none of its names", "they are", again: "never").expect(
            try await night.start("ssl-admin", set + ["no.such.test=file"]).end(),
            of: "ssl-admin")
        #expect(
            try await night.start("ssl-admin", set + ["\(second)=file"]).end().status == 0)
        let run = try await night.run("ssl-reissue")
        #expect(run.status == 0, "\(run)")
        let request = try #require(try await night.sandbox.unrepeatable().first)
        let words = names.map { $0 == second ? "HTTPCSRHASH" : "CNAMECSRHASH" }
        #expect(request.parameters["ApproverEmail"] == words.first)
        #expect(
            request.parameters["DNSApproverEmails"] == words.dropFirst().joined(separator: ","))
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(
            try await night.rows("SELECT name FROM validation WHERE method = 'file'") == [second])
    }

    @Test func `changes for one name of several, with fresh tokens for all`() async throws {
        let night = try await Night(
            RunningSandbox(certificates: 7, options: ["--no-validation-reuse"]))
        try await night.sandbox.move(to: Night.first)
        let lines = try night.sandbox.folder.read("subscriptions.csv")
            .split(whereSeparator: \.isNewline)
        let list = [lines.first, lines.first { $0.hasPrefix("S-00006,") }].compactMap { $0 }
        try await night.enrol(
            night.folder.write(list.joined(separator: "\r\n") + "\r\n", to: "list.csv"))
        let hook = try night.folder.read("hook")
        try night.folder.write("#!/bin/sh\nexit 0\n", to: "hook", mode: 0o700)
        #expect(try await night.run("ssl-reissue").status == 0)
        try night.folder.write(hook, to: "hook", mode: 0o700)
        let name = try await night.value("SELECT host FROM subscription")
        let chosen = try await night.run(
            "ssl-admin", "subscription", "set", "S-00006", "--dcv", "\(name)=file")
        #expect(chosen.status == 0, "\(chosen)")
        let run = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:18:00Z")
        #expect(run.status == 0, "\(run)")
        let edit = try #require(try await edits(night).first)
        #expect(edit["DCVMethods"]?.hasPrefix("HTTP_CSR_HASH,CNAME_CSR_HASH") == true, "\(edit)")
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
    }

    @Test func `is refused where it cannot be`() async throws {
        let night = try await Night.fiveYears()
        let host = try await night.value("SELECT host FROM subscription")
        let refusals = [
            (["--dcv", "\(host)=file"], "one method", "without NAME="),
            (
                ["--approver", "admin@\(host)"], "none of its names is validated by mail",
                "--dcv email"
            ),
            (
                ["--dcv", "email", "--approver", "admin@evil.test"],
                "admin@evil.test may not approve", "webmaster@harbour-demo.test"
            ),
        ]
        for (options, what, remedy) in refusals {
            Explained(1, what, remedy, again: "never").expect(
                try await night.start("ssl-admin", ["subscription", "set", "S-00007"] + options)
                    .end(), of: "ssl-admin")
        }
        let method = try await night.value("SELECT method || choices FROM subscription")
        #expect(method == "cname")
    }
}

@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: TLSServer.hasPython, "Python is there"))
struct `A fallback` {
    /// A web server that shows validation files, and one subscription that it can prove.
    private func due(
        _ settings: String, options: [String] = []
    ) async throws -> (Night, LoopbackFiles) {
        let web = try await LoopbackFiles()
        let night = try await Night.fiveYears(
            settings: "\(settings)\nWebroot \(web.folder.file("shown"))",
            options: ["--no-validation-reuse", "--http-port", "\(web.port)"])
        return (night, web)
    }

    private func edits(_ night: Night) async throws -> [String?] {
        try await night.sandbox.journal().filter { $0.command.hasSuffix("editDCVMethod") }
            .map { $0.parameters["DCVMethod"] }
    }

    @Test func `comes after three attempts to publish, once`() async throws {
        let (night, web) = try await due("ValidationFallback file")
        try night.folder.write(
            "#!/bin/sh\n[ \"$1\" = remove ] || exit 3\n", to: "hook", mode: 0o700)
        for moment in [Night.first, "2026-11-20T03:20:00Z"] {
            #expect(try await night.run("ssl-reissue", "--continue", at: moment).status != 64)
            if moment == Night.first { _ = try await night.run("ssl-reissue") }
        }
        #expect(try await edits(night).isEmpty)
        let third = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:40:00Z")
        #expect(
            third.errors.contains(
                "validated by file instead of cname this time: the validation hook"), "\(third)")
        #expect(try await edits(night) == ["HTTP_CSR_HASH"])
        #expect(
            try await night.rows("SELECT state, method, followed, given_up FROM issuance")
                == ["stored|file|cname|cname"])
        #expect(try await night.value("SELECT method FROM subscription") == "cname")
        #expect(try web.folder.names(in: "shown/.well-known/pki-validation").isEmpty)
    }

    @Test func `comes at once where nothing is set that publishes`() async throws {
        let (night, web) = try await due(
            "ValidationHook *.harbour-demo.test none\nValidationFallback file")
        defer { withExtendedLifetime(web) {} }  // It shows files as long as it is held.
        let run = try await night.run("ssl-reissue")
        #expect(run.errors.contains("nothing is set that publishes the cname record"), "\(run)")
        #expect(try await edits(night) == ["HTTP_CSR_HASH"])
        #expect(try await night.rows("SELECT state, method FROM issuance") == ["stored|file"])
    }

    @Test func `does not come where it is not set, or cannot prove it`() async throws {
        for settings in ["", "ValidationFallback cname", "ValidationFallback none"] {
            let (night, _) = try await due("ValidationHook *.harbour-demo.test none\n\(settings)")
            #expect(try await night.run("ssl-reissue").status == 1)
            #expect(try await edits(night).isEmpty)
            #expect(
                try await night.rows("SELECT state, method FROM issuance") == ["submitted|cname"])
        }
    }

    @Test func `comes where the record is not seen for long`() async throws {
        let web = try await LoopbackFiles()
        let zone = PublicZone()
        try await zone.run { resolver in
            let night = try await Night.fiveYears(
                settings: """
                    Resolver \(resolver)
                    ValidationPort \(web.port)
                    ValidationFallback file
                    Webroot \(web.folder.file("shown"))
                    """, options: ["--no-validation-reuse", "--http-port", "\(web.port)"])
            zone.follow(night)
            zone.show(at: [1])
            #expect(try await night.run("ssl-reissue").status == 0)
            var complaints = ""
            for hour in 4...10 {
                #expect(try await edits(night).isEmpty)
                let moment = "2026-11-20T\(hour < 10 ? "0" : "")\(hour):00:00Z"
                complaints = try await night.run("ssl-reissue", "--continue", at: moment).errors
            }
            #expect(complaints.contains("it waits for ns2.harbour-demo.test"), "\(complaints)")
            #expect(try await edits(night) == ["HTTP_CSR_HASH"])
            #expect(try await night.rows("SELECT state, method FROM issuance") == ["stored|file"])
        }
    }
}
