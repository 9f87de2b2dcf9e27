import Crypto
import Foundation
import SwiftASN1
import TestSupport
import Testing
import X509

/// A customer's key and what is made of it.
struct CustomerKey {
    let key = P256.Signing.PrivateKey()

    /// A request for these names, the first as the common name.
    func request(_ names: [String], organisation: String? = nil) throws -> String {
        let subject = try DistinguishedName {
            if let organisation { OrganizationName(organisation) }
            CommonName(names.first ?? "")
        }
        let extensions = try Certificate.Extensions {
            SubjectAlternativeNames(names.map { .dnsName($0) })
        }
        return try CertificateSigningRequest(
            version: .v1, subject: subject, privateKey: Certificate.PrivateKey(key),
            attributes: .init([.init(ExtensionRequest(extensions: extensions))])
        ).serializeAsPEM().pemString
    }

    /// Whether the certificate holds this key.
    func matches(_ certificate: Certificate) -> Bool {
        certificate.publicKey == Certificate.PublicKey(key.publicKey)
    }
}

/// The openssl program, an opinion that shares no code with the sandbox.
enum OpenSSL {
    /// The exit status and everything it printed.
    static func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        // s_client would wait for words to send.
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try OneStart.run(process)
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}

extension OfflineNamecheap {
    /// The leaf of a row, its PEM, and the chain that came with it.
    func certificate(_ id: String) async throws -> (leaf: Certificate, pem: String, chain: String) {
        let answer = try await call(
            "namecheap.ssl.getInfo",
            [("CertificateID", id), ("Returncertificate", "true"), ("Returntype", "Individual")])
        let blocks = answer.text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst()
            .compactMap { $0.components(separatedBy: "-----END CERTIFICATE-----").first }
            .map { "-----BEGIN CERTIFICATE-----\($0)-----END CERTIFICATE-----\n" }
        try #require(blocks.count == 2, "\(answer.text)")
        return (try Certificate(pemEncoded: blocks[0]), blocks[0], blocks[1])
    }

    /// The id of the subscription whose row in the list satisfies a condition.
    func id(where condition: ([String]) -> Bool) throws -> String {
        try #require(try subscriptions().dropFirst().first(where: condition))[3]
    }
}
