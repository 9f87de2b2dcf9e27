package import Subscriptions
import XML

/// Reads everything about one row (namecheap-api.md, section 6.7).
package struct GetInfo: NamecheapCommand {
    /// The name `namecheap.ssl.getInfo`.
    package static let name = "namecheap.ssl.getInfo"
    /// It only reads.
    package static let isRepeatable = true

    /// The row.
    package var certificateID: Int
    /// Whether the certificates are wanted in PEM.
    package var returnsCertificate: Bool

    /// A question about one row.
    package init(certificateID: Int, returnsCertificate: Bool = true) {
        self.certificateID = certificateID
        self.returnsCertificate = returnsCertificate
    }

    /// Everything wrong with the id.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.certificateID(certificateID)
        return check.problems
    }

    /// The id, and where certificates are wanted the two parameters that ask for them.
    package var parameters: [NamecheapParameter] {
        let id = NamecheapParameter("CertificateID", certificateID)
        guard returnsCertificate else { return [id] }
        return [
            id, NamecheapParameter("Returncertificate", "true"),
            NamecheapParameter("Returntype", "Individual"),
        ]
    }

    /// One row in full; texts are as the CA sends them.
    package struct Answer: Sendable, Equatable {
        /// The state.
        package let status: CertificateStatus
        /// The state as a sentence of the CA.
        package let statusDescription: String
        /// The product, such as `positivessl`.
        package let type: String
        /// The years bought; nil where the answer does not say.
        package let years: Int?
        /// The day of issue; nil before it.
        package let issuedOn: Day?
        /// The last day, nil before issue; the certificate's own notAfter wins.
        package let expires: Day?
        /// The order at Namecheap; nil where the answer does not say.
        package let orderID: Int?
        /// The row that followed this one; nil where there is none.
        package let replacedBy: Int?
        /// Further names bought.
        package let sansCount: Int
        /// The CSR in PEM, empty before activation.
        package let csr: String
        /// The common name, empty before activation.
        package let commonName: String
        /// The address of validation by mail, mostly empty.
        package let approverEmail: String
        /// The address of the certificate's administrator, empty where there is none.
        package let administratorEmail: String
        /// The certificate itself in PEM; nil before issue or where not asked for.
        package let leafPEM: String?
        /// Intermediate certificates in PEM, in no reliable order.
        package let intermediatePEMs: [String]
        /// The order at the provider, the same for all versions of a certificate; may be empty.
        package let providerOrderID: String
        /// The provider, such as `COMODO`; may be empty.
        package let providerName: String
    }

    /// Reads one row.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let result = try Envelope(body, command: GetInfo.name).result(["SSLGetInfoResult"])
        guard let status = result["Status"] else {
            throw .unexpected(command: GetInfo.name, .missing("Status"))
        }
        let details = result.first("CertificateDetails")
        let certificates = details?.first("Certificates")
        let provider = result.first("Provider")
        func detail(_ name: String) -> String { details?.first(name)?.text ?? "" }
        return Answer(
            status: CertificateStatus(status),
            statusDescription: result["StatusDescription"] ?? "", type: result["Type"] ?? "",
            years: result["Years"].flatMap { Int($0) },
            issuedOn: Day(answer: result["IssuedOn"]), expires: Day(answer: result["Expires"]),
            orderID: positive(result["OrderId"]), replacedBy: positive(result["ReplacedBy"]),
            sansCount: result["SANSCount"].flatMap { Int($0) } ?? 0,
            csr: detail("CSR").asPEM, commonName: detail("CommonName"),
            approverEmail: detail("ApproverEmail"),
            administratorEmail: detail("AdministratorEmail"),
            leafPEM: certificates?.first("Certificate")?.text.asPEM.nonEmpty,
            intermediatePEMs: intermediates(in: certificates?.first("CaCertificates")),
            providerOrderID: provider?.first("OrderID")?.text ?? "",
            providerName: provider?.first("Name")?.text ?? "")
    }

    /// `Certificate Type=…` holds a second `Certificate` with the text.
    private func intermediates(in list: XMLElement?) -> [String] {
        (list?.all("Certificate") ?? []).compactMap {
            ($0.first("Certificate") ?? $0).text.asPEM.nonEmpty
        }
    }

    /// Empty, absent and 0 mean that there is none.
    private func positive(_ text: String?) -> Int? {
        guard let number = text.flatMap({ Int($0) }), number > 0 else { return nil }
        return number
    }
}
