import Foundation
import Testing
import X509

@testable import Sandbox

@Suite struct `An activation` {
    @Test func `of a renewal carries the rest of the old term over`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let cells = try #require(
                try namecheap.subscriptions().dropFirst().first { $0[8] != "" })
            let old = try await namecheap.row(cells[3])
            let term = try #require(old["termEnd"] as? String)
            let end = try #require(Moment(iso: term))
            #expect(old["notAfter"] as? String == end.iso)
            let customer = CustomerKey()
            let submitted = try await namecheap.submit(
                "namecheap.ssl.activate", cells[8], customer.request([cells[1]]),
                [("AdminEmailAddress", "it@harbour-demo.test"), ("WebServerType", "other")])
            #expect(submitted.attribute("ID") == cells[8])
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.state(cells[8]) == "active")
            let new = try await namecheap.row(cells[8])
            #expect(new["termEnd"] as? String == end.adding(years: 1).iso)
            #expect(new["notAfter"] as? String == "2027-06-11T08:59:59Z")
            #expect(try await namecheap.state(cells[3]) == "active")
            let (leaf, _, _) = try await namecheap.certificate(cells[8])
            #expect(customer.matches(leaf))
        }
    }

    @Test func `of a renewal keeps its domain, and happens once`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let cells = try #require(
                try namecheap.subscriptions().dropFirst().first { $0[8] != "" })
            let other = try await namecheap.submit(
                "namecheap.ssl.activate", cells[8],
                CustomerKey().request(["other.harbour-demo.test"]))
            #expect(other.error == "2011166")
            let request = try CustomerKey().request([cells[1]])
            let first = try await namecheap.submit("namecheap.ssl.activate", cells[8], request)
            #expect(first.attribute("IsSuccess") == "true")
            let second = try await namecheap.submit("namecheap.ssl.activate", cells[8], request)
            #expect(second.error == "4011331")
        }
    }

    @Test func `starts the term of a new purchase now, and adds the www name`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewPurchase")])
            let id = try #require(list.attribute("CertificateID"))
            let submitted = try await namecheap.submit(
                "namecheap.ssl.activate", id, CustomerKey().request(["new-demo.test"]))
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.state(id) == "active")
            #expect(try await namecheap.row(id)["termEnd"] as? String == "2027-11-23T09:00:00Z")
            let (leaf, _, _) = try await namecheap.certificate(id)
            let names = try #require(try leaf.extensions.subjectAlternativeNames)
            #expect(Array(names) == [.dnsName("new-demo.test"), .dnsName("www.new-demo.test")])
        }
    }

    @Test func `waits for a person when mail shows control`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let id = try namecheap.id { $0[9] == "email" }
            #expect(try await namecheap.state(id) == "purchased")
            #expect(try await namecheap.control("POST", "approve?id=\(id)").status == 200)
            #expect(try await namecheap.state(id) == "active")
            #expect(try await namecheap.control("POST", "approve?id=\(id)").status == 400)
        }
    }

    @Test func `takes another method with new tokens`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let id = try namecheap.id { $0[9] == "email" }
            let parameters = [("CertificateID", id), ("DCVMethod", "CNAME_CSR_HASH")]
            let first = try await namecheap.call("namecheap.ssl.editdcvmethod", parameters)
            let second = try await namecheap.call("namecheap.ssl.editdcvmethod", parameters)
            #expect(first.elements("HostName") == second.elements("HostName"))
            #expect(first.elements("Target") != second.elements("Target"))
            #expect(first.text.contains("<HttpDCValidation ValueAvailable=\"false\">"))
            #expect(first.text.contains("<Domains/>") && !first.text.contains("<DNS "))
            try await namecheap.publishAliases(of: first)
            #expect(try await namecheap.state(id) == "purchased")
            try await namecheap.publishAliases(of: second)
            #expect(try await namecheap.state(id) == "active")
            #expect(
                try await namecheap.call("namecheap.ssl.editdcvmethod", parameters).error
                    == "2011331")
        }
    }

    @Test(arguments: [
        ([("DNSDCValidation", "true"), ("HTTPDCValidation", "true")], "2011784"),
        ([("DNSDCValidation", "yes")], "2013900"), ([], "2010295"),
        ([("ApproverEmail", "root@new-demo.test")], "2011295"),
        ([("ApproverEmail", "admin@else-demo.test")], "2011295"),
        ([("DNSDCValidation", "true"), ("DNSNames", "b-demo.test")], "2010767"),
        ([("DNSDCValidation", "true"), ("AdminEmailAddress", "nobody")], "2011214"),
        ([("DNSDCValidation", "true"), ("UniqueValue", "a-b")], "2013900"),
        ([("DNSDCValidation", "true"), ("CSR", "x")], "3011296"),
        ([("DNSDCValidation", "true"), ("CSR", "")], "2010296"),
    ])
    func `refuses parameters that do not fit, and leaves the row as it was`(
        parameters: [(String, String)], number: String
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewPurchase")])
            let id = try #require(list.attribute("CertificateID"))
            let request =
                parameters.contains { $0.0 == "CSR" }
                ? [] : [("CSR", try CustomerKey().request(["new-demo.test"]))]
            let answer = try await namecheap.call(
                "namecheap.ssl.activate", [("CertificateID", id)] + request + parameters)
            #expect(answer.error == number)
            #expect(try await namecheap.state(id) == "newpurchase")
        }
    }

    @Test(arguments: [
        ("*.new-demo.test", "2030296"), ("192.0.2.7", "2011767"), ("localhost", "2011767"),
    ])
    func `refuses names a single product cannot hold`(
        name: String, number: String
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewPurchase")])
            let id = try #require(list.attribute("CertificateID"))
            let answer = try await namecheap.submit(
                "namecheap.ssl.activate", id, CustomerKey().request([name]))
            #expect(answer.error == number)
        }
    }
}
