import Crypto
import SwiftASN1
import X509

/// A certificate request (PKCS#10), to compare what the CA shows with what we sent.
package struct CertificateRequest: Sendable, Equatable {
    /// The request as PEM with LF line ends and a final one.
    package let pem: String
    /// Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.
    package let keyHash: String
    /// The kind of key, or nil for one that is not used in web certificates.
    package let algorithm: KeyAlgorithm?
    /// The common name, then the further DNS names, lower case, each once.
    package let names: [String]

    /// Reads one PEM request and checks that it is signed by its own key.
    package init(pem: String) throws(KeyStoreError) {
        let document: PEMDocument
        do { document = try PEMDocument(pemString: pem) } catch {
            throw .notARequest(
                reason: "it has no whole block from BEGIN to END CERTIFICATE REQUEST")
        }
        guard document.discriminator.hasSuffix("CERTIFICATE REQUEST") else {
            throw .notARequest(reason: "it is a \(document.discriminator)")
        }
        do { try self.init(document: document) } catch let error as KeyStoreError {
            throw error
        } catch CryptoKitError.incorrectParameterSize {
            // The library reads no RSA key of fewer bits than a CA signs.
            throw .notARequest(reason: "its RSA key is shorter than 2048 bits")
        } catch is CertificateError {
            throw .notARequest(reason: "its key or signature is of a kind that no CA takes")
        } catch {
            // What the library says is of ASN.1, which whoever made the request does not see.
            throw .notARequest(reason: "what is between BEGIN and END is damaged or cut short")
        }
    }

    private init(document: PEMDocument) throws {
        let request = try CertificateSigningRequest(
            derEncoded: document.derBytes)
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw KeyStoreError.notARequest(reason: "its signature is not by its own key")
        }
        pem =
            PEMDocument(type: "CERTIFICATE REQUEST", derBytes: document.derBytes).pemString + "\n"
        keyHash = try request.publicKey.spkiHash()
        algorithm = KeyAlgorithm(request.publicKey)
        let alternative = try request.attributes.extensionRequest?.extensions
            .subjectAlternativeNames?.dnsNames
        let common = request.subject.commonName.map { [$0.lowercased()] } ?? []
        names = (common + (alternative ?? [])).eachOnce()
    }
}

extension Sequence where Element: Hashable {
    /// The elements in order, each at its first place only.
    func eachOnce() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
