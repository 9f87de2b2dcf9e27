import KeyStore
import Testing

@Suite struct `The delivery check` {
    let scratch: Scratch
    let authority: Authority
    let prepared: PreparedKey
    let names = ["www.example.com", "*.shop.example.com"]

    init() throws {
        scratch = try Scratch()
        authority = try Authority(in: scratch)
        prepared = try scratch.store.prepare(
            folder: "www.example.com", version: 1, algorithm: .p256, names: names)
    }

    private func expectation() -> DeliveryExpectation {
        DeliveryExpectation(keyHash: prepared.keyHash, names: names, previousNotAfter: nil)
    }

    private func leaf(_ names: [String]? = nil) throws -> CertificateFacts {
        try CertificateFacts(
            pem: authority.leaf(for: prepared.csrPEM, names: names ?? self.names))
    }

    private func check(
        _ leaf: CertificateFacts, _ intermediates: [String]? = nil,
        _ expected: DeliveryExpectation, later seconds: Int64 = 60
    ) throws -> DeliveryCheck {
        try DeliveryCheck(
            leafPEM: leaf.pem, intermediates: intermediates ?? [authority.upper, authority.lower],
            expected: expected, at: leaf.notBefore + seconds)
    }

    @Test func `finds nothing against a good one`() throws {
        let leaf = try leaf()
        var expected = expectation()
        expected.previousNotAfter = leaf.notAfter - 1
        let check = try check(leaf, nil, expected)
        #expect(check.findings == [])
        #expect(check.allowedExtras == [])
        #expect(check.mayGoLive && check.mayBeStored)
    }

    @Test func `allows the twin and the base of a wildcard, and records them`() throws {
        let check = try check(
            leaf(names + ["example.com", "shop.example.com"]), nil, expectation())
        #expect(check.findings == [])
        #expect(check.allowedExtras == ["example.com", "shop.example.com"])
    }

    @Test func `allows the www name beside a requested apex`() throws {
        var expected = expectation()
        expected.names = ["Example.COM"]
        let check = try check(leaf(["example.com", "www.example.com"]), nil, expected)
        #expect(check.findings == [])
        #expect(check.allowedExtras == ["www.example.com"])
    }

    @Test func `names what is missing and what is too much`() throws {
        let check = try check(leaf(["www.example.com", "evil.example.org"]), nil, expectation())
        #expect(
            check.findings == [
                .namesMissing(["*.shop.example.com"]), .namesExtra(["evil.example.org"]),
            ])
        #expect(!check.mayGoLive && check.mayBeStored)
    }

    @Test func `refuses a certificate for another key`() throws {
        var expected = expectation()
        expected.keyHash = String(repeating: "0", count: 64)
        let check = try check(leaf(), nil, expected)
        #expect(check.findings == [.wrongKey(delivered: prepared.keyHash)])
        #expect(!check.mayBeStored)
    }

    @Test func `demands a later end unless a reason allows an earlier one`() throws {
        let leaf = try leaf()
        var expected = expectation()
        expected.previousNotAfter = leaf.notAfter
        #expect(
            try check(leaf, nil, expected).findings == [
                .notLater(previous: leaf.notAfter, delivered: leaf.notAfter)
            ])
        expected.allowEarlier = true
        #expect(try check(leaf, nil, expected).findings == [])
    }

    @Test func `refuses one that is over`() throws {
        let leaf = try leaf()
        let check = try check(leaf, nil, expectation(), later: 90 * 86_400)
        #expect(check.findings == [.alreadyExpired(notAfter: leaf.notAfter)])
    }

    @Test(arguments: [(true, false, false), (true, true, true), (false, false, true)])
    func `never lets a sandbox certificate over a real one`(
        isSandbox: Bool, liveIsSandbox: Bool, fine: Bool
    ) throws {
        var expected = expectation()
        expected.isSandbox = isSandbox
        expected.liveIsSandbox = liveIsSandbox
        let check = try check(leaf(), nil, expected)
        #expect(check.findings == (fine ? [] : [.sandboxOverReal]))
    }

    @Test func `sees a chain that is absent, foreign, forged or over`() throws {
        let leaf = try leaf()
        func reasons(_ pems: [String], later: Int64 = 60) throws -> [DeliveryFinding] {
            try check(leaf, pems, expectation(), later: later).findings
        }
        #expect(
            try reasons([]) == [.chainBroken(reason: "no intermediate certificate was delivered")])
        let foreign = DeliveryFinding.chainBroken(
            reason: "no delivered certificate has signed it")
        #expect(try reasons([authority.upper]) == [foreign])
        #expect(try reasons([authority.root]) == [foreign])
        try scratch.openssl(
            "req", "-x509", "-new", "-key", "stranger.key", "-out", "forged.pem", "-subj",
            "/CN=Invented lower", "-days", "10")
        #expect(try reasons([scratch.read("forged.pem")]) == [foreign])
        #expect(
            try reasons([authority.lower], later: 1001 * 86_400) == [
                .chainBroken(reason: "Invented lower has expired"),
                .alreadyExpired(notAfter: leaf.notAfter),
            ])
    }

    @Test func `sees an issuer that may not sign`() throws {
        let csr = try scratch.read("lower.csr")
        let plain = try authority.leaf(for: csr, names: ["lower.example"], by: "upper")
        let check = try check(leaf(), [plain, authority.upper], expectation())
        #expect(
            check.findings == [.chainBroken(reason: "Invented lower may not sign certificates")])
    }
}
