import Foundation
import TestSupport
import Testing

/// `ssl-admin module` without a terminal.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A module without a terminal` {
    private static let plain = Task { try await RunningSandbox(certificates: 2) }

    private func night(module: String = "") async throws -> Night {
        try await Night(Self.plain.value, module: module)
    }

    /// The options of a module that can be added, in pairs.
    private func options(_ night: Night) throws -> [(option: String, value: String)] {
        [
            ("--name", "second"), ("--username", "demo"), ("--client-ip", "127.0.0.1"),
            ("--set", "Endpoint \(try night.sandbox.api())"),
            ("--key-file", try night.folder.write(Night.key, to: "key")),
        ]
    }

    private func module(_ night: Night, _ words: [String]) async throws -> Outcome {
        try await night.start("ssl-admin", ["module"] + words).end()
    }

    @Test(arguments: BadField.all)
    func `is refused with what is wrong, and nothing is written`(_ bad: BadField) async throws {
        let night = try await night()
        let right = try options(night).filter { $0.option != bad.option }
        let before = try Snapshot(of: night.folder.path)
        let words = right.flatMap { ["\($0.option)=\($0.value)"] } + ["\(bad.option)=\(bad.value)"]
        let outcome = try await module(night, ["add"] + words)
        let isTaken = bad.message.hasSuffix("already")
        #expect(outcome.status == (isTaken ? 1 : 64) && outcome.output == "", "\(outcome)")
        #expect(outcome.errors.contains(bad.message), "\(outcome)")
        #expect(outcome.errors.contains("nothing was saved"), "\(outcome)")
        #expect(!outcome.errors.contains("p4ss"))
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
    }

    @Test(arguments: BadField.keys)
    func `is refused with a key that is none`(key: String, message: String) async throws {
        let night = try await night()
        let words = try options(night).flatMap { ["\($0.option)=\($0.value)"] }
        try night.folder.write(key, to: "key")
        let outcome = try await module(night, ["add"] + words)
        #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome)")
        #expect(!outcome.errors.contains(key))
        #expect(try night.folder.names(in: "modules.d") == ["demo.conf"])
    }

    @Test func `names all that is missing and wrong at once`() async throws {
        let night = try await night()
        let outcome = try await module(night, ["add", "--sort", "x", "--username", ""])
        for text in [
            "Sort is \"x\"", "Username is empty", "Name is missing", "ClientIP is missing",
            "APIKey is missing, name its file with --key-file",
        ] { #expect(outcome.errors.contains(text), "\(outcome)") }
        #expect(outcome.status == 64 && !outcome.errors.contains("Username is missing"))
    }

    @Test(arguments: ["APIKey s3cr3t", "Proxy http://u:s3cr3t@127.0.0.1:1", "", "\nName x"])
    func `takes no secret from its command line`(line: String) async throws {
        let night = try await night()
        let words = try options(night).flatMap { [$0.option, $0.value] }
        let outcome = try await module(night, ["add"] + words + ["--set", line])
        #expect(outcome.status == 64 && !outcome.errors.contains("s3cr3t"), "\(outcome)")
    }

    @Test func `takes its key from a pipe, and from no file that others may read`() async throws {
        let night = try await night()
        let words = try options(night).filter { $0.option != "--key-file" }
            .flatMap { [$0.option, $0.value] }
        let program = try Built.path(of: "ssl-admin")
        let key = try night.folder.write(Night.key, to: "key", mode: 0o640)
        let open = try await module(night, ["add"] + words + ["--key-file", key])
        #expect(open.status == 78 && open.errors.contains("key holds a secret and has mode 640"))
        let taken = try await RunningProgram.run(
            "/bin/sh",
            ["-c", "(sleep 0.2; echo '\(Night.key)') | \"$@\"", "sh", program, "module", "add"]
                + words + ["--key-file", "/dev/stdin"], environment: night.environment())
        #expect(taken.status == 0, "\(taken)")
        #expect(try night.folder.read("modules.d/second.conf").contains("APIKey \(Night.key)\n"))
    }

    @Test func `is not saved where it does not connect, unless nobody is to test`() async throws {
        let night = try await night()
        let words = try options(night).flatMap { [$0.option, $0.value] }
        try night.folder.write("another", to: "key")
        let before = try Snapshot(of: night.folder.path)
        let refused = try await module(night, ["add"] + words)
        #expect(refused.status == 77 && refused.errors.contains("the data are wrong"), "\(refused)")
        #expect(refused.errors.contains("nothing was saved; --no-test saves without a test"))
        #expect(
            try before.changes(to: Snapshot(of: night.folder.path)).allSatisfy {
                $0.contains("logs")
            })
        #expect(try await module(night, ["add", "--no-test"] + words).status == 0)
        #expect(try night.folder.read("modules.d/second.conf").contains("\nAPIKey another\n"))
        #expect(try await module(night, ["edit", "second", "--sort", "3"]).status == 77)
        #expect(try !night.folder.read("modules.d/second.conf").contains("Sort 3"))
        #expect(try await module(night, ["add", "--no-test"] + words).status == 1)
    }

    @Test func `takes its key from the environment, too`() async throws {
        let night = try await night()
        let words = try options(night).filter { $0.option != "--key-file" }
            .flatMap { [$0.option, $0.value] }
        let program = try RunningProgram(
            Built.path(of: "ssl-admin"), ["module", "add"] + words,
            environment: night.environment().merging(["SSL_LEDGER_API_KEY_SECOND": Night.key]) {
                $1
            })
        #expect(try await program.end().status == 0)
        #expect(try !night.folder.read("modules.d/second.conf").contains("APIKey"))
    }

    @Test func `keeps the owner and closes the file when it is changed`() async throws {
        let night = try await night()
        let path = night.folder.file("modules.d/demo.conf")
        let manager = FileManager.default
        let isRoot = geteuid() == 0
        if isRoot {
            try manager.setAttributes(
                [.ownerAccountID: 1, .groupOwnerAccountID: 2], ofItemAtPath: path)
        }
        let before = try manager.attributesOfItem(atPath: path)
        #expect(try await module(night, ["edit", "demo", "--sort", "4"]).status == 0)
        let after = try manager.attributesOfItem(atPath: path)
        #expect(after[.ownerAccountID] as? Int == before[.ownerAccountID] as? Int)
        #expect(after[.groupOwnerAccountID] as? Int == before[.groupOwnerAccountID] as? Int)
        #expect(after[.posixPermissions] as? Int == 0o600)
        #expect(try night.folder.names(in: "modules.d") == ["demo.conf"])
        #expect(try await module(night, ["edit", "demo"]).status == 64)
        #expect(try await module(night, ["edit", "demo", "--set", "Name other"]).status == 64)
    }

    @Test func `is counted and known at once where there is a ledger`() async throws {
        let night = try await night()
        try await night.run("ssl-scan")
        let words = try options(night).flatMap { [$0.option, $0.value] }
        let folder = night.folder.file("modules.d")
        let isRoot = geteuid() == 0
        if isRoot {
            // A file of root's own could not be read by the user of the programs.
            try FileManager.default.setAttributes(
                [.ownerAccountID: 1, .groupOwnerAccountID: 2], ofItemAtPath: folder)
            try FileManager.default.removeItem(atPath: night.folder.file("logs/pmnamecheap.log"))
            try FileManager.default.setAttributes(
                [.ownerAccountID: 1], ofItemAtPath: night.folder.file("logs"))
        }
        #expect(try await module(night, ["add"] + words).status == 0)
        let rows = try await night.rows(
            """
            SELECT m.balance, m.is_sandbox IS NULL, c.program, c.outcome
            FROM module AS m JOIN api_call AS c ON c.module_id = m.id WHERE m.name = 'second'
            """)
        #expect(rows == ["50000|1|ssl-admin|ok"])
        for file in ["modules.d/second.conf", "logs/pmnamecheap.log"] {
            let made = try FileManager.default.attributesOfItem(atPath: night.folder.file(file))
            #expect(made[.ownerAccountID] as? Int == (isRoot ? 1 : Int(geteuid())), "\(file)")
        }
    }

    @Test(arguments: [("off", "api.sandbox.namecheap.com"), ("on", "api.namecheap.com")])
    func `of one world has no address of the other`(sandbox: String, host: String) async throws {
        let night = try await night()
        let words = try options(night).filter { $0.option != "--set" }
            .flatMap { [$0.option, $0.value] }
        let outcome = try await module(
            night,
            ["add", "--no-test", "--sandbox", sandbox, "--set", "Endpoint https://\(host)/x"]
                + words)
        #expect(outcome.status == 78, "\(outcome)")
        #expect(outcome.errors.contains("and Sandbox is \(sandbox); take the line Endpoint out"))
        #expect(try night.folder.names(in: "modules.d") == ["demo.conf"])
    }

    @Test func `keeps the environment that its certificates are of`() async throws {
        let night = try await night()
        try await night.run("ssl-scan")
        try night.folder.write(
            night.folder.read("modules.d/demo.conf") + "CallsPerMinute 20\nCallsPerHour 600\n"
                + "CallsPerDay 7500\n", to: "modules.d/demo.conf")
        let outcome = try await module(
            night, ["edit", "demo", "--no-test", "--set", "Endpoint https://api.invalid/"])
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("module demo was used with test certificates"))
    }
}
