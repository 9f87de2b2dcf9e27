import Foundation
import Testing

@testable import Sandbox

@Suite struct `A fault` {
    @Test(arguments: [
        (Fault.rate405, 405, "<html>"), (.html200, 200, "<html>"), (.ip, 200, "1011150"),
        (.key, 200, "1011102"), (.null5050900, 200, "5050900"),
        (.emptyList, 200, "<TotalItems>0</TotalItems>"),
        (.otherAccount, 200, "HostName=\"elsewhere-"),
    ])
    func `happens once and then no more`(fault: Fault, status: Int, mark: String) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(fault)
            let first = try await namecheap.call("namecheap.ssl.getList")
            #expect(first.status == status)
            #expect(first.text.contains(mark))
            let second = try await namecheap.call("namecheap.ssl.getList")
            #expect(second.status == 200)
            #expect(!second.text.contains(mark))
            #expect(second.attribute("Status") == "OK")
        }
    }

    @Test func `can end an answer in the middle`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.truncated)
            let cut = try await namecheap.call("namecheap.ssl.getList")
            #expect(cut.text.hasPrefix("<?xml"))
            #expect(!cut.text.contains("</ApiResponse>"))
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
    /// Sets a fault to happen once.
    func cause(_ fault: Fault) async throws {
        let set = try await control(
            "POST", "faults", [("name", fault.rawValue), ("count", "1")])
        #expect(set.status == 200)
        #expect(set.text.contains("\"name\":\"\(fault.rawValue)\""))
    }
}
