import Foundation
import Testing
import X509

@testable import Sandbox

@Suite struct `A reissue` {
    @Test func `makes a new row, and replaces the old one when it is issued`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let customer = CustomerKey()
            let (old, submitted) = try await namecheap.reissue("S-00002", customer)
            let new = try #require(submitted.attribute("ID"))
            #expect(submitted.text.contains("<SSLReissueResult ID=\"\(new)\" IsSuccess=\"true\">"))
            #expect(new != old)
            #expect(submitted.text.contains("<DNS domain=\"api-2.harbour-demo.test\">"))
            #expect(submitted.elements("Target").first?.hasSuffix(".comodoca.com") == true)
            #expect(try await namecheap.state(new) == "purchased")
            #expect(try await namecheap.state(old) == "active")

            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.state(new) == "active")
            #expect(try await namecheap.state(old) == "replaced")
            let info = try await namecheap.info(old)
            #expect(info.attribute("ReplacedBy") == new)
            let orders = (info, try await namecheap.info(new))
            #expect(orders.0.attribute("OrderId") == orders.1.attribute("OrderId"))
            #expect(orders.0.elements("OrderID") == orders.1.elements("OrderID"))
            let (leaf, _, _) = try await namecheap.certificate(new)
            #expect(customer.matches(leaf))
            #expect(try await namecheap.row(new)["notAfter"] as? String == "2027-06-11T08:59:59Z")
        }
    }

    @Test func `replaces the old row at once when told so`() async throws {
        try await OfflineNamecheap.run(
            certificates: 25, OfflineNamecheap.set(\.replacedAt, to: .once)
        ) {
            namecheap async throws in
            let (old, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            let info = try await namecheap.info(old)
            #expect(info.attribute("Status", after: "SSLGetInfoResult") == "replaced")
            #expect(info.attribute("ReplacedBy") == submitted.attribute("ID"))
        }
    }

    @Test func `is refused while another waits, and after the order has ended`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, first) = try await namecheap.reissue("S-00001", CustomerKey())
            #expect(first.attribute("IsSuccess") == "true")
            let (_, second) = try await namecheap.reissue("S-00001", CustomerKey())
            #expect(second.error == "4011331")
            let moved = try await namecheap.control("POST", "clock", body: "2040-01-01T00:00:00Z")
            #expect(moved.status == 200)
            let (_, late) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(late.error == "4011331")
        }
    }

    @Test func `ends with its order`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (old, submitted) = try await namecheap.reissue(
                "S-00004", CustomerKey(), organisation: "Harbour Demo GmbH")
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "active")
            let row = try await namecheap.row(new)
            #expect(row["notAfter"] as? String == row["termEnd"] as? String)
            #expect(row["orderId"] as? Int == (try await namecheap.row(old))["orderId"] as? Int)
            let (leaf, _, _) = try await namecheap.certificate(new)
            #expect("\(leaf.subject)".contains("Harbour Demo GmbH"))
        }
    }

    @Test func `is a day shorter with a margin`() async throws {
        try await OfflineNamecheap.run(
            certificates: 25, OfflineNamecheap.set(\.validityMargin, to: 1)
        ) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "active")
            #expect(try await namecheap.row(new)["notAfter"] as? String == "2027-06-10T08:59:59Z")
        }
    }

    @Test func `passes only after as many failed checks as asked for`() async throws {
        try await OfflineNamecheap.run(certificates: 25, OfflineNamecheap.set(\.slowDCV, to: 2)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "purchased")
            let nudge = try await namecheap.call(
                "namecheap.ssl.resendApproverEmail", [("CertificateID", new)])
            #expect(nudge.attribute("IsSuccess") == "true")
            #expect(try await namecheap.state(new) == "active")
            let again = try await namecheap.call(
                "namecheap.ssl.resendApproverEmail", [("CertificateID", new)])
            #expect(again.error == "2011331")
        }
    }

    @Test(arguments: [(true, "active"), (false, "purchased")])
    func `is issued at once when the name was validated, unless told not to`(
        reuse: Bool, state: String
    ) async throws {
        try await OfflineNamecheap.run(
            certificates: 25, OfflineNamecheap.set(\.reusesValidations, to: reuse)
        ) {
            let validated = try await $0.control(
                "POST", "validated", [("name", "api-2.harbour-demo.test")])
            #expect(validated.status == 200)
            let (_, submitted) = try await $0.reissue("S-00002", CustomerKey())
            #expect(try await $0.state(try #require(submitted.attribute("ID"))) == state)
        }
    }

    @Test func `is not issued at once when the validation is too old`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            for (clock, state) in [
                ("2026-11-23T09:00:00Z", ""), ("2027-03-14T00:00:00Z", "active"),
                ("2027-07-01T00:00:00Z", "purchased"),
            ] {
                #expect(try await namecheap.control("POST", "clock", body: clock).status == 200)
                if state.isEmpty {
                    let name = [("name", "wiki-7.harbour-demo.test")]
                    #expect(try await namecheap.control("POST", "validated", name).status == 200)
                    continue
                }
                let world = try await namecheap.control(
                    "GET", "world?host=wiki-7.harbour-demo.test")
                let id = try #require(
                    world.text.components(separatedBy: "\"id\":").dropFirst().compactMap {
                        $0.components(separatedBy: ",").first
                    }.last)
                let submitted = try await namecheap.submit(
                    "namecheap.ssl.reissue", id,
                    CustomerKey().request(["wiki-7.harbour-demo.test"]))
                #expect(
                    try await namecheap.state(try #require(submitted.attribute("ID"))) == state)
            }
        }
    }

    @Test func `by file wants the exact file, and none for a wildcard`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, submitted) = try await namecheap.reissue(
                "S-00002", CustomerKey(), method: ("HTTPDCValidation", "TRUE"))
            let new = try #require(submitted.attribute("ID"))
            let name = try #require(submitted.elements("FileName").first)
            let content = try #require(submitted.elements("FileContent").first)
            for (value, state) in [(content + "\n", "purchased"), (content, "active")] {
                let fields = [
                    ("name", "api-2.harbour-demo.test"), ("path", name), ("value", value),
                    ("type", "FILE"),
                ]
                #expect(try await namecheap.control("POST", "records", fields).status == 200)
                #expect(try await namecheap.state(new) == state)
            }
            let (_, refused) = try await namecheap.reissue(
                "S-00005", CustomerKey(), method: ("HTTPDCValidation", "true"))
            #expect(refused.error == "3011295")
        }
    }

    @Test func `of a wildcard is validated and issued with its base`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00005", CustomerKey())
            let owner = try #require(submitted.elements("HostName").first)
            #expect(owner.hasSuffix(".files-5.harbour-demo.test") && !owner.contains("*"))
            #expect(submitted.elements("Target").first?.hasSuffix(".ssl.com") == true)
            let withdrawn = [("name", owner), ("value", submitted.elements("Target")[0])]
            try await namecheap.publishAliases(of: submitted)
            #expect(
                try await namecheap.control("DELETE", "records", withdrawn).text
                    == "{\"withdrawn\":true}\n")
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "purchased")
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.state(new) == "active")
            let (leaf, _, _) = try await namecheap.certificate(new)
            let names = try #require(try leaf.extensions.subjectAlternativeNames)
            #expect(
                Array(names) == [
                    .dnsName("*.files-5.harbour-demo.test"), .dnsName("files-5.harbour-demo.test"),
                ])
        }
    }

    @Test func `of several names takes those of DNSNames, which may be more than the request's`()
        async throws
    {
        try await OfflineNamecheap.run { namecheap async throws in
            let id = try namecheap.id { $0[0] == "S-00006" }
            let names = ["crm-6", "cdn-6", "static-6"].map { $0 + ".harbour-demo.test" }
            let request = try CustomerKey().request(names)
            let wrong = try await namecheap.submit(
                "namecheap.ssl.reissue", id, request, [("DNSNames", names[1])])
            #expect(wrong.error == "2010767")
            let many = names.dropFirst() + ["a.harbour-demo.test"]
            let tooMany = try await namecheap.submit(
                "namecheap.ssl.reissue", id, request,
                [("DNSNames", many.joined(separator: ","))])
            #expect(tooMany.error == "2010767")
            let few = try CustomerKey().request([names[0]])
            let submitted = try await namecheap.submit(
                "namecheap.ssl.reissue", id, few, [("DNSNames", "\(names[1]), \(names[2])")])
            #expect(submitted.elements("HostName").count == 3)
            try await namecheap.publishAliases(of: submitted)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == "active")
            let (leaf, _, _) = try await namecheap.certificate(new)
            let held = try #require(try leaf.extensions.subjectAlternativeNames)
            #expect(Array(held) == names.map { .dnsName($0) })
        }
    }
}

extension OfflineNamecheap {
    /// Submits a request with the CNAME method.
    func submit(
        _ command: String, _ id: String, _ request: String, _ further: [(String, String)] = [],
        method: (String, String) = ("DNSDCValidation", "true")
    ) async throws -> APIAnswer {
        try await call(command, [("CertificateID", id), ("CSR", request), method] + further)
    }

    /// Reissues the certificate of a subscription; gives its id and the answer.
    func reissue(
        _ reference: String, _ customer: CustomerKey, organisation: String? = nil,
        method: (String, String) = ("DNSDCValidation", "true")
    ) async throws -> (id: String, answer: APIAnswer) {
        let cells = try #require(try subscriptions().first { $0[0] == reference })
        let request = try customer.request([cells[1]], organisation: organisation)
        let answer = try await submit(
            "namecheap.ssl.reissue", cells[3], request, method: method)
        return (cells[3], answer)
    }

    /// The answer of getInfo.
    func info(_ id: String) async throws -> APIAnswer {
        try await call("namecheap.ssl.getInfo", [("CertificateID", id)])
    }

    /// The status that getInfo shows.
    func state(_ id: String) async throws -> String? {
        try await info(id).attribute("Status", after: "SSLGetInfoResult")
    }
}
