import Foundation
import KeyStore
import Testing

@Suite struct `Storing a certificate` {
    let scratch: Scratch
    let authority: Authority
    let prepared: PreparedKey
    let names = ["www.example.com", "example.com"]
    let folder = "www.example.com"
    var store: CertificateStore { scratch.store }

    init() throws {
        scratch = try Scratch()
        authority = try Authority(in: scratch)
        prepared = try scratch.store.prepare(
            folder: folder, version: 1, algorithm: .p256, names: names)
    }

    @Test func `puts a scrambled chain in order and leaves roots out`() throws {
        let leaf = try authority.leaf(for: prepared.csrPEM, names: names)
        let stranger = try scratch.read("stranger.pem")
        let bundle = authority.root + authority.upper
        try store.store(
            folder: folder, version: 1, leafPEM: leaf,
            intermediates: [stranger, bundle, leaf, authority.lower])
        let base = "store/\(folder)/1"
        #expect(try scratch.read("\(base)/chain.pem") == authority.lower + authority.upper)
        #expect(
            try scratch.read("\(base)/fullchain.pem") == leaf + authority.lower + authority.upper)
        #expect(try scratch.read("\(base)/cert.pem") == leaf)
        for file in ["cert.pem", "chain.pem", "fullchain.pem"] {
            #expect(try scratch.mode("\(scratch.path)/\(base)/\(file)") == 0o600)
        }
        let verdict = try scratch.openssl(
            "verify", "-CAfile", "root.pem", "-untrusted", "\(base)/chain.pem",
            "-verify_hostname", "example.com", "\(base)/cert.pem")
        #expect(verdict.contains("OK"))
    }

    @Test func `gives the facts that openssl gives`() throws {
        let leaf = try authority.leaf(for: prepared.csrPEM, names: ["WWW.example.com"])
        try store.store(
            folder: folder, version: 1, leafPEM: leaf, intermediates: [authority.lower])
        let facts = try #require(try store.facts(folder: folder, version: 1))
        #expect(facts.serial == "ab12cd")
        #expect(facts.names == ["www.example.com"])
        #expect(facts.subjectCommonName == "www.example.com")
        #expect(facts.notAfter - facts.notBefore == 90 * 86_400)
        #expect(facts.keyHash == prepared.keyHash)
        #expect(facts.algorithm == .p256)
        #expect(facts.issuer.contains("Invented lower"))
        #expect(facts.pem == leaf)
        let shown = try scratch.openssl(
            "x509", "-in", "leaf.pem", "-noout", "-fingerprint", "-sha256")
        let digits = shown.drop { $0 != "=" }.filter { $0.isHexDigit }.lowercased()
        #expect(facts.fingerprint == digits)
        let end = try scratch.openssl("x509", "-in", "leaf.pem", "-noout", "-enddate")
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "'notAfter='MMM d HH:mm:ss yyyy zzz"
        let date = try #require(
            formatter.date(
                from: end.trimmingCharacters(in: .whitespacesAndNewlines)
                    .replacingOccurrences(of: "  ", with: " ")))
        #expect(facts.notAfter == Int64(date.timeIntervalSince1970))
        #expect(try store.facts(folder: folder, version: 2) == nil)
    }

    @Test func `twice is fine with the same content and refused with another`() throws {
        let leaf = try authority.leaf(for: prepared.csrPEM, names: names)
        for _ in 1...2 {
            try store.store(
                folder: folder, version: 1, leafPEM: leaf, intermediates: [authority.lower])
        }
        let other = try authority.leaf(for: prepared.csrPEM, names: names, days: 91)
        let path = "\(store.root)/\(folder)/1/cert.pem"
        #expect(throws: KeyStoreError.differentContent(path: path)) {
            try store.store(
                folder: folder, version: 1, leafPEM: other, intermediates: [authority.lower])
        }
        #expect(try scratch.read("store/\(folder)/1/cert.pem") == leaf)
    }

    @Test func `goes on where a crash stopped it`() throws {
        let leaf = try authority.leaf(for: prepared.csrPEM, names: names)
        try scratch.write("half", to: "store/\(folder)/1/cert.pem.new")
        try store.store(
            folder: folder, version: 1, leafPEM: leaf, intermediates: [authority.lower])
        let files = try FileManager.default.contentsOfDirectory(
            atPath: "\(store.root)/\(folder)/1")
        #expect(
            files.sorted() == [
                "cert.pem", "chain.pem", "fullchain.pem", "privkey.pem", "request.csr",
            ])
    }

    @Test func `for another key is refused and leaves nothing`() throws {
        let other = try store.prepare(folder: folder, version: 2, algorithm: .p256, names: names)
        let leaf = try authority.leaf(for: other.csrPEM, names: names)
        let path = "\(store.root)/\(folder)/1/cert.pem"
        #expect(throws: KeyStoreError.keyMismatch(path: path)) {
            try store.store(
                folder: folder, version: 1, leafPEM: leaf, intermediates: [authority.lower])
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `whose key is the customer's needs no key here but never goes live`() throws {
        let leaf = try authority.leaf(for: prepared.csrPEM, names: names)
        try store.store(
            folder: "customer.example", version: 1, leafPEM: leaf,
            intermediates: [authority.lower])
        #expect(
            try store.facts(folder: "customer.example", version: 1)?.keyHash == prepared.keyHash)
        #expect(
            throws: KeyStoreError.missing(path: "\(store.root)/customer.example/1/privkey.pem")
        ) { try store.makeLive(folder: "customer.example", version: 1) }
    }

    @Test(arguments: [
        "", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ])
    func `refuses what is no certificate`(pem: String) throws {
        let error = #expect(throws: KeyStoreError.self) {
            try store.store(folder: folder, version: 1, leafPEM: pem, intermediates: [])
        }
        guard case .notACertificate = error else {
            Issue.record("it says \(String(describing: error))")
            return
        }
    }
}
