import Testing

@testable import Sandbox

@Suite struct `A fault of validation` {
    /// Reissues with the token published and a fault set.
    private func row(
        _ namecheap: OfflineNamecheap, _ fault: Fault, _ reference: String = "S-00002"
    ) async throws -> String {
        let (_, submitted) = try await namecheap.reissue(reference, CustomerKey())
        try await namecheap.publishAliases(of: submitted)
        try await namecheap.cause(fault)
        return try #require(submitted.attribute("ID"))
    }

    @Test func `can fail every check, until it is taken away`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let set = try await namecheap.control(
                "POST", "faults", [("name", "dcvFail"), ("probability", "1")])
            #expect(set.status == 200)
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            for _ in 0..<3 { #expect(try await namecheap.state(new) == "purchased") }
            #expect(try await namecheap.look(new).reason?.contains("dcvFail") == true)
            let same = try await namecheap.edit(new, "CNAME_CSR_HASH")
            try await namecheap.publishAliases(of: same)
            #expect(try await namecheap.state(new) == "purchased")
            #expect(try await namecheap.control("DELETE", "faults").status == 200)
            #expect(try await namecheap.state(new) == "active")
        }
    }

    @Test func `can fail every second check`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let set = try await namecheap.control(
                "POST", "faults", [("name", "dcvFlap"), ("count", "3")])
            #expect(set.status == 200)
            var states: [String?] = []
            for reference in ["S-00001", "S-00002"] {
                let (_, submitted) = try await namecheap.reissue(reference, CustomerKey())
                try await namecheap.publishAliases(of: submitted)
                let new = try #require(submitted.attribute("ID"))
                for _ in 0..<2 { states.append(try await namecheap.state(new)) }
            }
            #expect(states == ["purchased", "active", "purchased", "active"])
        }
    }

    @Test func `can forbid the CA to issue`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .nudge)) {
            namecheap async throws in
            let new = try await row(namecheap, .caaBlock)
            let blocked = try await namecheap.look(new)
            #expect(blocked.status == "purchased")
            #expect(blocked.reason?.hasPrefix("CAA forbids: ") == true)
            #expect(try await namecheap.look(new).status == "active")
        }
    }

    @Test func `can put a check off`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .nudge)) {
            namecheap async throws in
            let new = try await row(namecheap, .slowDcv)
            #expect(try await namecheap.look(new).reason?.contains("slowDcv") == true)
            #expect(try await namecheap.look(new).status == "active")
        }
    }

    @Test func `can issue at once without a check`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.look, to: .nudge)) {
            namecheap async throws in
            try await namecheap.cause(.instantIssue)
            let (old, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(submitted.elements("HostName").count == 1)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.listed(new) == "active")
            #expect(try await namecheap.listed(old) == "replaced")
            try await namecheap.cause(.instantIssue)
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewPurchase")])
            let bought = try #require(list.attribute("CertificateID"))
            let activated = try await namecheap.submit(
                "namecheap.ssl.activate", bought, CustomerKey().request(["new-demo.test"]))
            #expect(activated.attribute("IsSuccess") == "true")
            #expect(try await namecheap.listed(bought) == "active")
        }
    }
}

extension OfflineNamecheap {
    /// Chooses the method of a single name.
    fileprivate func edit(_ id: String, _ method: String) async throws -> APIAnswer {
        let answer = try await call(
            "namecheap.ssl.editDCVMethod", [("CertificateID", id), ("DCVMethod", method)])
        #expect(answer.attribute("IsSuccess") == "true")
        return answer
    }
}
