import Foundation
import KeyStore
import Testing

@Suite struct `A version without a key` {
    let scratch: Scratch
    let authority: Authority
    let folder = "www.example.com"
    let request: CertificateRequest
    var store: CertificateStore { scratch.store }

    init() throws {
        scratch = try Scratch()
        authority = try Authority(in: scratch)
        try scratch.openssl(
            "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "customer.key", "-subj",
            "/CN=www.example.com", "-out", "customer.csr")
        request = try CertificateRequest(pem: scratch.read("customer.csr"))
    }

    private func deliver(_ version: Int) throws {
        _ = try store.prepare(folder: folder, version: version, customersRequest: request)
        let leaf = try authority.leaf(for: request.pem, names: [folder])
        try store.store(
            folder: folder, version: version, leafPEM: leaf, intermediates: [authority.lower])
    }

    @Test func `is the request alone, and found again after a crash`() throws {
        let made = try store.prepare(folder: folder, version: 1, customersRequest: request)
        #expect(made.keyHash == request.keyHash && made.csrPEM == request.pem)
        #expect(made.algorithm == .rsa(bits: 2048))
        #expect(try store.customersRequest(folder: folder, version: 1) == made)
        #expect(try store.content(folder: folder, version: 1) == .request)
        #expect(throws: KeyStoreError.exists(path: "\(store.root)/\(folder)/1")) {
            try store.prepare(folder: folder, version: 1, customersRequest: request)
        }
        _ = try store.prepare(folder: folder, version: 2, algorithm: .p256, names: [folder])
        #expect(throws: KeyStoreError.exists(path: "\(store.root)/\(folder)/2/privkey.pem")) {
            try store.customersRequest(folder: folder, version: 2)
        }
    }

    @Test func `goes live after nothing and after its like`() throws {
        for version in 1...2 {
            try deliver(version)
            #expect(try store.makeKeylessLive(folder: folder, version: version))
            #expect(try store.liveVersion(folder: folder) == version)
        }
        #expect(try store.content(folder: folder, version: 2) == .certificate)
    }

    @Test func `never follows a pair, and a pair is never taken for one`() throws {
        let pair = try store.prepare(folder: folder, version: 1, algorithm: .p256, names: [folder])
        try store.store(
            folder: folder, version: 1,
            leafPEM: authority.leaf(for: pair.csrPEM, names: [folder]),
            intermediates: [authority.lower])
        #expect(throws: KeyStoreError.self) {
            try store.makeKeylessLive(folder: folder, version: 1)
        }
        try store.makeLive(folder: folder, version: 1)
        try deliver(2)
        #expect(try !store.makeKeylessLive(folder: folder, version: 2))
        #expect(try store.liveVersion(folder: folder) == 1)
    }

    @Test func `stays behind while its certificate is not there`() throws {
        _ = try store.prepare(folder: folder, version: 1, customersRequest: request)
        #expect(throws: KeyStoreError.missing(path: "\(store.root)/\(folder)/1/cert.pem")) {
            try store.makeKeylessLive(folder: folder, version: 1)
        }
    }
}
