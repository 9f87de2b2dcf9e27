import SwiftASN1
import X509

/// Everything a server certificate is signed with.
struct Leaf: Sendable {
    let names: [String]
    let organisation: String?
    let validation: Product.Validation
    let notBefore: Moment
    let notAfter: Moment
    let publicKey: Certificate.PublicKey
    let serial: [UInt8]

    /// The subject: a validated organisation only where the product validates one.
    func subject() throws -> DistinguishedName {
        try Self.subject(
            name: names.first ?? "", organisation: validation == .domain ? nil : organisation)
    }

    /// A subject of a common name and perhaps an organisation; 64 characters are its limit.
    static func subject(name: String, organisation: String?) throws -> DistinguishedName {
        try DistinguishedName {
            if let organisation { OrganizationName(organisation) }
            if name.count <= 64 { CommonName(name) }
        }
    }

    /// The extensions a browser expects (Baseline Requirements 7.1.2.7).
    func extensions(issuerKey: Certificate.PublicKey) throws -> Certificate.Extensions {
        let policies = try self.policies()
        return try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames(names.map { .dnsName($0) })
            SubjectKeyIdentifier(hash: publicKey)
            AuthorityKeyIdentifier(
                keyIdentifier: SubjectKeyIdentifier(hash: issuerKey).keyIdentifier)
            policies
        }
    }

    /// CertificatePolicies with the CA/Browser Forum's identifier of the validation.
    private func policies() throws -> Certificate.Extension {
        let policy: ASN1ObjectIdentifier =
            switch validation {
            case .domain: [2, 23, 140, 1, 2, 1]
            case .organisation: [2, 23, 140, 1, 2, 2]
            case .extended: [2, 23, 140, 1, 1]
            }
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { outer throws in
            try outer.appendConstructedNode(identifier: .sequence) { inner throws in
                try inner.serialize(policy)
            }
        }
        return Certificate.Extension(
            oid: [2, 5, 29, 32], critical: false, value: serializer.serializedBytes[...])
    }
}
