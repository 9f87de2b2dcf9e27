import Foundation
import KeyStore
import Testing

@Suite struct `Preparing a key` {
    static let names = ["www.example.com", "example.com", "*.shop.example.com"]

    @Test(arguments: [
        (KeyAlgorithm.p256, "prime256v1"), (.p384, "secp384r1"), (.rsa(bits: 2048), "2048 bit"),
        (.rsa(bits: 3072), "3072 bit"),
    ])
    func `gives a key and a request that openssl accepts`(
        algorithm: KeyAlgorithm, shown: String
    ) throws {
        let scratch = try Scratch()
        let prepared = try scratch.store.prepare(
            folder: "www.example.com", version: 1, algorithm: algorithm, names: Self.names,
            organization: "Example & Söhne")
        let folder = "store/www.example.com/1"
        #expect(prepared.algorithm == algorithm)
        try scratch.openssl("pkey", "-in", "\(folder)/privkey.pem", "-check", "-noout")
        let text = try scratch.openssl(
            "req", "-in", "\(folder)/request.csr", "-verify", "-noout", "-text", "-nameopt",
            "utf8,sep_comma_plus")
        #expect(text.contains(shown))
        #expect(text.contains("CN=www.example.com"))
        #expect(text.contains("O=Example & Söhne"))
        #expect(
            text.contains("DNS:www.example.com, DNS:example.com, DNS:*.shop.example.com"))
        try scratch.openssl(
            "pkey", "-in", "\(folder)/privkey.pem", "-pubout", "-outform", "DER", "-out", "spki")
        let digest = try scratch.openssl("dgst", "-sha256", "-r", "spki")
        #expect(digest.hasPrefix(prepared.keyHash + " "))
        #expect(try scratch.read("\(folder)/request.csr") == prepared.csrPEM)
        #expect(try CertificateRequest(pem: prepared.csrPEM).keyHash == prepared.keyHash)
        #expect(try CertificateRequest(pem: prepared.csrPEM).names == Self.names)
    }

    @Test func `keeps files from other users`() throws {
        let scratch = try Scratch()
        _ = try scratch.store.prepare(
            folder: "a.example", version: 1, algorithm: .p256, names: ["a.example"])
        let folder = scratch.path + "/store/a.example"
        #expect(try scratch.mode(scratch.path + "/store") == 0o700)
        #expect(try scratch.mode(folder) == 0o700)
        #expect(try scratch.mode(folder + "/1") == 0o700)
        #expect(try scratch.mode(folder + "/1/privkey.pem") == 0o600)
        #expect(try scratch.mode(folder + "/1/request.csr") == 0o600)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/1")
        #expect(left.sorted() == ["privkey.pem", "request.csr"])
    }

    @Test func `never touches a version that exists`() throws {
        let scratch = try Scratch()
        let first = try scratch.store.prepare(
            folder: "a.example", version: 1, algorithm: .p256, names: ["a.example"])
        let path = scratch.path + "/store/a.example/1"
        #expect(throws: KeyStoreError.exists(path: path)) {
            try scratch.store.prepare(
                folder: "a.example", version: 1, algorithm: .p256, names: ["a.example"])
        }
        #expect(try scratch.store.keyHash(folder: "a.example", version: 1) == first.keyHash)
    }

    @Test func `numbers versions after the largest of ledger and disk`() throws {
        let scratch = try Scratch()
        let store = scratch.store
        #expect(try store.nextVersion(folder: "a.example", ledgerLargest: 0) == 1)
        for version in [2, 10] {
            _ = try store.prepare(
                folder: "a.example", version: version, algorithm: .p256, names: ["a.example"])
        }
        for name in ["011", "x", "-3"] {
            try FileManager.default.createDirectory(
                atPath: "\(store.root)/a.example/\(name)", withIntermediateDirectories: false)
        }
        #expect(try store.versions(folder: "a.example") == [2, 10])
        #expect(try store.nextVersion(folder: "a.example", ledgerLargest: 4) == 11)
        #expect(try store.nextVersion(folder: "a.example", ledgerLargest: 12) == 13)
        #expect(try store.folders() == ["a.example"])
    }

    @Test func `is continued after a crash with the same key and request`() throws {
        let scratch = try Scratch()
        let store = scratch.store
        let made = try store.prepare(
            folder: "a.example", version: 1, algorithm: .p384, names: ["a.example"])
        #expect(try store.prepared(folder: "a.example", version: 1, names: []) == made)
        let request = scratch.path + "/store/a.example/1/request.csr"
        try FileManager.default.removeItem(atPath: request)
        let again = try store.prepared(folder: "a.example", version: 1, names: ["a.example"])
        #expect(again.keyHash == made.keyHash)
        #expect(again.algorithm == .p384)
        #expect(try CertificateRequest(pem: again.csrPEM).names == ["a.example"])
        #expect(try scratch.read("store/a.example/1/request.csr") == again.csrPEM)
    }

    @Test func `says when a crash left no whole key`() throws {
        let scratch = try Scratch()
        let store = scratch.store
        _ = try store.prepare(
            folder: "a.example", version: 1, algorithm: .p256, names: ["a.example"])
        let path = scratch.path + "/store/a.example/1/privkey.pem"
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        try scratch.write(String(whole.prefix(90)), to: "store/a.example/1/privkey.pem")
        #expect(throws: KeyStoreError.notAKey(path: path)) {
            try store.prepared(folder: "a.example", version: 1, names: ["a.example"])
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: KeyStoreError.missing(path: path)) {
            try store.prepared(folder: "a.example", version: 1, names: ["a.example"])
        }
    }

    @Test func `refuses a request that belongs to another key`() throws {
        let scratch = try Scratch()
        let store = scratch.store
        for version in [1, 2] {
            _ = try store.prepare(
                folder: "a.example", version: version, algorithm: .p256, names: ["a.example"])
        }
        let other = try scratch.read("store/a.example/2/request.csr")
        try scratch.write(other, to: "store/a.example/1/request.csr")
        #expect(
            throws: KeyStoreError.keyMismatch(
                path: scratch.path + "/store/a.example/1/request.csr")
        ) {
            try store.prepared(folder: "a.example", version: 1, names: ["a.example"])
        }
    }

    @Test(arguments: ["", "a b.example", "müller.example", "a..example", "*", "a.*.example", "x\n"])
    func `refuses a name that no certificate can carry, before it makes anything`(
        name: String
    ) throws {
        let scratch = try Scratch()
        #expect(throws: KeyStoreError.badName(name)) {
            try scratch.store.prepare(
                folder: "a.example", version: 1, algorithm: .p256, names: ["a.example", name])
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.store.root))
    }

    @Test func `refuses weak RSA keys`() throws {
        let scratch = try Scratch()
        #expect(throws: KeyStoreError.weakAlgorithm("rsa1024")) {
            try scratch.store.prepare(
                folder: "a.example", version: 1, algorithm: .rsa(bits: 1024), names: ["a.example"])
        }
    }

    @Test(arguments: [
        ("p256", KeyAlgorithm.p256), ("P384", .p384), ("rsa4096", .rsa(bits: 4096)),
        ("rsa", nil), ("rsa17", nil), ("ed25519", nil), ("", nil),
    ])
    func `reads and writes the algorithm as text`(text: String, algorithm: KeyAlgorithm?) {
        #expect(KeyAlgorithm(text) == algorithm)
        if let algorithm { #expect(algorithm.text == text.lowercased()) }
    }

    @Test func `raises small RSA keys on reissue and leaves the others`() {
        #expect(KeyAlgorithm.rsa(bits: 1024).forReissue == .rsa(bits: 2048))
        #expect(KeyAlgorithm.rsa(bits: 4096).forReissue == .rsa(bits: 4096))
        #expect(KeyAlgorithm.p384.forReissue == .p384)
    }
}
