import Crypto
import Foundation
import Glibc
import SwiftASN1
import X509

/// A certificate the sandbox serves its own API with, by real time and with a key of its own.
struct ServerCertificate: Sendable {
    /// The certificate and the ones between it and the root, as PEM.
    let chain: [String]
    /// The key, as PEM; it is never written to a file.
    let key: String
}

extension Authority {
    /// Makes a certificate below the root of ca.pem for names and addresses.
    func serverCertificate(
        for names: [String], from start: Date, to end: Date, serial: [UInt8]
    ) throws(SandboxError) -> ServerCertificate {
        do {
            let (leaf, subjectKey) = try Self.leaf(
                names, start...end, serial, issuer: intermediate.subject, signer: key)
            return ServerCertificate(
                chain: [leaf, intermediateText], key: subjectKey.pemRepresentation)
        } catch {
            throw .cryptography(what: "making the certificate of the API", reason: "\(error)")
        }
    }

    /// Makes a certificate of a CA that nobody knows.
    static func strangeCertificate(
        for names: [String], from start: Date, to end: Date, serial: [UInt8]
    ) throws(SandboxError) -> ServerCertificate {
        do {
            let (leaf, subjectKey) = try leaf(
                names, start...end, serial,
                issuer: DistinguishedName { CommonName("ssl-sandbox unknown CA") },
                signer: Certificate.PrivateKey(P256.Signing.PrivateKey()))
            return ServerCertificate(chain: [leaf], key: subjectKey.pemRepresentation)
        } catch {
            throw .cryptography(what: "making the certificate of the API", reason: "\(error)")
        }
    }

    private static func leaf(
        _ names: [String], _ validity: ClosedRange<Date>, _ serial: [UInt8],
        issuer: DistinguishedName, signer: Certificate.PrivateKey
    ) throws -> (pem: String, key: P256.Signing.PrivateKey) {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial),
            publicKey: publicKey, notValidBefore: validity.lowerBound,
            notValidAfter: validity.upperBound, issuer: issuer,
            subject: DistinguishedName { CommonName("ssl-sandbox API") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(alternativeName))
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: signer.publicKey).keyIdentifier)
            },
            issuerPrivateKey: signer)
        return (try certificate.serializeAsPEM().pemString + "\n", key)
    }

    /// An address as the octets of its kind, anything else as a name.
    private static func alternativeName(_ text: String) -> GeneralName {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var octets = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, text, &octets) == 1 {
                return .ipAddress(ASN1OctetString(contentBytes: octets[...]))
            }
        }
        return .dnsName(text)
    }
}
