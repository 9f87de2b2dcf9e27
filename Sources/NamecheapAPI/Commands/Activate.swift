/// Gets the first certificate of an order that is paid already, free (namecheap-api.md, 6.5).
package struct Activate: NamecheapCommand {
    /// The name `namecheap.ssl.activate`.
    package static let name = "namecheap.ssl.activate"
    /// Twice would submit twice.
    package static let isRepeatable = false

    /// What is asked for, with the id of the row in state newpurchase or newrenewal.
    package var request: CertificateRequest

    /// An activation of the paid row that `request` names.
    package init(_ request: CertificateRequest) {
        self.request = request
    }

    /// Everything wrong with the request.
    package var problems: [String] { request.problems }

    /// The request's parameters.
    package var parameters: [NamecheapParameter] { request.parameters }

    /// The row's id, which must be the one asked about, and what to publish.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> CertificateSubmission {
        let submission = try CertificateSubmission(body, command: Activate.name)
        guard submission.certificateID == request.certificateID else {
            throw .unexpected(command: Activate.name, .missing("ID of the row asked about"))
        }
        return submission
    }
}
