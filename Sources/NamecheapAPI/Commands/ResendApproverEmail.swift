/// Asks the CA to check the validation again, or to send its mail again (namecheap-api.md, 6.9).
package struct ResendApproverEmail: NamecheapCommand {
    /// The name `namecheap.ssl.resendApproverEmail`.
    package static let name = "namecheap.ssl.resendApproverEmail"
    /// Twice is a second check.
    package static let isRepeatable = true

    /// The row in state purchased.
    package var certificateID: Int

    /// A nudge for one row.
    package init(certificateID: Int) {
        self.certificateID = certificateID
    }

    /// Everything wrong with the id.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.certificateID(certificateID)
        return check.problems
    }

    /// The id.
    package var parameters: [NamecheapParameter] {
        [NamecheapParameter("CertificateID", certificateID)]
    }

    /// Nothing besides that it was done.
    package struct Answer: Sendable, Equatable {}

    /// Reads that it was done.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        _ = try Envelope(body, command: ResendApproverEmail.name)
            .confirmed("SSLResendApproverEmailResult")  // it has nothing but its success
        return Answer()
    }
}
