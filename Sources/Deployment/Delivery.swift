/// What a deployment hook is told about the certificate to install.
package struct Delivery: Sendable, Equatable, Codable {
    /// The seller's own service number of the subscription.
    package let reference: String
    /// The host or target that the certificate is for.
    package let host: String
    /// Every name in the certificate.
    package let names: [String]
    /// The path of the folder's `live`, where key, certificate and chain lie.
    package let lineage: String
    /// The CA's number of the certificate.
    package let certificateID: Int
    /// The number of the version folder that `live` leads to.
    package let version: Int
    /// The last day of the certificate, `YYYY-MM-DD`.
    package let expirationDate: String
    /// The path at which the manifest is written for the hook.
    package let manifest: String

    /// What a deployment hook is told; the manifest holds the same under these names.
    package init(
        reference: String, host: String, names: [String], lineage: String, certificateID: Int,
        version: Int, expirationDate: String, manifest: String
    ) {
        self.reference = reference
        self.host = host
        self.names = names
        self.lineage = lineage
        self.certificateID = certificateID
        self.version = version
        self.expirationDate = expirationDate
        self.manifest = manifest
    }

    /// The environment of the hook: certbot's two names and our own.
    ///
    /// RENEWED_DOMAINS is left out where it would not fit; the manifest always holds all names.
    package var environment: [String: String] {
        var environment = [
            "RENEWED_LINEAGE": lineage, "SSL_LIVE": lineage, "SSL_REFERENCE": reference,
            "SSL_HOST": host, "SSL_CERTIFICATE_ID": String(certificateID), "SSL_MANIFEST": manifest,
        ]
        let domains = names.joined(separator: " ")
        // Linux takes no more than 128 KiB in one string; half leaves the hook room to add to it.
        if domains.utf8.count < 65_536 { environment["RENEWED_DOMAINS"] = domains }
        return environment
    }
}
