import Crypto
import Foundation
import SwiftASN1
import X509

/// The sandbox's certification authority: a root, an intermediate, and what they sign.
struct Authority: Sendable {
    let root: Certificate
    let intermediate: Certificate
    /// The intermediate as getInfo hands it out.
    let intermediateText: String
    /// The key of the intermediate.
    let key: Certificate.PrivateKey

    /// Reads the CA of a folder, or makes one there.
    static func open(folder: StateFolder, dice: inout Dice) throws(SandboxError) -> Self {
        let files = ["ca.pem", "ca-key.pem", "intermediate.pem", "intermediate-key.pem"]
        let missing = files.filter { !folder.holds($0) }
        if missing.isEmpty { return try load(folder) }
        // A new CA would make everything worthless that the old one has signed.
        guard missing == files else {
            throw .damaged(what: "its CA, of which \(missing.joined(separator: ", ")) is missing")
        }
        let root = P256.Signing.PrivateKey()
        let intermediate = P256.Signing.PrivateKey()
        do {
            let certificate = try Self.certificate(
                "ssl-sandbox root", signer: root, subject: root, issuer: "ssl-sandbox root",
                isRoot: true, serial: dice.serial())
            let below = try Self.certificate(
                "ssl-sandbox intermediate", signer: root, subject: intermediate,
                issuer: "ssl-sandbox root", isRoot: false, serial: dice.serial())
            try folder.write(certificate.serializeAsPEM().pemString + "\n", to: "ca.pem")
            try folder.write(below.serializeAsPEM().pemString + "\n", to: "intermediate.pem")
            try folder.write(root.pemRepresentation, to: "ca-key.pem", secret: true)
            try folder.write(
                intermediate.pemRepresentation, to: "intermediate-key.pem", secret: true)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .cryptography(what: "making the CA", reason: "\(error)")
        }
        return try load(folder)
    }

    private static func load(_ folder: StateFolder) throws(SandboxError) -> Self {
        let texts = (
            try folder.read("ca.pem"), try folder.read("intermediate.pem"),
            try folder.read("intermediate-key.pem")
        )
        do {
            return Self(
                root: try Certificate(pemEncoded: texts.0),
                intermediate: try Certificate(pemEncoded: texts.1), intermediateText: texts.1,
                key: Certificate.PrivateKey(try P256.Signing.PrivateKey(pemRepresentation: texts.2))
            )
        } catch {
            throw .cannotCreate(path: folder.path, reason: "its CA cannot be read: \(error)")
        }
    }

    /// Signs a leaf and gives it as PEM.
    func sign(_ leaf: Leaf) throws(SandboxError) -> String {
        do {
            return try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(bytes: leaf.serial),
                publicKey: leaf.publicKey, notValidBefore: Self.date(leaf.notBefore),
                notValidAfter: Self.date(leaf.notAfter), issuer: intermediate.subject,
                subject: leaf.subject(), signatureAlgorithm: .ecdsaWithSHA256,
                extensions: leaf.extensions(issuerKey: key.publicKey), issuerPrivateKey: key
            ).serializeAsPEM().pemString + "\n"
        } catch {
            throw .cryptography(what: "signing a certificate", reason: "\(error)")
        }
    }

    /// Makes a request with a key, as a customer does.
    func request(
        names: [String], organisation: String?, key: Certificate.PrivateKey
    ) throws(SandboxError) -> SigningRequest {
        do {
            let extensions = try Certificate.Extensions {
                SubjectAlternativeNames(names.map { .dnsName($0) })
            }
            let request = try CertificateSigningRequest(
                version: .v1,
                subject: Leaf.subject(name: names.first ?? "", organisation: organisation),
                privateKey: key,
                attributes: .init([.init(ExtensionRequest(extensions: extensions))]))
            return try SigningRequest(pem: request.serializeAsPEM().pemString + "\n")
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .cryptography(what: "making a signing request", reason: "\(error)")
        }
    }

    /// Valid far around any clock a test may choose.
    private static func certificate(
        _ name: String, signer: P256.Signing.PrivateKey, subject: P256.Signing.PrivateKey,
        issuer: String, isRoot: Bool, serial: [UInt8]
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial),
            publicKey: Certificate.PublicKey(subject.publicKey),
            notValidBefore: date(ClockOrder.earliest.adding(days: -1)),
            notValidAfter: date(ClockOrder.latest.adding(years: 20)),
            issuer: DistinguishedName { CommonName(issuer) },
            subject: DistinguishedName { CommonName(name) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(
                    BasicConstraints.isCertificateAuthority(maxPathLength: isRoot ? nil : 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: Certificate.PublicKey(subject.publicKey))
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(
                        hash: Certificate.PublicKey(signer.publicKey)
                    ).keyIdentifier)
            },
            issuerPrivateKey: Certificate.PrivateKey(signer))
    }

    private static func date(_ moment: Moment) -> Date {
        Date(timeIntervalSince1970: TimeInterval(moment.seconds))
    }
}
