import Foundation
import Testing

@testable import Sandbox

@Suite struct `A look of the CA` {
    @Test func `happens at a reading by default`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test func `can be left to nudges`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .nudge)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            try await namecheap.nudge(new)
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.listed(new) == "purchased")
            #expect(try await namecheap.state(new) == "purchased")
            try await namecheap.nudge(new)
            #expect(try await namecheap.listed(new) == "active")
            let late = try await namecheap.call(
                "namecheap.ssl.resendApproverEmail", [("CertificateID", new)])
            #expect(late.error == "2011331")
        }
    }

    @Test func `is a nudge's when the method in force is set again`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .nudge)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            try await namecheap.publishAliases(of: submitted)
            let other = try await namecheap.call(
                "namecheap.ssl.editDCVMethod",
                [("CertificateID", new), ("DCVMethod", "HTTP_CSR_HASH")])
            #expect(other.attribute("IsSuccess") == "true")
            #expect(try await namecheap.state(new) == "purchased")
            let back = try await namecheap.call(
                "namecheap.ssl.editDCVMethod",
                [("CertificateID", new), ("DCVMethod", "CNAME_CSR_HASH")])
            try await namecheap.publishAliases(of: back)
            #expect(try await namecheap.state(new) == "purchased")
            let same = try await namecheap.call(
                "namecheap.ssl.editDCVMethod",
                [("CertificateID", new), ("DCVMethod", "CNAME_CSR_HASH")])
            #expect(same.attribute("IsSuccess") == "true")
            #expect(same.elements("Target") != back.elements("Target"))
            #expect(try await namecheap.state(new) == "active")
        }
    }

    @Test func `comes after growing intervals of the clock`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .interval)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            let start = try #require(Moment(iso: "2026-11-23T09:00:00Z"))
            var due = 0
            // At once, then 1, 2, 4 … minutes after the look before, and never above 60.
            for minutes in [0, 1, 2, 4, 8, 16, 32, 60, 60] {
                due += minutes * 60
                if due > 0 {
                    let before = try await namecheap.lookedAt(new, start.adding(seconds: due - 1))
                    #expect(before != start.adding(seconds: due - 1).iso, "\(minutes)")
                }
                let now = try await namecheap.lookedAt(new, start.adding(seconds: due))
                #expect(now == start.adding(seconds: due).iso, "\(minutes)")
            }
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.listed(new) == "purchased")
            try await namecheap.nudge(new)
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test func `does not wait for a clock that was put back`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .interval)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.listed(new) == "purchased")
            try await namecheap.publishAliases(of: submitted)
            let moved = try await namecheap.control("POST", "clock", body: "2026-11-20")
            #expect(moved.status == 200)
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test func `can be asked for by the control, which tells what is missing`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .nudge)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            let owner = try #require(submitted.elements("HostName").first)
            let waiting = try #require(try await namecheap.pending(new))
            #expect(waiting.lookedAt == nil && waiting.reason == nil)
            #expect(waiting.names.map(\.place) == [owner])
            #expect(waiting.names.map(\.token) == submitted.elements("Target"))
            #expect(
                waiting.names.map(\.method) == ["CNAME"]
                    && !waiting.names.contains(where: \.isShown))

            #expect(try await namecheap.look(new).reason == "no CNAME at \(owner)")
            let record = [("name", owner), ("value", "elsewhere.test"), ("type", "CNAME")]
            #expect(try await namecheap.control("POST", "records", record).status == 200)
            let wrong = try await namecheap.look(new)
            #expect(wrong.status == "purchased")
            #expect(wrong.reason == "the CNAME at \(owner) leads to elsewhere.test")
            let seen = try #require(try await namecheap.pending(new))
            #expect(seen.reason == wrong.reason && seen.lookedAt == "2026-11-23T09:00:00Z")

            try await namecheap.publishAliases(of: submitted)
            let right = try await namecheap.look(new)
            #expect(right.status == "active" && right.reason == nil)
            #expect(try await namecheap.pending(new) == nil)
            #expect(try await namecheap.control("POST", "look?id=1").status == 400)
        }
    }

    @Test func `of all that waits names every row`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let mail = try namecheap.id { $0[9] == "email" }
            let (_, submitted) = try await namecheap.reissue(
                "S-00002", CustomerKey(), method: ("HTTPDCValidation", "true"))
            let new = try #require(submitted.attribute("ID"))
            let answer = try await namecheap.control("POST", "look").text
            #expect(answer.contains("\"id\":\(mail)") && answer.contains("\"id\":\(new)"))
            #expect(answer.contains("nobody has answered the mail to admin@harbour-demo.test"))
            let file = try #require(submitted.elements("FileName").first)
            #expect(answer.contains("no file \(file) at api-2.harbour-demo.test"))
            #expect(try await namecheap.pending(mail)?.names.map(\.method) == ["mail"])
            let place = try await namecheap.pending(new)?.names.first?.place
            #expect(
                place == "http://api-2.harbour-demo.test/.well-known/pki-validation/\(file)")
        }
    }

    @Test func `remembers each name that it has seen`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let names = ["crm-6", "cdn-6", "static-6"].map { $0 + ".harbour-demo.test" }
            let submitted = try await namecheap.submit(
                "namecheap.ssl.reissue", try namecheap.id { $0[0] == "S-00006" },
                CustomerKey().request(names),
                [("DNSNames", names.dropFirst().joined(separator: ","))])
            let new = try #require(submitted.attribute("ID"))
            let (owners, target) = (submitted.elements("HostName"), try submitted.element("Target"))
            try #require(owners.count == 3)
            let first = [("name", owners[1]), ("value", target)]
            #expect(try await namecheap.control("POST", "records", first).status == 200)
            let reason = "no CNAME at \(owners[0]); no CNAME at \(owners[2])"
            #expect(try await namecheap.look(new).reason == reason)
            let shown = try await namecheap.pending(new)?.names.filter(\.isShown).map(\.name)
            #expect(shown == [names[1]])
            #expect(try await namecheap.control("DELETE", "records", first).status == 200)
            for owner in [owners[0], owners[2]] {
                let record = [("name", owner), ("value", target)]
                #expect(try await namecheap.control("POST", "records", record).status == 200)
            }
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    @Test func `compares tokens that end as it was told`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.dcvSuffix, to: "ca.test")) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(try submitted.element("Target").hasSuffix(".ca.test"))
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.listed(new) == "active")
        }
    }

    /// An option with a value that makes no sense.
    struct WrongOption: Sendable {
        let name: String
        var resolver: String?
        var port = 80
        var seconds = 5
        var suffix: String?
    }

    @Test(arguments: [
        WrongOption(name: "--resolver", resolver: "localhost:53"),
        WrongOption(name: "--resolver", resolver: "127.0.0.1:0"),
        WrongOption(name: "--http-port", port: 0), WrongOption(name: "--http-port", port: 65_536),
        WrongOption(name: "--look-seconds", seconds: 0),
        WrongOption(name: "--look-seconds", seconds: 61),
        WrongOption(name: "--dcv-suffix", suffix: "a b"),
        WrongOption(name: "--dcv-suffix", suffix: "a..b"),
    ])
    func `is not begun with options that make no sense`(option: WrongOption) throws {
        var settings = try OfflineNamecheap.settings(folder: "/nowhere", certificates: 0)
        try settings.check()
        settings.resolver = option.resolver.flatMap { ListenAddress($0) }
        settings.httpPort = option.port
        settings.lookSeconds = option.seconds
        settings.dcvSuffix = option.suffix
        let error = #expect(throws: SandboxError.self) { try settings.check() }
        #expect(error?.happened.contains(option.name) == true)
    }
}

extension OfflineNamecheap {
    /// When the CA looked last, after the clock was moved and the account was read.
    fileprivate func lookedAt(_ id: String, _ now: Moment) async throws -> String? {
        let moved = try await control("POST", "clock", body: now.iso)
        try #require(moved.status == 200)
        _ = try await listed(id)  // The reading is what matters, not what it shows.
        return try await pending(id)?.lookedAt
    }
}
