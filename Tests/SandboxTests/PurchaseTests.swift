import Foundation
import Testing

@testable import Sandbox

@Suite struct `A purchase` {
    @Test(arguments: [
        ("Standard SSL", 2, 0, "", "2026-11-23", "Standard SSL", "7.4800", "492.52"),
        ("STANDARD ssl", 1, 0, "", "2026-07-11", "Standard SSL", "5.9900", "494.01"),
        ("PositiveSSL", 1, 0, "", "2026-07-11", "Standard SSL", "5.9900", "494.01"),
        ("PositiveSSL", 2, 0, "", "2026-07-10", "PositiveSSL", "15.7600", "484.24"),
        ("EV SSL", 1, 0, "", "2026-07-10", "EV SSL", "98.8800", "401.12"),
        ("EV SSL", 1, 0, "", "2026-11-23", "EV SSL", "98.8800", "401.12"),
        (
            "Unified Communications", 1, 0, "", "2026-11-23", "OV Multi-domain SSL", "79.9900",
            "420.01"
        ),
        ("SAN Certificate", 2, 3, "", "2026-11-23", "SAN Certificate", "113.8800", "386.12"),
        ("Standard SSL", 1, 0, "sandbox10", "2026-11-23", "Standard SSL", "5.3900", "494.61"),
    ])
    func `costs its price, and sells what its day sells`(
        type: String, years: Int, names: Int, code: String, day: String, sold: String,
        charged: String, balance: String
    ) async throws {
        try await OfflineNamecheap.run(certificates: 1, clock: day) { namecheap async throws in
            let further =
                (names > 0 ? [("SANStoADD", "\(names)")] : [])
                + (code.isEmpty ? [] : [("PromotionCode", code)])
            let answer = try await namecheap.call(
                "namecheap.ssl.create", [("Type", type), ("Years", "\(years)")] + further)
            #expect(answer.attribute("SSLType") == sold)
            #expect(answer.attribute("ChargedAmount") == charged)
            let left = try await namecheap.call("namecheap.users.getBalances")
            #expect(left.attribute("AvailableBalance") == balance)
            let row = try await namecheap.row(try #require(answer.attribute("CertificateID")))
            #expect(row["status"] as? String == "newpurchase" && row["host"] as? String == "")
        }
    }

    @Test func `of a name that is not sold yet is refused`() async throws {
        try await OfflineNamecheap.run(certificates: 0, clock: "2026-07-10") {
            namecheap async throws in
            let answer = try await namecheap.call(
                "namecheap.ssl.create", [("Type", "Standard SSL"), ("Years", "1")])
            #expect(answer.error == "2011301")
            #expect(
                answer.text.contains(
                    "<SSLCreateResult IsSuccess=\"false\" OrderId=\"0\" TransactionId=\"0\" "
                        + "ChargedAmount=\"0\"/>"))
        }
    }

