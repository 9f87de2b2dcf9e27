import Crypto
import Foundation
import SwiftASN1
import X509

/// What a certificate says of itself, as plain values.
package struct CertificateFacts: Sendable, Equatable {
    /// The serial number in lower-case hex, without leading zero bytes.
    package let serial: String
    /// The subject's common name, where there is one.
    package let subjectCommonName: String?
    /// The DNS names of the subject alternative name, lower case, in the certificate's order.
    package let names: [String]
    /// Valid from this second since 1970 (UTC).
    package let notBefore: Int64
    /// Valid to this second since 1970 (UTC).
    package let notAfter: Int64
    /// Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.
    package let keyHash: String
    /// Lower-case hex SHA-256 of the whole certificate in DER.
    package let fingerprint: String
    /// The kind of key, or nil for one that is not used in web certificates.
    package let algorithm: KeyAlgorithm?
    /// The issuer's distinguished name.
    package let issuer: String
    /// The certificate as PEM with LF line ends and a final one.
    package let pem: String

    /// Reads one PEM certificate; throws `notACertificate` for anything else.
    package init(pem: String) throws(KeyStoreError) {
        self = try ParsedCertificate(pem: pem).facts()
    }

    fileprivate init(_ parsed: ParsedCertificate) throws {
        let certificate = parsed.certificate
        serial = hex(certificate.serialNumber.bytes.drop { $0 == 0 })
        subjectCommonName = certificate.subject.commonName
        names = try certificate.extensions.subjectAlternativeNames?.dnsNames ?? []
        notBefore = Int64(certificate.notValidBefore.timeIntervalSince1970)
        notAfter = Int64(certificate.notValidAfter.timeIntervalSince1970)
        keyHash = try certificate.publicKey.spkiHash()
        fingerprint = hex(SHA256.hash(data: parsed.der))
        algorithm = KeyAlgorithm(certificate.publicKey)
        issuer = String(describing: certificate.issuer)
        pem = parsed.pem
    }
}

/// A certificate together with the very bytes it was read from.
struct ParsedCertificate {
    let certificate: Certificate
    let der: [UInt8]

    /// The certificate as PEM with LF line ends and a final one.
    var pem: String { PEMDocument(type: "CERTIFICATE", derBytes: der).pemString + "\n" }

    /// Whether issuer and subject are the same, as in a root.
    var isSelfIssued: Bool { certificate.issuer == certificate.subject }

    /// Reads the one certificate of a PEM text.
    init(pem: String) throws(KeyStoreError) {
        let all = try ParsedCertificate.all(in: pem)
        guard let only = all.first, all.count == 1 else {
            throw .notACertificate(reason: "it holds \(all.count) certificates instead of one")
        }
        self = only
    }

    /// Reads every certificate of a PEM text.
    static func all(in pem: String) throws(KeyStoreError) -> [ParsedCertificate] {
        do {
            return try PEMDocument.parseMultiple(pemString: pem).map(ParsedCertificate.init)
        } catch {
            throw .notACertificate(reason: readingFault(error))
        }
    }

    /// The facts about it.
    func facts() throws(KeyStoreError) -> CertificateFacts {
        do {
            return try CertificateFacts(self)
        } catch {
            throw .notACertificate(reason: readingFault(error))
        }
    }

    /// Whether the other certificate's key signed this one, and its subject is named as issuer.
    func isSigned(by issuer: ParsedCertificate) -> Bool {
        certificate.issuer == issuer.certificate.subject
            && issuer.certificate.publicKey.isValidSignature(
                certificate.signature, for: certificate)
    }

    private init(_ document: PEMDocument) throws {
        certificate = try Certificate(pemDocument: document)
        der = document.derBytes
    }
}

extension DistinguishedName {
    /// The last common name, which is the most specific one.
    var commonName: String? {
        lazy.flatMap { $0 }.last { $0.type == .RDNAttributeType.commonName }
            .flatMap { String($0.value) }
    }
}

extension SubjectAlternativeNames {
    /// The DNS names, lower case, in order.
    var dnsNames: [String] {
        compactMap { name in
            if case .dnsName(let host) = name { host.lowercased() } else { nil }
        }
    }
}

extension CertificateFacts {
    /// Lower-case hex SHA-256 of the first certificate of a PEM text, or nil for anything but PEM.
    ///
    /// It is read no further than that: a host may show what is no certificate of today's rules.
    package static func fingerprint(ofPEM text: String) -> String? {
        let document = try? PEMDocument(pemString: text)
        return document.map { hex(SHA256.hash(data: $0.derBytes)) }
    }
}
