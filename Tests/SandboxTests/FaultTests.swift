import Foundation
import Testing

@testable import Sandbox

@Suite struct `A fault` {
    @Test(arguments: FaultOnWire.all)
    func `is seen by its command as often as it is set`(_ shown: FaultOnWire) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let set = try await namecheap.control(
                "POST", "faults",
                [
                    ("name", shown.fault.rawValue), ("count", "2"),
                    ("command", shown.command.uppercased()),
                ] + shown.fields)
            #expect(set.status == 200)
            let others = ["namecheap.ssl.getInfo", "namecheap.ssl.reissue"]
            for command in others {
                let other = try await namecheap.hear(command)
                #expect(shown.isTimed || !shown.isSeen(other))
            }
            for isDisturbed in [true, true, false] {
                let heard = try await namecheap.hear(shown.command, shown.parameters)
                guard isDisturbed || !shown.isTimed else { continue }
                #expect(shown.isSeen(heard) == isDisturbed, "\(heard)")
            }
            let after = try await namecheap.control("GET", "faults").text
            #expect(after.contains("\"happened\":{\"\(shown.fault.rawValue)\":2}"))
            #expect(after.contains("\"set\":[]"))
        }
    }

    @Test func `with a probability is the same on the wire for the same seed`() async throws {
        var sequences: [[Int]] = []
        for seed: UInt64 in [5, 5, 6] {
            try await OfflineNamecheap.run(certificates: 0) {
                $0.faults = (try? [FaultRule(option: "gateway503,probability=0.5")]) ?? []
                $0.faultSeed = seed
            } _: { namecheap async throws in
                var statuses: [Int] = []
                for _ in 0..<24 { statuses.append(try await namecheap.balances().status) }
                sequences.append(statuses)
            }
        }
        #expect(sequences[0] == sequences[1])
        #expect(sequences[0] != sequences[2])
        #expect(Set(sequences[0]) == [200, 503])
    }

    @Test func `is shown by some test`() {
        let shown = FaultOnWire.all.map(\.fault)
        #expect(Set(shown).count == shown.count)
        let elsewhere = FaultsShownElsewhere.all.keys
        #expect(Set(shown).isDisjoint(with: elsewhere))
        for fault in Fault.allCases where !shown.contains(fault) {
            #expect(elsewhere.contains(fault), "\(fault)")
        }
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
        for (fault, name) in FaultsShownElsewhere.all {
            for place in [folder, folder + "/../ProgramTests"] {
                guard let text = try? String(contentsOfFile: "\(place)/\(name)", encoding: .utf8)
                else { continue }
                #expect(text.contains(fault.rawValue), "\(fault)")
            }
        }
    }

    @Test func `of a lost answer is shown for each unrepeatable command`() {
        let shown = ["namecheap.ssl.activate", "namecheap.ssl.reissue"]
        // Those that cost money are shown where they are tested.
        let elsewhere = [
            "namecheap.ssl.create", "namecheap.ssl.renew", "namecheap.ssl.purchasemoresans",
        ]
        for command in Commands.all where command.isUnrepeatable {
            #expect((shown + elsewhere).contains(command.name), "\(command.name)")
        }
    }

    @Test func `is explained in the documentation`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Sandbox/README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for fault in Fault.allCases {
            #expect(text.components(separatedBy: "\n| `\(fault.rawValue)` |").count == 2)
        }
        #expect(text.components(separatedBy: "\n| `").count >= Fault.allCases.count + 1)
    }

    @Test(arguments: [Fault.cut, .reset, .rate405, .gateway503, .error])
    func `before a reissue costs nothing`(fault: Fault) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let set = try await namecheap.control(
                "POST", "faults", [("name", fault.rawValue), ("number", "3011296")])
            #expect(set.status == 200)
            // Nothing comes back of a connection that is cut or reset.
            _ = try? await namecheap.reissue("S-00002", CustomerKey())
            let (_, again) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(again.attribute("IsSuccess") == "true")
        }
    }

    @Test func `can add a row between two pages, once`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            func page(_ number: Int) async throws -> APIAnswer {
                try await namecheap.call(
                    "namecheap.ssl.getList", [("Page", "\(number)"), ("PageSize", "10")])
            }
            try await namecheap.cause(.midScanChange)
            let first = try await page(1)
            let second = try await page(2)
            let last = try #require(
                first.text.components(separatedBy: "CertificateID=\"").last?.prefix(7))
            let start = second.text.components(separatedBy: "CertificateID=\"")[1].prefix(7)
            #expect(start == last)
            let total = { (answer: APIAnswer) in Int(answer.elements("TotalItems")[0]) ?? 0 }
            #expect(total(second) == total(first) + 1)
            let again = try await page(1)
            #expect(again.attribute("Status", after: "<SSL ") == "newpurchase")
            #expect(try await total(page(2)) == total(second))
        }
    }

    @Test func `can lose the answer of a reissue that was performed`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.lostReply)
            let list = try await namecheap.call("namecheap.ssl.getList")
            #expect(list.attribute("Status") == "OK")
            await #expect(throws: RawClient.Failure(received: "")) {
                try await namecheap.reissue("S-00002", CustomerKey())
            }
            let (_, again) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(again.error == "4011331")
            let journal = try await namecheap.control("GET", "journal").text
            #expect(journal.contains("performed, connection cut"))
        }
    }

    @Test func `can lose the answer of an activation that was performed`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewPurchase")])
            let id = try #require(list.attribute("CertificateID"))
            try await namecheap.cause(.lostReply)
            await #expect(throws: RawClient.Failure(received: "")) {
                try await namecheap.submit(
                    "namecheap.ssl.activate", id, CustomerKey().request(["new-demo.test"]))
            }
            #expect(try await namecheap.state(id) == "purchased")
        }
    }

    @Test func `of a lost answer can be set for one of several calls`() async throws {
        try await OfflineNamecheap.run(certificates: 25, OfflineNamecheap.set(\.lostReply, to: 2)) {
            namecheap async throws in
            let first = try await namecheap.reissue("S-00001", CustomerKey()).answer
            #expect(first.attribute("IsSuccess") == "true")
            await #expect(throws: RawClient.Failure(received: "")) {
                try await namecheap.reissue("S-00002", CustomerKey())
            }
            let third = try await namecheap.reissue("S-00007", CustomerKey()).answer
            #expect(third.attribute("IsSuccess") == "true")
        }
    }

    @Test func `can fail a check of domain control`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            try await namecheap.publishAliases(of: submitted)
            try await namecheap.cause(.slowDcv)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "purchased")
            #expect(try await namecheap.state(new) == "active")
        }
    }

    @Test func `can make the CA refuse an order`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.purchaseError)
            let (old, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "purchaseerror")
            #expect(try await namecheap.state(old) == "active")
        }
    }

    @Test func `can leave a replaced row active`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.activeWithReplacedBy)
            let (old, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "active")
            #expect(try await namecheap.state(old) == "active")
            #expect(try await namecheap.info(old).attribute("ReplacedBy") == new)
        }
    }

    @Test func `can send one byte a second`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.dribble)
            let form = OfflineNamecheap.form([
                ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
                ("ClientIp", "192.0.2.1"), ("Command", "namecheap.users.getBalances"),
            ])
            let start = try await RawClient.read(
                namecheap.running.apiURL, method: "POST", body: form, atMost: 2)
            #expect(start.hasPrefix("HTTP/1.1 200 OK"))
            let body = start.components(separatedBy: "\r\n\r\n").dropFirst().joined()
            #expect(body.utf8.count <= 2)
        }
    }

    @Test func `has to be one of the list`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let wrong = try await namecheap.control("POST", "faults", [("name", "rain")])
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("dribble"))
        }
    }
}

extension OfflineNamecheap {
    /// Hears the answer to a command as it comes over the wire.
    func hear(_ command: String, _ parameters: [(String, String)] = []) async throws -> Heard {
        let fields =
            [
                ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
                ("ClientIp", "192.0.2.1"), ("Command", command),
            ] + parameters
        return try await RawClient.send(
            RawClient.request(running.apiURL, body: Self.form(fields)), to: running.apiURL)
    }

    /// Sets a fault to happen once.
    func cause(_ fault: Fault) async throws {
        let set = try await control(
            "POST", "faults", [("name", fault.rawValue), ("count", "1")])
        #expect(set.status == 200)
        #expect(set.text.contains("\"name\":\"\(fault.rawValue)\""))
    }
}