    @Test func `answers in the recorded shape`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await namecheap.call(
                "namecheap.ssl.create", [("Type", "Standard SSL"), ("Years", "2")])
            #expect(
                answer.text.contains(
                    """
                     <CommandResponse Type="namecheap.ssl.create">
                      <SSLCreateResult IsSuccess="true" OrderId="7710001" TransactionId="9920001" \
                    ChargedAmount="7.4800">
                       <SSLCertificate CertificateID="2244001" Created="11/23/2026" \
                    SSLType="Standard SSL" Years="2" Status="NewPurchase"/>
                      </SSLCreateResult>
                     </CommandResponse>

                    """))
        }
    }

    @Test func `that the balance does not cover buys nothing`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let set = try await namecheap.control("POST", "account", [("balance", "7.47")])
            #expect(set.text == "{\"balance\":\"7.47\",\"trouble\":\"none\"}\n")
            let order = [("Type", "Standard SSL"), ("Years", "2")]
            let refused = try await namecheap.call("namecheap.ssl.create", order)
            #expect(refused.error == "2528166" && refused.text.contains("INSUFFICIENTFUNDS"))
            let list = try await namecheap.call("namecheap.ssl.getList")
            #expect(list.elements("TotalItems") == ["0"])
            try await namecheap.setBalance("7.48")
            #expect(
                try await namecheap.call("namecheap.ssl.create", order).attribute("Status") == "OK")
            let left = try await namecheap.call("namecheap.users.getBalances")
            #expect(left.attribute("AvailableBalance") == "0.00")
            let wrong = try await namecheap.control("POST", "account", [("balance", "1.234")])
            #expect(wrong.status == 400)
        }
    }

    @Test func `of more names counts with the next reissue`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let names = StartUpRow.severalNames + ["a.harbour-demo.test", "b.harbour-demo.test"]
            let request = try CustomerKey().request(names)
            let further = [("DNSNames", names.dropFirst().joined(separator: ","))]
            let before = try await namecheap.submit(
                "namecheap.ssl.reissue", StartUpRow.several, request, further)
            #expect(before.error == "2010767")
            let answer = try await namecheap.call(
                "namecheap.ssl.purchaseMoreSANS",
                [("CertificateID", StartUpRow.several), ("NumberOfSANSToAdd", "2")])
            // Two names for the two years of the order.
            #expect(answer.attribute("ChargedAmount") == "46.6000")
            #expect(
                answer.text.contains(
                    "<SSLCertificate CertificateID=\"2244009\" SSLType=\"san certificate\" "
                        + "Years=\"2\" Status=\"ACTIVE\" SANSCount=\"4\"/>"))
            let info = try await namecheap.info(StartUpRow.several)
            #expect(info.attribute("SANSCount") == "4")
            let after = try await namecheap.submit(
                "namecheap.ssl.reissue", StartUpRow.several, request, further)
            #expect(after.attribute("IsSuccess") == "true")
        }
    }

    @Test func `of more names ends at 97`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.balance, to: 1_000_000)
        ) {
            namecheap async throws in
            let id = try await namecheap.buy("SAN Certificate", names: 96)
            for (number, error) in [("2", "2013900"), ("1", nil), ("1", "2013900")] {
                let answer = try await namecheap.call(
                    "namecheap.ssl.purchasemoresans",
                    [("CertificateID", id), ("NumberOfSANSToAdd", number)])
                #expect(answer.error == error)
            }
            #expect(try await namecheap.info(id).attribute("SANSCount") == "99")
        }
    }

    @Test func `can be of another product than was asked for`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            try await namecheap.cause(.typeSubstitution)
            let order = [("Type", "Standard SSL"), ("Years", "1")]
            let answer = try await namecheap.call("namecheap.ssl.create", order)
            #expect(answer.attribute("SSLType") == "High Assurance SSL")
            #expect(answer.attribute("ChargedAmount") == "34.9900")
            let second = try await namecheap.call("namecheap.ssl.create", order)
            #expect(second.attribute("SSLType") == "Standard SSL")
        }
    }

    @Test func `is known after a restart, with its money and its domains`() async throws {
        let folder = NSTemporaryDirectory() + "/sandbox-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }  // May never exist.
        let clock = "2026-11-23T09:00:00Z"
        try await OfflineNamecheap.run(in: folder, certificates: 25, clock: clock) {
            namecheap async throws in
            #expect(try await namecheap.buy("SAN Certificate", names: 2) == "2244044")
            let revoked = try await namecheap.call(
                "namecheap.ssl.revokecertificate",
                [("CertificateID", StartUpRow.replaced), ("CertificateType", "Standard SSL")])
            #expect(revoked.error == nil)
        }
        try await OfflineNamecheap.run(
            in: folder, certificates: 25, clock: clock,
            OfflineNamecheap.set(\.zones, to: ["a.test"])
        ) { namecheap async throws in
            let left = try await namecheap.call("namecheap.users.getBalances")
            #expect(left.attribute("AvailableBalance") == "452.71")
            let row = try await namecheap.row("2244044")
            #expect(row["charged"] as? String == "47.29" && row["sansCount"] as? Int == 4)
            #expect(row["transactionId"] as? Int == 9_920_001)
            let revoked = try await namecheap.row(StartUpRow.replaced)
            #expect(revoked["revoked"] as? String == clock)
            let list = try await namecheap.call(
                "namecheap.domains.getList", [("SearchTerm", "a.test")])
            #expect(list.attribute("Name") == "a.test")
            #expect(try await namecheap.buy("Standard SSL") == "2244045")
        }
    }

    @Test(arguments: [
        ("namecheap.ssl.create", [("Type", "Standard SSL"), ("Years", "1")], "494.01"),
        (
            "namecheap.ssl.renew",
            [("CertificateID", StartUpRow.ending), ("Years", "1"), ("SSLType", "EV SSL")], "395.12"
        ),
        (
            "namecheap.ssl.purchasemoresans",
            [("CertificateID", StartUpRow.several), ("NumberOfSANSToAdd", "1")], "476.70"
        ),
    ])
    func `whose answer is lost is paid all the same`(
        command: String, fields: [(String, String)], balance: String
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.lostReply)
            await #expect(throws: RawClient.Failure(received: "")) {
                try await namecheap.call(command, fields)
            }
            let left = try await namecheap.call("namecheap.users.getBalances")
            #expect(left.attribute("AvailableBalance") == balance)
        }
    }
}
