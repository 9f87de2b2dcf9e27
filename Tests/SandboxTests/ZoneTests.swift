import Foundation
import Testing

@testable import Sandbox

@Suite struct `The domains` {
    @Test func `are those of the account, page by page`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.zones, to: ["further.example"])) {
            namecheap async throws in
            let answer = try await namecheap.call("namecheap.domains.getList")
            #expect(answer.elements("TotalItems") == ["8"])
            #expect(
                answer.text.contains(
                    "<Domain ID=\"5510023\" Name=\"harbour-demo.test\" User=\"demo\" "
                        + "Created=\"03/14/2019\" Expires=\"03/14/2027\" IsExpired=\"false\" "
                        + "IsLocked=\"false\" AutoRenew=\"true\" WhoisGuard=\"ENABLED\" "
                        + "IsPremium=\"false\" IsOurDNS=\"true\" />"))
            for (fields, first, total) in [
                ([("SearchTerm", "HARBOUR")], "harbour-demo.test", "1"),
                ([("SortBy", "NAME_DESC")], "vpn-8-demo.test", "8"),
                ([("SearchTerm", "further")], "further.example", "1"),
                ([("ListType", "EXPIRED")], nil, "0"), ([("ListType", "EXPIRING")], nil, "0"),
                ([("Page", "2")], nil, "8"),
            ] {
                let found = try await namecheap.call("namecheap.domains.getList", fields)
                #expect(found.attribute("Name") == first, "\(fields)")
                #expect(found.elements("TotalItems") == [total])
            }
            let foreign = try await namecheap.call(
                "namecheap.domains.getList", [("SearchTerm", "elsewhere")])
            #expect(foreign.attribute("IsOurDNS") == "false")
        }
    }

    @Test(arguments: ["Upper.test", "single", "-a.test", ""])
    func `cannot have any name`(name: String) async throws {
        await #expect(throws: SandboxError.self) {
            try await OfflineNamecheap.run(
                certificates: 0, OfflineNamecheap.set(\.zones, to: [name])
            ) { _ in }
        }
    }

    @Test func `show their records`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let answer = try await namecheap.hosts("harbour-demo", "test")
            #expect(
                answer.text.contains(
                    "<DomainDNSGetHostsResult Domain=\"harbour-demo.test\" EmailType=\"MX\" "
                        + "IsUsingOurDNS=\"true\">"))
            #expect(
                answer.text.contains(
                    "Name=\"@\" Type=\"MX\" Address=\"mx1.harbour-demo.test.\" MXPref=\"0\" "
                        + "TTL=\"1799\" AssociatedAppTitle=\"MX\" FriendlyName=\"MX1\" "
                        + "IsActive=\"true\" IsDDNSEnabled=\"false\" />"))
            // A bare domain of a row, and a name that only looks like one.
            #expect(try await namecheap.hosts("vpn-8-demo", "test").error == nil)
            #expect(try await namecheap.hosts("vpn-9-demo", "test").error == "2019166")
            // The split is taken as it is sent.
            #expect(try await namecheap.hosts("www", "harbour-demo.test").error == "2019166")
        }
    }

    @Test func `are replaced whole`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let records = [
                ("HostName1", "_abc.shop"), ("RecordType1", "cname"), ("Address1", "d.ef.ssl.com"),
                ("TTL1", "60"), ("HostName2", "@"), ("RecordType2", "CAA"), ("Address2", "ssl.com"),
                ("Flag2", "0"), ("Tag2", "issue"), ("HostName3", "*"), ("RecordType3", "TXT"),
                ("Address3", "a b"),
            ]
            let set = try await namecheap.setHosts(records)
            #expect(
                set.text.contains(
                    "    <DomainDNSSetHostsResult Domain=\"harbour-demo.test\" IsSuccess=\"true\">"
                        + "\r\n      <Warnings />\r\n    </DomainDNSSetHostsResult>"))
            let answer = try await namecheap.hosts("harbour-demo", "test")
            #expect(answer.text.components(separatedBy: "<host ").count == 4)
            #expect(answer.attribute("EmailType") == "NONE")
            for part in [
                "Name=\"_abc.shop\" Type=\"CNAME\" Address=\"d.ef.ssl.com.\" MXPref=\"10\" TTL=\"60\"",
                "Name=\"@\" Type=\"CAA\" Address=\"0 issue &quot;ssl.com&quot;\"",
                "Name=\"*\" Type=\"TXT\" Address=\"a b\" MXPref=\"10\" TTL=\"1800\"",
            ] { #expect(answer.text.contains(part), "\(part)") }
            // What getHosts shows of a CAA record can be sent back.
            let back = try await namecheap.setHosts([
                ("HostName1", "@"), ("RecordType1", "CAA"), ("Address1", "0 issue \"ssl.com\""),
            ])
            #expect(back.attribute("IsSuccess") == "true")
        }
    }

    @Test(arguments: [
        [("HostName1", "Www")], [("HostName1", "")], [("HostName1", "a..b")],
        [("RecordType1", "SRV")], [("RecordType1", "")], [("Address1", "")],
        [("Address1", "192.0.2.256")], [("TTL1", "59")], [("TTL1", "60001")],
        [("RecordType1", "CNAME"), ("Address1", "single")], [("EmailType", "PIGEON")],
        [("RecordType1", "AAAA"), ("Address1", "192.0.2.1")], [("MXPref1", "x")],
        [("RecordType1", "CAA"), ("Address1", "ssl.com"), ("Flag1", "256"), ("Tag1", "issue")],
        [("RecordType1", "CAA"), ("Address1", "ssl.com"), ("Flag1", "0"), ("Tag1", "all")],
        [("RecordType1", "CAA"), ("Address1", "ssl.com")], [("Address2", "192.0.2.1")],
    ])
    func `refuse a record that cannot be, and stay as they were`(
        changes: [(String, String)]
    ) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            var fields = [
                "HostName1": "www", "RecordType1": "A", "Address1": "192.0.2.1", "TTL1": "1800",
            ]
            for (name, value) in changes { fields[name] = value }
            let answer = try await namecheap.setHosts(fields.map { ($0.key, $0.value) })
            #expect(answer.error == "2050900")
            #expect(
                answer.text.contains("Domain=\"harbour-demo.test\" EmailType=\"\" IsSuccess=\"f"))
            let kept = try await namecheap.hosts("harbour-demo", "test")
            #expect(kept.text.components(separatedBy: "<host ").count == 4)
        }
    }

    @Test(arguments: ["HostName0", "HostName01", "HostNamex", "HostName", "HostName1x"])
    func `take parameters numbered from 1 only`(name: String) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            #expect(try await namecheap.setHosts([(name, "www")]).status == 400)
        }
    }

    @Test func `let the CA see a token that is put into them`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let id = try #require(submitted.attribute("ID"))
            let owner = try #require(submitted.elements("HostName").first)
            let target = try #require(submitted.elements("Target").first)
            let label = owner.replacingOccurrences(of: ".harbour-demo.test", with: "").lowercased()
            let records = [
                ("HostName1", label), ("RecordType1", "CNAME"), ("Address1", target),
                ("HostName2", "@"), ("RecordType2", "CAA"), ("Address2", "0 issue \"other.test\""),
            ]
            #expect(try await namecheap.setHosts(records).error == nil)
            #expect(try await namecheap.state(id) == "purchased")
            #expect(try await namecheap.setHosts(Array(records.prefix(3))).error == nil)
            #expect(try await namecheap.state(id) == "active")
        }
    }

    @Test func `show the CA their aliases and who may issue`() throws {
        var zones = Zones(further: ["b.harbour-demo.test"])
        zones.replace(
            [
                Zone.Record(name: "_x.a", type: "CNAME", address: "t.ssl.com."),
                Zone.Record(name: "@", type: "CAA", address: "0 issue \"ssl.com\""),
                Zone.Record(name: "_x.b", type: "CNAME", address: "hidden.ssl.com."),
            ], mail: "NONE", of: Zones.main)
        #expect(zones.aliases(at: "_X.a.harbour-demo.test.") == ["t.ssl.com"])
        #expect(zones.aliases(at: "_x.c.harbour-demo.test") == [])
        // The zone nearest to the name answers.
        #expect(zones.aliases(at: "_x.b.harbour-demo.test") == [])
        #expect(zones.aliases(at: "www.b.harbour-demo.test") == ["b.harbour-demo.test"])
        #expect(zones.aliases(at: "www.elsewhere-demo.test") == [])
        #expect(zones.authorisations(at: "harbour-demo.test") == ["0 issue \"ssl.com\""])
    }
}

extension OfflineNamecheap {
    /// The answer of getHosts.
    fileprivate func hosts(_ sld: String, _ tld: String) async throws -> APIAnswer {
        try await call("namecheap.domains.dns.getHosts", [("SLD", sld), ("TLD", tld)])
    }

    /// Replaces the records of the main domain.
    fileprivate func setHosts(_ fields: [(String, String)]) async throws -> APIAnswer {
        try await call(
            "namecheap.domains.dns.setHosts", [("SLD", "harbour-demo"), ("TLD", "test")] + fields)
    }
}
