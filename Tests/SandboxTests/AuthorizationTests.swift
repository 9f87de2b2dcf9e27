import DNS
import Testing

@testable import Sandbox

@Suite struct `A CAA record` {
    /// The complaint about a name when these records are published, each `owner flags tag value`.
    private func complaint(_ name: String, _ zone: [String], issuers: [String]) async -> String? {
        var records = Records()
        for line in zone {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            records.publish(
                authorization: DNS.Record.Authorization(
                    isCritical: words[1] == "128", tag: String(words[2]), value: String(words[3])),
                name: String(words[0]))
        }
        return await Authorization(
            issuers: issuers, view: OwnView(records: records, zones: Zones(further: []))
        )
        .complaint(about: name)
    }

    private static let permitting: [(name: String, zone: [String])] = [
        ("www.a.test", []), ("www.a.test", ["a.test 0 issue ssl.com"]),
        ("www.a.test", ["a.test 0 issue  SSL.com ; policy=ev"]),
        ("www.a.test", ["a.test 0 issue ;", "a.test 0 issue ssl.com"]),
        // The closest name that has records decides.
        ("www.a.test", ["www.a.test 0 issue ssl.com", "a.test 0 issue ;"]),
        ("www.a.test", ["test 0 issue ssl.com"]),
        ("www.a.test", ["b.test 0 issue ;", "x.www.a.test 0 issue ;"]),
        // Properties that say nothing of issuing.
        ("www.a.test", ["a.test 128 iodef mailto:a@a.test", "a.test 0 tbs x"]),
        ("www.a.test", ["a.test 0 issuewild ;"]),
        ("*.a.test", ["a.test 0 issuewild ssl.com", "a.test 0 issue ;"]),
        ("*.a.test", ["a.test 0 issue ssl.com"]),
    ]

    @Test(arguments: permitting)
    func `lets the CA issue`(_ row: (name: String, zone: [String])) async throws {
        #expect(await complaint(row.name, row.zone, issuers: ["ssl.com"]) == nil)
    }

    private static let forbidding: [(name: String, zone: [String], word: String)] = [
        ("www.a.test", ["a.test 0 issue letsencrypt.org"], "letsencrypt.org"),
        ("www.a.test", ["a.test 0 issue ;"], "issue \";\""),
        ("www.a.test", ["a.test 0 issue "], "issue \"\""),
        ("www.a.test", ["a.test 0 issue ssl.com.evil.test"], "evil"),
        ("www.a.test", ["a.test 0 issue ssl. com"], "ssl. com"),
        ("www.a.test", ["test 0 issue other.test"], "test has"),
        ("www.a.test", ["www.a.test 0 issue ;", "a.test 0 issue ssl.com"], "www"),
        ("www.a.test", ["a.test 128 tbs x", "a.test 0 issue ssl.com"], "tbs"),
        ("*.a.test", ["a.test 0 issuewild ;", "a.test 0 issue ssl.com"], "wild"),
        ("*.a.test", ["a.test 0 issue other.test"], "other.test"),
        ("a.test", ["a.test 0 issue \u{1B}[2J"], #"\u{1b}[2J"#),
    ]

    @Test(arguments: forbidding)
    func `forbids the CA to issue`(
        _ row: (name: String, zone: [String], word: String)
    ) async throws {
        let complaint = await complaint(row.name, row.zone, issuers: ["ssl.com"])
        #expect(complaint?.hasPrefix("CAA forbids: ") == true)
        #expect(complaint?.contains(row.word) == true, "\(complaint ?? "")")
    }

    @Test func `names the CA of the product`() {
        let issuers = Product.all.map { ($0.isCurrent, $0.issuers) }
        #expect(issuers.allSatisfy { $0.0 == $0.1.contains("ssl.com") })
        #expect(issuers.allSatisfy { !$0.0 == $0.1.contains("sectigo.com") })
    }

    @Test(arguments: [
        ("S-00001", "ssl.com", "active"), ("S-00001", "sectigo.com", "purchased"),
        ("S-00002", "comodoca.com", "active"), ("S-00002", "ssl.com", "purchased"),
    ])
    func `holds a certificate up until it is right`(
        reference: String, issuer: String, state: String
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, submitted) = try await namecheap.reissue(reference, CustomerKey())
            try await namecheap.publishAliases(of: submitted)
            let record = [
                ("name", "test"), ("type", "CAA"), ("value", "0 issue \"\(issuer)\""),
            ]
            #expect(try await namecheap.control("POST", "records", record).status == 200)
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.state(new) == state)
            let withdrawn = try await namecheap.control("DELETE", "records", record)
            #expect(withdrawn.text == "{\"withdrawn\":true}\n")
            #expect(try await namecheap.state(new) == "active")
        }
    }

    @Test func `counts although the name was validated before`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            for (path, fields) in [
                ("validated", [("name", "mail-1-demo.test")]),
                (
                    "records",
                    [("name", "www.mail-1-demo.test"), ("type", "caa"), ("value", "0 issue ;")]
                ),
            ] {
                #expect(try await namecheap.control("POST", path, fields).status == 200)
            }
            let (_, submitted) = try await namecheap.reissue("S-00001", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            let look = try await namecheap.look(new)
            #expect(look.status == "purchased")
            #expect(look.reason == "CAA forbids: www.mail-1-demo.test has issue \";\"")
        }
    }

    @Test(arguments: ["", "issue ssl.com", "256 issue x", "x issue y"])
    func `is written as in a zone file`(value: String) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await namecheap.control(
                "POST", "records", [("name", "a.test"), ("type", "CAA"), ("value", value)])
            #expect(answer.status == 400)
            #expect(answer.text.contains("0 issue"))
        }
    }
}
