import Testing

@testable import Sandbox

@Suite struct `A renewal` {
    @Test(arguments: [
        ("2026-10-21T13:01:51Z", "4011294"), ("2026-10-21T13:01:52Z", nil),
        ("2027-01-20T00:00:00Z", nil), ("2027-07-18T13:01:52Z", nil),
        ("2027-07-18T13:01:53Z", "4011294"),
    ])
    func `can be bought from 90 days before to 180 days after the end of its order`(
        clock: String, error: String?
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let row = try await namecheap.row(StartUpRow.ending)
            #expect(row["termEnd"] as? String == "2027-01-19T13:01:52Z")
            #expect(try await namecheap.control("POST", "clock", body: clock).status == 200)
            #expect(try await namecheap.renew(StartUpRow.ending, "EV SSL").error == error)
        }
    }

    @Test func `is a paid row of its own that follows the old order`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let answer = try await namecheap.renew(StartUpRow.ending, "ev ssl", years: 2)
            #expect(
                answer.text.contains(
                    "<SSLRenewResult CertificateID=\"2244044\" SSLType=\"EV SSL\" Years=\"2\" "
                        + "OrderId=\"7710031\" TransactionId=\"9920001\" "
                        + "ChargedAmount=\"209.7600\"/>"))
            let info = try await namecheap.info("2244044")
            #expect(info.attribute("Status", after: "SSLGetInfoResult") == "newrenewal")
            #expect(info.attribute("StatusDescription")?.contains("(Renewal)") == true)
            #expect(try await namecheap.state(StartUpRow.ending) == "active")
            #expect(try await namecheap.renew(StartUpRow.ending, "EV SSL").error == "4028294")
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewRenewal")])
            #expect(list.elements("TotalItems") == ["2"])
        }
    }

    @Test func `carries the rest of the old term over when it is activated`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let renewed = try await namecheap.renew("2244030", "PositiveSSL")
            let id = try #require(renewed.attribute("CertificateID"))
            let activated = try await namecheap.submit(
                "namecheap.ssl.activate", id,
                CustomerKey().request(["app-19.harbour-demo.test"]))
            #expect(activated.attribute("IsSuccess") == "true")
            #expect(try await namecheap.row(id)["termEnd"] as? String == "2028-02-17T18:11:07Z")
        }
    }

    @Test(arguments: ["PositiveSSL", "Standard SSL"])
    func `takes the old and the new name of a type, and sells the new`(
        type: String
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let answer = try await namecheap.renew("2244030", type)
            #expect(answer.attribute("SSLType") == "Standard SSL")
            #expect(answer.attribute("ChargedAmount") == "7.4800")
        }
    }

    @Test func `copies the number of names, and charges for those bought`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.balance, to: 100_000)) {
            namecheap async throws in
            _ = try await namecheap.call(  // Seen in the number of names.
                "namecheap.ssl.purchasemoresans",
                [("CertificateID", StartUpRow.several), ("NumberOfSANSToAdd", "3")])
            #expect(try await namecheap.control("POST", "clock", body: "2027-09-01").status == 200)
            let answer = try await namecheap.renew(StartUpRow.several, "SAN Certificate")
            // 26.99 for the year, 11.65 for each of three names.
            #expect(answer.attribute("ChargedAmount") == "61.9400")
            let id = try #require(answer.attribute("CertificateID"))
            #expect(try await namecheap.info(id).attribute("SANSCount") == "5")
        }
    }
}

extension OfflineNamecheap {
    /// Renews a row.
    func renew(_ id: String, _ type: String, years: Int = 1) async throws -> APIAnswer {
        try await call(
            "namecheap.ssl.renew",
            [("CertificateID", id), ("SSLType", type), ("Years", "\(years)")])
    }
}
