import Testing

@testable import Sandbox

@Suite struct `A caller` {
    @Test func `is known by the address of its connection`() async throws {
        for (addresses, error) in [
            ([], nil), (["127.0.0.1"], nil), (["192.0.2.1"], "1011150"),
            (["192.0.2.1", "127.0.0.1"], nil),
        ] {
            try await OfflineNamecheap.run(
                certificates: 0, OfflineNamecheap.set(\.wire.addresses, to: addresses)
            ) { namecheap async throws in
                let answer = try await namecheap.balances()
                #expect(answer.error == error)
                #expect(answer.text.contains("Invalid request IP: 127.0.0.1") == (error != nil))
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("192.0.2.1", false),
        ("127.0.0.1.example.test", false), ("::2", false), ("", false),
    ])
    func `of this machine may call without a list`(peer: String, isAllowed: Bool) {
        #expect(WireSettings().allows(peer) == isAllowed)
    }

    @Test func `may not act for another user`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.wire.otherUser, to: "other")
        ) { namecheap async throws in
            for (name, error) in [
                ("demo", nil), ("other", "1016103"), ("nobody", "1019103"), ("", "1019103"),
            ] {
                let answer = try await namecheap.send([
                    ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", name),
                    ("ClientIp", "192.0.2.1"), ("Command", "namecheap.users.getBalances"),
                ])
                #expect(answer.error == error)
            }
        }
    }

    @Test(arguments: ["::1", "192.0.2", "192.0.2.256", "192.0.2.1.1", "+1.0.2.1", " 1.2.3.4"])
    func `says an address of four numbers`(address: String) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await namecheap.send([
                ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
                ("ClientIp", address), ("Command", "namecheap.users.getBalances"),
            ])
            #expect(answer.error == "1011105")
        }
    }

    @Test func `is checked by address, user, key, name, form and command in turn`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.wire.addresses, to: ["192.0.2.1"])
        ) { namecheap async throws in
            #expect(try await namecheap.send([]).error == "1011150")
        }
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            var fields: [(String, String)] = []
            for (field, error) in [
                (("ApiUser", "demo"), "1010101"), (("ApiKey", "demo-key"), "1010102"),
                (("UserName", "demo"), "1019103"), (("ClientIp", "192.0.2.1"), "1010105"),
                (("Command", "namecheap.nothing"), "1010104"),
            ] {
                #expect(try await namecheap.send(fields).error == error)
                fields.append(field)
            }
            #expect(try await namecheap.send(fields).error == "4")
        }
    }
}

@Suite struct `Trouble of the account` {
    @Test(arguments: AccountTrouble.allCases)
    func `refuses every call until it is cleared`(trouble: AccountTrouble) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let number = String(trouble.rawValue)
            let set = try await namecheap.control("POST", "account", [("trouble", number)])
            #expect(set.text.contains("\"trouble\":\"\(number)\""))
            for _ in 0..<2 {
                let answer = try await namecheap.balances()
                #expect(answer.error == number)
                #expect(!answer.text.contains("CommandResponse"))
            }
            let cleared = try await namecheap.control("POST", "account", [("trouble", "none")])
            #expect(cleared.text.contains("\"trouble\":\"none\""))
            #expect(try await namecheap.balances().error == nil)
        }
    }

    @Test func `is one of the documented numbers`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            for text in ["", "1", "locked"] {
                let wrong = try await namecheap.control("POST", "account", [("trouble", text)])
                #expect(wrong.status == 400)
                #expect(wrong.text.contains("1017101"))
            }
        }
    }

    @Test func `shows after what is checked before it`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            for (trouble, error) in [("1017150", "1017150"), ("1017101", "1011102")] {
                #expect(
                    try await namecheap.control("POST", "account", [("trouble", trouble)]).status
                        == 200)
                let answer = try await namecheap.send([("ApiUser", "demo"), ("ApiKey", "wrong")])
                #expect(answer.error == error)
            }
        }
    }
}
