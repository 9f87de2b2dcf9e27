import SwiftASN1
import X509

/// Certificates in one file without any signature (RFC 2315, section 9: degenerate SignedData).
struct CertificateBundle: Sendable {
    /// The certificates as PEM, the leaf first.
    let certificates: [String]

    /// The bundle as PEM of type PKCS7.
    func pem() throws(SandboxError) -> String {
        do {
            let parts = try certificates.map { try PEMDocument(pemString: $0).derBytes }
            var serializer = DER.Serializer()
            try serializer.appendConstructedNode(identifier: .sequence) { content throws in
                try content.serialize(Self.signedData)
                try content.appendConstructedNode(identifier: Self.context) { explicit throws in
                    try explicit.appendConstructedNode(identifier: .sequence) { signed throws in
                        try Self.write(parts, to: &signed)
                    }
                }
            }
            return PEMDocument(type: "PKCS7", derBytes: serializer.serializedBytes).pemString + "\n"
        } catch {
            throw .cryptography(what: "bundling certificates", reason: "\(error)")
        }
    }

    private static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 2]
    private static let plainData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 1]
    private static let context = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)

    /// Version, digest algorithms, content, certificates, signers; all but two of them empty.
    private static func write(_ parts: [[UInt8]], to signed: inout DER.Serializer) throws {
        try signed.serialize(1)
        signed.appendConstructedNode(identifier: .set) { _ in }
        try signed.appendConstructedNode(identifier: .sequence) { inner throws in
            try inner.serialize(plainData)
        }
        signed.appendConstructedNode(identifier: context) { inner in
            for part in parts { inner.serializeRawBytes(part) }
        }
        signed.appendConstructedNode(identifier: .set) { _ in }
    }
}
