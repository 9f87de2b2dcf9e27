/// Gets the next certificate inside a paid order, free, under a new id (namecheap-api.md, 6.6).
package struct Reissue: NamecheapCommand {
    /// The name `namecheap.ssl.reissue`.
    package static let name = "namecheap.ssl.reissue"
    /// Twice would make two certificates.
    package static let isRepeatable = false

    /// What is asked for, with the id of the active row.
    package var request: CertificateRequest

    /// A reissue of the active row that `request` names.
    package init(_ request: CertificateRequest) {
        self.request = request
    }

    /// Everything wrong with the request.
    package var problems: [String] { request.problems }

    /// The request's parameters.
    package var parameters: [NamecheapParameter] { request.parameters }

    /// The new row's id and what to publish.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> CertificateSubmission {
        try CertificateSubmission(body, command: Reissue.name)
    }
}
