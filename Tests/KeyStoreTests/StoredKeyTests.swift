import Foundation
import Glibc
import KeyStore
import Testing

@Suite struct `A stored key` {
    let scratch: Scratch
    let authority: Authority
    let folder = "www.example.com"
    let prepared: PreparedKey
    var store: CertificateStore { scratch.store }

    init() throws {
        scratch = try Scratch()
        authority = try Authority(in: scratch)
        prepared = try scratch.store.prepare(
            folder: folder, version: 1, algorithm: .p256, names: [folder])
    }

    private func deliver() throws {
        try store.store(
            folder: folder, version: 1,
            leafPEM: authority.leaf(for: prepared.csrPEM, names: [folder]),
            intermediates: [authority.lower])
    }

    @Test func `is found by its public key, the newest first, past what is broken`() throws {
        _ = try store.prepare(folder: folder, version: 2, algorithm: .p256, names: [folder])
        try deliver()
        _ = try store.prepare(
            folder: folder, version: 3, keyOf: 1, keyHash: prepared.keyHash, names: [folder])
        for version in [4, 5] {
            try FileManager.default.createDirectory(
                atPath: "\(store.root)/\(folder)/\(version)", withIntermediateDirectories: false)
        }
        try scratch.write("half", to: "store/\(folder)/5/privkey.pem")
        #expect(try store.versions(ofKey: prepared.keyHash, folder: folder) == [3, 1])
        #expect(try store.versions(ofKey: "00", folder: folder) == [])
        #expect(try store.versions(ofKey: prepared.keyHash, folder: "other.example") == [])
        let contents = try (1...5).map { try store.content(folder: folder, version: $0) }
        #expect(contents == [.pair, .key, .key, .nothing, .key])
    }

    @Test func `serves another version with a request of its own`() throws {
        try deliver()
        let again = try store.prepare(
            folder: folder, version: 2, keyOf: 1, keyHash: prepared.keyHash,
            names: [folder, "example.com"])
        #expect(again?.keyHash == prepared.keyHash && again?.version == 2)
        #expect(
            try scratch.read("store/\(folder)/2/privkey.pem")
                == scratch.read("store/\(folder)/1/privkey.pem"))
        let request = try CertificateRequest(pem: scratch.read("store/\(folder)/2/request.csr"))
        #expect(request.names == [folder, "example.com"])
    }

    @Test func `serves no other version unless it is the certificate's own`() throws {
        func reuse(_ old: Int = 1, _ hash: String? = nil) throws -> PreparedKey? {
            try store.prepare(
                folder: folder, version: 2, keyOf: old, keyHash: hash ?? prepared.keyHash,
                names: [folder])
        }
        #expect(try reuse() == nil, "no certificate is beside it")
        try deliver()
        #expect(try reuse(7) == nil, "no such version")
        #expect(try reuse(1, "00") == nil, "another key than the ledger's")
        let key = "store/\(folder)/1/privkey.pem"
        try scratch.openssl("genpkey", "-algorithm", "ed25519", "-out", key)
        #expect(try reuse(1, store.keyHash(folder: folder, version: 1)) == nil, "of another kind")
        try scratch.openssl(
            "genpkey", "-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        #expect(try reuse(1, store.keyHash(folder: folder, version: 1)) == nil, "the CA's is other")
        try scratch.write("", to: "store/\(folder)/1/privkey.pem")
        #expect(try reuse() == nil, "no whole key")
        #expect(try store.versions(folder: folder) == [1])
    }

    @Test func `goes with its version, unless that is live or holds another's file`() throws {
        try deliver()
        try store.makeLive(folder: folder, version: 1)
        let path = "\(store.root)/\(folder)/1"
        #expect(throws: KeyStoreError.exists(path: path)) {
            try store.remove(folder: folder, version: 1)
        }
        try store.remove(folder: folder, version: 9)
        _ = try store.prepare(folder: folder, version: 2, algorithm: .p256, names: [folder])
        try scratch.write("{}", to: "store/\(folder)/2/deployment.json")
        try scratch.write("half", to: "store/\(folder)/2/cert.pem.new")
        try scratch.write("mine", to: "store/\(folder)/2/notes.txt")
        #expect(throws: KeyStoreError.foreignFile(path: "\(store.root)/\(folder)/2/notes.txt")) {
            try store.remove(folder: folder, version: 2)
        }
        #expect(try store.content(folder: folder, version: 2) == .key)
        try FileManager.default.removeItem(atPath: "\(store.root)/\(folder)/2/notes.txt")
        try store.remove(folder: folder, version: 2)
        #expect(try store.versions(folder: folder) == [1])
    }

    @Test(arguments: [
        ([:], true), (["privkey.pem": ""], true), (["privkey.pem": "-----BEGIN PRI"], true),
        (["request.csr.new": "half"], true), (["privkey.pem": "", "request.csr": "x"], false),
        (["privkey.pem": "", "cert.pem": "x"], false), (["notes.txt": "mine"], false),
        (["request.csr": "x"], false),
    ])
    func `leaves no trace where a crash stopped its making`(
        files: [String: String], goes: Bool
    ) throws {
        let path = "\(store.root)/\(folder)/2"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        for (name, text) in files { try scratch.write(text, to: "store/\(folder)/2/\(name)") }
        #expect(try store.removeUnfinished(folder: folder, version: 2) == goes)
        #expect(FileManager.default.fileExists(atPath: path) != goes)
        #expect(try !store.removeUnfinished(folder: folder, version: 1), "a whole key")
        #expect(try store.keyHash(folder: folder, version: 1) == prepared.keyHash)
    }

    @Test func `is the group's to read where that is asked for, and never everybody's`() throws {
        var access = FileAccess.private
        access.isGroupReadable = true
        access.group = getgid()
        let store = CertificateStore(root: scratch.path + "/shared", access: access)
        try store.probe(folder: folder)
        let made = try store.prepare(folder: folder, version: 1, algorithm: .p256, names: [folder])
        try store.store(
            folder: folder, version: 1,
            leafPEM: authority.leaf(for: made.csrPEM, names: [folder]),
            intermediates: [authority.lower])
        for path in ["", "/\(folder)", "/\(folder)/1"] {
            #expect(try scratch.mode(store.root + path) == 0o750)
        }
        for file in CertificateStore.File.allCases {
            let path = try store.path(file, folder: folder, version: 1)
            #expect(try scratch.mode(path) == 0o640, "\(file)")
        }
    }

    @Test(.enabled("only root may give files away") { getuid() == 0 })
    func `belongs to whom the settings name`() throws {
        let number = try #require(FileAccess.user(named: "nobody"))
        var access = FileAccess.private
        access.owner = number
        access.group = FileAccess.group(named: "nogroup")
        let store = CertificateStore(root: scratch.path + "/given", access: access)
        _ = try store.prepare(folder: folder, version: 1, algorithm: .p256, names: [folder])
        let path = try store.path(.privateKey, folder: folder, version: 1)
        for place in [store.root, path] {
            let attributes = try FileManager.default.attributesOfItem(atPath: place)
            #expect((attributes[.ownerAccountID] as? NSNumber)?.uint32Value == number)
            #expect(
                (attributes[.groupOwnerAccountID] as? NSNumber)?.uint32Value == access.group)
        }
        #expect(try scratch.mode(path) == 0o600)
        #expect(FileAccess.user(named: "no such user") == nil)
    }
}
