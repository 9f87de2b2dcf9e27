import Foundation
import TestSupport
import Testing

/// `ssl-admin module add` and `edit` on a terminal.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `The wizard of a module` {
    private static let plain = Task { try await RunningSandbox(certificates: 1) }

    private func night() async throws -> Night { try await Night(Self.plain.value) }

    private func begin(_ night: Night, _ words: String...) throws -> Conversation {
        try Conversation(
            [Built.path(of: "ssl-admin"), "module"] + words, environment: night.environment())
    }

    /// Answers all questions of a new module, with the key as given.
    private func fill(_ talk: Conversation, _ night: Night, key: String = Night.key) async throws {
        try await talk.answer("Product type [SSL certificates]: ", "")
        try await talk.answer("Module [Namecheap]: ", "")
        try await talk.answer("Username of the account: ", " demo ")
        try await talk.answer("APIUser, who calls the API [demo]: ", "")
        try await talk.answer("APIKey, which is not shown: ", key)
        try await talk.answer("ClientIP, the address that requests are sent from", "127.0.0.1")
        try await talk.answer("Sandbox, on or off, or the address of another API [off]: ", "on")
        try await talk.answer("Name of this module [namecheap-sandbox]: ", "Second shop")
        try await talk.answer(
            "Department, the mail address that gets its tasks [none]: ", "a@b.test")
        try await talk.answer("Sort, the lowest serves a new order first [100]: ", "5")
        try await talk.answer("MinimalBalance, below it there is a task [none]: ", "25.50")
        try await talk.answer("A further setting", "Endpoint \(night.sandbox.api())")
        try await talk.answer("A further setting", "")
    }

    private func options(_ night: Night) throws -> [String] {
        [
            "--name", "Second shop", "--username", "demo", "--client-ip", "127.0.0.1",
            "--sandbox", "on", "--department", "a@b.test", "--sort", "5", "--minimal-balance",
            "25.50", "--set", "Endpoint \(try night.sandbox.api())", "--key-file",
            try night.folder.write(Night.key + "\n", to: "key"),
        ]
    }

    @Test func `and the options write the same file`() async throws {
        let asked = try await night()
        let talk = try begin(asked, "add")
        try await fill(talk, asked)
        try await talk.hear("Connection test")
        try await talk.hear("balance 500.00 USD")
        let end = try await talk.program.end()
        #expect(end.status == 0 && !end.output.contains(Night.key), "\(end)")
        let told = try await night()
        let program = try told.start("ssl-admin", ["module", "add"] + options(told))
        let outcome = try await program.end()
        #expect(outcome.status == 0 && outcome.output + outcome.errors == "", "\(outcome)")
        let file = "modules.d/second-shop.conf"
        #expect(try asked.folder.read(file) == told.folder.read(file))
        #expect(
            try asked.folder.read(file) == """
                Module Namecheap
                Name Second shop
                Username demo
                APIKey \(Night.key)
                ClientIP 127.0.0.1
                Sandbox on
                Department a@b.test
                Sort 5
                MinimalBalance 25.50
                Endpoint \(try asked.sandbox.api())

                """)
        let attributes = try FileManager.default.attributesOfItem(atPath: asked.folder.file(file))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let holding = try Snapshot(of: asked.folder.path).files
            .filter { $0.value.range(of: Data(Night.key.utf8)) != nil }
        #expect(holding.keys.allSatisfy { $0.contains("modules.d/") }, "\(holding.keys)")
        #expect(try asked.folder.read("logs/pmnamecheap.log").contains("getBalances"))
        #expect(try asked.folder.names(in: "modules.d") == ["demo.conf", "second-shop.conf"])
        #expect(try await asked.run("ssl-admin", "module", "test", "Second shop").status == 0)
    }

    @Test func `says at once what is wrong, and saves nothing when it is given up`() async throws {
        let night = try await night()
        let before = try Snapshot(of: night.folder.path)
        let talk = try begin(night, "add")
        try await talk.answer("Product type [", "domains")
        #expect(try await talk.answer("Product type [", "").contains("product type is SSL cert"))
        try await talk.answer("Module [", "GoGetSSL")
        #expect(try await talk.answer("Module [", "").contains("allowed is Namecheap"))
        let questions = [
            ("Username of", "demo"), ("APIUser, who", ""), ("APIKey", ""),
            ("ClientIP, the", "127.0.0.1"), ("Sandbox, on", ""), ("Name of", "third"),
            ("Department, the", ""), ("Sort, the", ""), ("MinimalBalance, below", ""),
        ]
        for (question, right) in questions {
            if question == "APIKey" {
                try await refuseKeys(talk)
                continue
            }
            let name = question.prefix { $0.isLetter }
            for bad in BadField.all where bad.name == name {
                try await talk.answer(question, bad.value)
                try await talk.hear(bad.message)
            }
            try await talk.answer(question, right)
        }
        for bad in BadField.all where bad.name == "further" {
            try await talk.answer("A further setting", bad.value)
            try await talk.hear(bad.message)
        }
        try await talk.answer("A further setting", "APIKey kkk")
        try await talk.hear("a key is not typed where it shows")
        try await talk.answer("A further setting", "", end: "\u{04}")
        let end = try await talk.program.end()
        #expect(end.status == 1 && end.output.contains("given up; nothing was saved"), "\(end)")
        #expect(!end.output.contains("kkkk") && !end.output.contains("two words"), "\(end)")
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
    }

    private func refuseKeys(_ talk: Conversation) async throws {
        for (key, message) in BadField.keys {
            try await talk.answer("APIKey, which is not shown", key)
            try await talk.hear(message)
        }
        try await talk.answer("APIKey, which is not shown", "")
        try await talk.hear("APIKey is missing")
        // Keys that take back what was typed: a letter, and the whole line.
        try await talk.answer("APIKey, which is not shown", "wrong\u{15}demo-kex\u{7f}y")
    }

    @Test(arguments: ["\u{03}", "\u{04}"])
    func `leaves nothing when it is given up while the key is typed`(key: String) async throws {
        let night = try await night()
        let before = try Snapshot(of: night.folder.path)
        let program = try Built.path(of: "ssl-admin")
        let talk = try Conversation(
            ["/bin/sh", "-c", "\(program) module add; status=$?; stty -a; exit $status"],
            environment: night.environment())
        for question in ["Product type [", "Module ["] { try await talk.answer(question, "") }
        try await talk.answer("Username", "demo")
        try await talk.answer("APIUser", "")
        try await talk.answer("APIKey, which is not shown: ", key, end: "")
        let end = try await talk.program.end()
        #expect(end.status == 1 && end.output.contains("given up; nothing was saved"), "\(end)")
        // The terminal is as it was.
        for word in [" echo ", " icanon ", "isig "] { #expect(end.output.contains(word), "\(end)") }
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
    }

    @Test func `is ended by ^C at any question`() async throws {
        let night = try await night()
        let before = try Snapshot(of: night.folder.path)
        let talk = try begin(night, "add")
        try await talk.answer("Product type", "\u{03}", end: "")
        #expect(try await talk.program.end().status != 0)
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
    }

    @Test func `corrects what does not connect, or saves it where somebody wants it`() async throws
    {
        let night = try await night()
        let talk = try begin(night, "add")
        try await fill(talk, night, key: "wrong")
        try await talk.hear("the data are wrong: API Key is invalid")
        let question = "Correct a setting (its name, such as APIKey), save it all the same (save)"
        try await talk.answer(question, "no")
        try await talk.hear("the settings are ")
        try await talk.answer(question, "apikey ClientIP")
        try await talk.answer("APIKey, which is not shown [as it is]: ", "wrong2")
        try await talk.answer("ClientIP, the address that requests are sent from [127.0.0.1]: ", "")
        try await talk.hear("the data are wrong: API Key is invalid")
        try await talk.answer(question, "save")
        let end = try await talk.program.end()
        #expect(end.status == 0, "\(end)")
        #expect(try night.folder.read("modules.d/second-shop.conf").contains("APIKey wrong2\n"))
    }

    @Test func `saves what was corrected once it connects, and nothing when it is given up`()
        async throws
    {
        let night = try await night()
        let talk = try begin(night, "add")
        try await fill(talk, night, key: "wrong")
        try await talk.answer("Correct a setting", "APIKey")
        try await talk.answer("APIKey, which is not shown [as it is]: ", Night.key)
        try await talk.hear("balance 500.00 USD")
        #expect(try await talk.program.end().status == 0)
        let other = try await self.night()
        let before = try other.folder.names(in: "modules.d")
        let stopped = try begin(other, "add")
        try await fill(stopped, other, key: "wrong")
        try await stopped.answer("Correct a setting", "stop")
        let end = try await stopped.program.end()
        #expect(end.status == 1 && end.output.contains("given up; nothing was saved"), "\(end)")
        #expect(try other.folder.names(in: "modules.d") == before)
    }

    @Test func `begins with what options say, and takes the address of another API`() async throws {
        let night = try await night()
        let talk = try begin(
            night, "add", "--username", "demo", "--set", "CallsPerHour=77", "--sort", "9")
        for question in ["Product type [", "Module ["] { try await talk.answer(question, "") }
        try await talk.answer("Username of the account [demo]: ", "")
        try await talk.answer("APIUser, who calls the API [demo]: ", "")
        try await talk.answer("APIKey, which is not shown: ", Night.key)
        try await talk.answer("ClientIP, the", "127.0.0.1")
        try await talk.answer("Sandbox, on or off", "httpx:nowhere")
        try await talk.answer("Sandbox, on or off", night.sandbox.api())
        try await talk.answer("Name of", "third")
        try await talk.answer("Department, the", "")
        try await talk.answer("Sort, the lowest serves a new order first [9]: ", "")
        try await talk.answer("MinimalBalance", "")
        try await talk.answer("A further setting", "")
        try await talk.hear("balance 500.00 USD")
        #expect(try await talk.program.end().status == 0)
        let file = try night.folder.read("modules.d/third.conf")
        for line in [
            "Username demo", "Sort 9", "CallsPerHour 77", "Endpoint \(try night.sandbox.api())",
        ] {
            #expect(file.contains(line + "\n"), "\(file)")
        }
    }

    @Test func `changes only the lines of what is changed`() async throws {
        let night = try await night()
        let old = try "# Ours.\n" + night.folder.read("modules.d/demo.conf") + "# The end\n"
        try night.folder.write(old, to: "modules.d/demo.conf")
        let talk = try begin(night, "edit", "demo")
        for question in ["Username of the account [demo]: ", "APIUser", "[as it is]: ", "ClientIP"]
        {
            try await talk.answer(question, "")
        }
        try await talk.answer("Sandbox, on or off, or the address of another API [http", "")
        try await talk.answer("Department, the mail address that gets its tasks [staff@", "-")
        try await talk.answer("Sort, the lowest serves a new order first [100]: ", "7")
        try await talk.answer("MinimalBalance", "")
        try await talk.answer("A further setting", "")
        let end = try await talk.program.end()
        #expect(end.status == 0 && end.output.contains("saved in "), "\(end)")
        let expected = old.replacing("Department staff@reseller.test\n", with: "") + "Sort 7\n"
        #expect(try night.folder.read("modules.d/demo.conf") == expected)
    }
}
