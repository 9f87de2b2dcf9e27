import Foundation
import TestSupport
import Testing
import X509

@testable import Sandbox

@Suite struct `A sandbox` {
    @Test func `keeps a second one out of its folder, and lets go at its end`() async throws {
        let folder = try TemporaryFolder()
        let clock = "2026-11-23T09:00:00Z"
        try await OfflineNamecheap.run(in: folder.path, certificates: 0, clock: clock) { _ in
            let settings = try OfflineNamecheap.settings(folder: folder.path, certificates: 0)
            let error = await #expect(throws: SandboxError.self) {
                try await RunningSandbox.start(settings)
            }
            #expect(error == .inUse(path: folder.file("lock")))
        }
        try await OfflineNamecheap.run(in: folder.path, certificates: 0, clock: clock) { _ in }
    }

    @Test(arguments: ["ca.pem", "ca-key.pem", "intermediate.pem", "intermediate-key.pem"])
    func `makes no new CA where a part of the old one is missing`(file: String) async throws {
        let folder = try TemporaryFolder()
        try await OfflineNamecheap.run(in: folder.path, certificates: 0, clock: "") { _ in }
        try FileManager.default.removeItem(atPath: folder.file(file))
        let error = await #expect(throws: SandboxError.self) {
            try await OfflineNamecheap.run(in: folder.path, certificates: 0, clock: "") { _ in }
        }
        #expect(error == .damaged(what: "its CA, of which \(file) is missing"))
    }

    @Test func `adds the apex of a www name only where control of it is shown`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            var held: [[String]] = []
            for name in ["www.one-demo.test", "www.two-demo.test"] {
                let bought = try await namecheap.call(
                    "namecheap.ssl.create", [("Years", "1"), ("Type", "Standard SSL")])
                let id = try #require(bought.attribute("CertificateID"))
                let submitted = try await namecheap.submit(
                    "namecheap.ssl.activate", id, CustomerKey().request([name]))
                try await namecheap.publishAliases(of: submitted)
                if name.contains("two") {
                    let owner = try #require(submitted.elements("HostName").first)
                    let published = try await namecheap.control(
                        "POST", "records",
                        [
                            ("name", owner.replacingOccurrences(of: ".www.", with: ".")),
                            ("value", try #require(submitted.elements("Target").first)),
                        ])
                    #expect(published.status == 200)
                }
                #expect(try await namecheap.state(id) == "active")
                let leaf = try await namecheap.certificate(id).leaf
                held.append(
                    try #require(try leaf.extensions.subjectAlternativeNames).map { "\($0)" })
            }
            #expect(held.map(\.count) == [1, 2])
        }
    }

    @Test func `shows its key in no journal, whatever a client calls it`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.strict, to: false)
        ) { namecheap async throws in
            _ = try await namecheap.send([("Api_Key", "demo-key")])  // Refused; see the journal.
            _ = try await namecheap.call(  // Likewise.
                "namecheap.users.getBalances", [("note", "my demo-key!")])
            let journal = try await namecheap.control("GET", "journal").text
            #expect(journal.contains("Api_Key") && journal.contains("note"))
            #expect(!journal.contains("demo-key"))
        }
    }

    @Test func `writes down what is no request of the API, too`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let elsewhere = namecheap.running.apiURL + "x"
            #expect(try await RawClient.exchange(elsewhere, method: "GET", body: "").status == 404)
            let put = try await namecheap.send([("Command", "x")], method: "PUT")
            #expect(put.status == 405)
            #expect(try await namecheap.requests("journal").map(\.status) == [404, 405])
        }
    }

    @Test func `changes nothing by half of a control request`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let wrong = try await namecheap.control(
                "POST", "account", [("balance", "77.00"), ("trouble", "bogus")])
            #expect(wrong.status == 400)
            let balance = try await namecheap.call("namecheap.users.getBalances")
            #expect(balance.attribute("AvailableBalance") == "500.00")
        }
    }

    @Test(arguments: [
        "-a.test", "a-.test", "shop.local", "shop.onion", "a.arpa", "shop.internal", "1.2.3.4",
    ])
    func `certifies no name that nobody can hold`(name: String) {
        #expect(!CertificateNames.isIssuable(name))
        #expect(CertificateNames.isIssuable("a-b.shop.harbour-demo.test"))
    }

    @Test func `signs at each end of its clock what openssl accepts`() async throws {
        for clock in ["2000-01-01", "2199-12-31T23:59:59Z"] {
            try await OfflineNamecheap.run(certificates: 1, clock: clock) {
                namecheap async throws in
                let (_, pem, chain) = try await namecheap.certificate("2244001")
                let now = try #require(Moment(iso: clock))
                let verified = try namecheap.verify(
                    pem, chain, host: try namecheap.subscriptions()[1][1], at: now.seconds)
                #expect(verified.status == 0, "\(verified.text)")
            }
        }
    }

    @Test(arguments: [
        ("", "k", "s"), (String(repeating: "u", count: 21), "k", "s"), ("a b", "k", "s"),
        ("u", String(repeating: "k", count: 51), "s"), ("u", "a\nb", "s"), ("u", "k", ""),
    ])
    func `refuses a user, key or folder that cannot be`(
        user: String, key: String, folder: String
    ) throws {
        var settings = try OfflineNamecheap.settings(folder: folder, certificates: 0)
        settings.user = user
        settings.key = key
        #expect(throws: SandboxError.self) { try settings.check() }
    }
}
