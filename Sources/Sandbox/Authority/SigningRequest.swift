import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// A certificate signing request whose own signature is right.
struct SigningRequest: Sendable {
    /// The text as it was sent.
    let pem: String
    let publicKey: Certificate.PublicKey
    /// The common name in lower case.
    let commonName: String
    /// The DNS names of the extension request in lower case.
    let alternativeNames: [String]
    /// The subject's names by their usual letters: CN, O, OU, C, ST, L, E.
    let subject: [String: String]
    let md5: String
    let sha256: String

    /// Reads and checks a request; refused with 3011296 and the reason.
    init(pem: String) throws(SandboxError) {
        let request: CertificateSigningRequest
        var alternatives: [String] = []
        var names: [String: String] = [:]
        do {
            request = try CertificateSigningRequest(pemEncoded: pem)
            let wanted = try request.attributes.extensionRequest?.extensions
            for name in try wanted?.subjectAlternativeNames ?? SubjectAlternativeNames([]) {
                guard case .dnsName(let text) = name else {
                    throw SandboxError.refused(number: 2_011_767, text: "Only DNS names are issued")
                }
                alternatives.append(text.lowercased())
            }
            let document = try PEMDocument(pemString: pem)
            md5 = Self.hexadecimal(Insecure.MD5.hash(data: document.derBytes))
            sha256 = Self.hexadecimal(SHA256.hash(data: document.derBytes))
            names = Self.subject(of: request)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .refused(number: 3_011_296, text: "CSR is not valid: it cannot be read")
        }
        guard Self.isCertifiable(request.publicKey) else {
            throw .refused(
                number: 3_011_296, text: "CSR is not valid: its key is no RSA or NIST curve key")
        }
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw .refused(number: 3_011_296, text: "CSR is not valid: its signature is wrong")
        }
        guard let name = names["CN"] else {
            throw .refused(number: 3_011_296, text: "CSR is not valid: it has no common name")
        }
        self.pem = pem
        publicKey = request.publicKey
        commonName = name.lowercased()
        alternativeNames = alternatives
        subject = names
    }

    /// The organisation that the subject names.
    var organisation: String? { subject["O"] }

    /// The SHA-256 of any text in upper-case hexadecimal.
    static func digest(of text: String) -> String {
        hexadecimal(SHA256.hash(data: Array(text.utf8)))
    }

    /// Whether a public CA signs such a key (Baseline Requirements 6.1.1.3 and 6.1.5).
    private static func isCertifiable(_ key: Certificate.PublicKey) -> Bool {
        P256.Signing.PublicKey(key) != nil || P384.Signing.PublicKey(key) != nil
            || P521.Signing.PublicKey(key) != nil
            || (_RSA.Signing.PublicKey(key).map { $0.keySizeInBits >= 2048 } ?? false)
    }

    private static func subject(of request: CertificateSigningRequest) -> [String: String] {
        var names: [String: String] = [:]
        for attribute in request.subject.flatMap(Array.init) {
            switch attribute.type {
            case .RDNAttributeType.commonName: names["CN"] = attribute.value.text
            case .RDNAttributeType.organizationName: names["O"] = attribute.value.text
            case .RDNAttributeType.organizationalUnitName: names["OU"] = attribute.value.text
            case .RDNAttributeType.countryName: names["C"] = attribute.value.text
            case .RDNAttributeType.stateOrProvinceName: names["ST"] = attribute.value.text
            case .RDNAttributeType.localityName: names["L"] = attribute.value.text
            case .RDNAttributeType.emailAddress: names["E"] = attribute.value.text
            default: continue
            }
        }
        return names
    }

    private static func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension RelativeDistinguishedName.Attribute.Value {
    /// The text, whatever string type it is written in; nil for anything else.
    fileprivate var text: String? { String(self) }
}
