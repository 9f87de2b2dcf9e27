import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate authority of the tests, which nobody trusts who is not given its root.
package struct TestAuthority: Sendable {
    /// The root, as PEM.
    package let root: String
    private let key: Certificate.PrivateKey
    private let name: DistinguishedName

    /// A new authority with a key of its own.
    package init() throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName("ssl-ledger test authority") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Date() - 86_400, notValidAfter: Date() + 864_000, issuer: name,
            subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
        self.key = key
        self.name = name
        root = try certificate.serializeAsPEM().pemString + "\n"
    }

    /// A certificate and its key for a name, in force or expired yesterday.
    package func pair(
        for name: String, isExpired: Bool = false
    ) throws -> (chain: String, key: String) {
        let own = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(own.publicKey)
        let end = isExpired ? Date() - 86_400 : Date() + 864_000
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: Date() - 172_800, notValidAfter: end, issuer: self.name,
            subject: try DistinguishedName { CommonName(name) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([.dnsName(name)])
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: key.publicKey).keyIdentifier)
            },
            issuerPrivateKey: key)
        return (try certificate.serializeAsPEM().pemString + "\n", own.pemRepresentation)
    }
}
