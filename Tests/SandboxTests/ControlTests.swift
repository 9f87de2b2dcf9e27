import Foundation
import Testing
import X509

@testable import Sandbox

@Suite struct `The control port` {
    @Test func `freezes, moves and frees the clock`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            #expect(
                try await namecheap.control("GET", "clock").text
                    == "{\"mode\":\"frozen\",\"now\":\"2026-11-23T09:00:00Z\"}\n")
            let moved = try await namecheap.control("POST", "clock", body: "2027-01-01T00:00Z\n")
            #expect(moved.text.contains("2027-01-01T00:00:00Z"))
            let real = try await namecheap.control("POST", "clock", body: "real")
            #expect(real.text == "{\"mode\":\"real\",\"now\":\"2027-01-15T08:00:00Z\"}\n")
            #expect(try await namecheap.control("POST", "clock", body: "soon").status == 400)
        }
    }

    @Test func `keeps a journal without keys`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let request = try CustomerKey().request(["mail-1-demo.test"])
            let answer = try await namecheap.submit("namecheap.ssl.reissue", "99", request)
            #expect(answer.error == "4011294")
            let journal = try await namecheap.control("GET", "journal").text
            #expect(journal.contains("\"command\":\"namecheap.ssl.reissue\""))
            #expect(journal.contains("\"outcome\":\"refused 4011294\""))
            #expect(journal.contains("\"CSR\":\"sha256:"))
            #expect(!journal.contains("demo-key") && !journal.contains("BEGIN"))
        }
    }

    @Test func `reissues as somebody else would`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let old = try namecheap.id { $0[0] == "S-00001" }
            let done = try await namecheap.control("POST", "reissue-elsewhere?id=\(old)")
            let new = done.text.filter(\.isNumber)
            #expect(try await namecheap.info(old).attribute("ReplacedBy") == new)
            #expect(try await namecheap.state(new) == "active")
            let keys = (
                try await namecheap.certificate(old).leaf.publicKey,
                try await namecheap.certificate(new).leaf.publicKey
            )
            #expect(keys.0 != keys.1)
        }
    }

    @Test func `changes the state of a row`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let id = try namecheap.id { $0[0] == "S-00001" }
            let done = try await namecheap.control("POST", "status?id=\(id)&status=cancelled")
            #expect(done.status == 200)
            #expect(try await namecheap.state(id) == "cancelled")
            let wrong = try await namecheap.control("POST", "status?id=\(id)&status=gone")
            #expect(wrong.status == 400)
            #expect(try await namecheap.control("POST", "status?id=1&status=active").status == 400)
        }
    }

    @Test func `knows its paths and methods only`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            #expect(try await namecheap.control("GET", "nothing").status == 404)
            #expect(try await namecheap.control("DELETE", "clock").status == 404)
        }
    }

    @Test func `is written to the state folder together with the API`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            for (name, url) in [
                ("api.url", namecheap.running.apiURL),
                ("control.url", namecheap.running.controlURL),
            ] {
                let path = "\(namecheap.folder)/\(name)"
                #expect(try String(contentsOfFile: path, encoding: .utf8) == url + "\n")
            }
            #expect(namecheap.running.apiURL.hasSuffix("/xml.response"))
        }
    }

    @Test(arguments: ["10.0.0.1:0", "0.0.0.0:0", "[2001:db8::1]:0", "localhost:0"])
    func `refuses an address others reach`(address: String) async throws {
        let folder = NSTemporaryDirectory() + "/sandbox-\(UUID().uuidString)"
        var settings = try OfflineNamecheap.settings(folder: folder, certificates: 0)
        settings.control = try #require(ListenAddress(address))
        #expect(throws: SandboxError.self) { try settings.check() }
        await #expect(throws: SandboxError.self) { try await RunningSandbox.start(settings) }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `says which address is taken`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let taken = try #require(
                namecheap.running.apiURL.split(separator: "/").dropFirst().first)
            var settings = try OfflineNamecheap.settings(
                folder: namecheap.folder + "/other", certificates: 0)
            settings.listen = try #require(ListenAddress(String(taken)))
            let error = await #expect(throws: SandboxError.self) {
                try await RunningSandbox.start(settings)
            }
            #expect(error?.happened.contains(String(taken)) == true)
        }
    }
}
