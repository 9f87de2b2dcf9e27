import XML

/// Withdraws a certificate that a reissue has superseded (namecheap-api.md, section 6.12).
package struct RevokeCertificate: NamecheapCommand {
    /// The name `namecheap.ssl.revokecertificate`.
    package static let name = "namecheap.ssl.revokecertificate"
    /// Nothing says what a second request does, and for some CAs each one sends a mail.
    package static let isRepeatable = false

    /// The superseded row.
    package var certificateID: Int
    /// Its product, such as `PositiveSSL`.
    package var type: String

    /// A revocation of one row, with its product as list and details name it.
    package init(certificateID: Int, type: String) {
        self.certificateID = certificateID
        self.type = type
    }

    /// Everything wrong with id and product.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.certificateID(certificateID)
        check.text("CertificateType", type, 1...50)
        return check.problems
    }

    /// The id and the product.
    package var parameters: [NamecheapParameter] {
        [
            NamecheapParameter("CertificateID", certificateID),
            NamecheapParameter("CertificateType", type),
        ]
    }

    /// What the CA adds to its success.
    package struct Answer: Sendable, Equatable {
        /// For some CAs: that a mail has to be approved; hostile text, mostly empty.
        package let description: String
    }

    /// Reads that it was taken.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let result = try Envelope(body, command: RevokeCertificate.name)
            .confirmed("RevokeCertificateResult")
        return Answer(description: result.all("Description").map(\.text).joined(separator: " "))
    }
}
