import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// A private key in memory; it prints as nothing but its kind.
///
/// On disk an RSA key is PKCS#1 (`BEGIN RSA PRIVATE KEY`), the others are PKCS#8
/// (`BEGIN PRIVATE KEY`); both are read, and SEC 1 too.
struct PrivateKey {
    private let key: Certificate.PrivateKey

    /// Makes a new key of the kind.
    init(_ algorithm: KeyAlgorithm) throws(KeyStoreError) {
        switch algorithm {
        case .p256: key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        case .p384: key = Certificate.PrivateKey(P384.Signing.PrivateKey())
        case .rsa(let bits):
            guard KeyAlgorithm.rsaBits.contains(bits) else {
                throw .weakAlgorithm(algorithm.text)
            }
            do {
                key = try Certificate.PrivateKey(
                    _RSA.Signing.PrivateKey(keySize: .init(bitCount: bits)))
            } catch {
                throw .cryptography(reason: "no RSA key was made")
            }
        }
    }

    /// Reads a key from PEM; the path only serves the error, which never holds the text.
    init(pem: String, path: String) throws(KeyStoreError) {
        do {
            key = try Certificate.PrivateKey(pemEncoded: pem)
        } catch {
            throw .notAKey(path: path)
        }
    }

    /// The key as PEM with a final line end.
    func pem() throws(KeyStoreError) -> String {
        do {
            return try key.serializeAsPEM().pemString + "\n"
        } catch {
            throw .cryptography(reason: "the new key cannot be written as PEM")
        }
    }

    /// Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.
    func keyHash() throws(KeyStoreError) -> String {
        do {
            return try key.publicKey.spkiHash()
        } catch {
            throw .cryptography(reason: "the public key cannot be written as DER")
        }
    }

    /// The kind of key, or nil for one that is not used in web certificates.
    var algorithm: KeyAlgorithm? { KeyAlgorithm(key.publicKey) }

    /// A signed request with the first name as common name and all names as alternatives.
    func request(
        names: [String], organization: String?
    ) throws(KeyStoreError) -> CertificateRequest {
        let hosts = try names.map(hostName).eachOnce()
        guard let first = hosts.first else { throw .badName("") }
        do {
            let subject = try DistinguishedName {
                if let organization { OrganizationName(organization) }
                CommonName(first)
            }
            let extensions = try Certificate.Extensions {
                SubjectAlternativeNames(hosts.map { .dnsName($0) })
            }
            let request = try CertificateSigningRequest(
                version: .v1, subject: subject, privateKey: key,
                attributes: .init([.init(ExtensionRequest(extensions: extensions))]))
            return try CertificateRequest(pem: request.serializeAsPEM().pemString)
        } catch let error as KeyStoreError {
            throw error
        } catch {
            throw .cryptography(reason: readingFault(error))
        }
    }
}

/// The name in lower case, if it can stand in a certificate (RFC 5280, section 4.2.1.6).
private func hostName(_ name: String) throws(KeyStoreError) -> String {
    let host = name.lowercased()
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let areLabels = labels.enumerated().allSatisfy { index, label in
        if index == 0, label == "*" { return labels.count > 1 }
        return (1...63).contains(label.utf8.count)
            && label.utf8.allSatisfy { allowedInLabel.contains($0) }
    }
    guard areLabels, host.utf8.count <= 253 else { throw .badName(name) }
    return host
}

private let allowedInLabel = Set("abcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
