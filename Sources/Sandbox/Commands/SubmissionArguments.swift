/// The parameters that ssl.activate and ssl.reissue share, all checked at once.
struct SubmissionArguments: Sendable {
    let request: SigningRequest
    /// Every name of the certificate, the common name first.
    let names: [String]
    let methods: [(name: String, method: ValidationMethod)]
    let unique: String?
    let approver: String
    let mail: String
    let organisation: String?

    /// The documented parameters (support/api, ssl.activate).
    static let documented =
        [
            "CertificateID", "CSR", "AdminEmailAddress", "WebServerType", "UniqueValue",
            "HTTPDCValidation", "DNSDCValidation", "ApproverEmail", "DNSNames",
            "DNSApproverEmails", "AdminOrganizationName", "OrganizationDepartment",
            "AdminCountry", "AdminStateProvince", "AdminCity", "AdminAddress1", "AdminAddress2",
            "AdminPostalCode", "AdminPhone", "OrganizationDUNS",
        ] + [
            "CompanyIncorporationCountry", "CompanyIncorporationStateProvince",
            "CompanyIncorporationLocality", "CompanyIncorporationDate", "CompanyDBA",
            "CompanyRegistrationNumber", "OrganizationRepFirstName", "OrganizationRepLastName",
            "OrganizationRepTitle", "OrganizationRepPhone", "OrganizationRepEmailAddress",
        ]

    /// Reads and checks the parameters for an order; refused with the first number that fits.
    init(_ fields: Fields, order: Order, demandsMail: Bool = false) throws(SandboxError) {
        mail = fields["AdminEmailAddress"] ?? ""
        guard !mail.isEmpty || !demandsMail else {
            throw .refused(number: 2_010_214, text: "AdminEmailAddress is missing")
        }
        let text = fields["CSR"] ?? ""
        guard !text.isEmpty else { throw .refused(number: 2_010_296, text: "CSR is missing") }
        guard text.utf8.count <= 32_767 else {
            throw .refused(number: 2_013_296, text: "CSR is too long")
        }
        request = try SigningRequest(pem: text)
        try ContactFields.check(fields)
        names = try CertificateNames.read(fields, request: request, order: order)
        methods = try ValidationChoice.read(fields, names: names)
        approver = fields["ApproverEmail"] ?? ""
        unique = fields["UniqueValue"].flatMap { $0.isEmpty ? nil : $0 }
        organisation = try Self.organisation(fields, request: request, order: order)
    }

    /// The organisation; what was validated with an earlier certificate of the order stands.
    private static func organisation(
        _ fields: Fields, request: SigningRequest, order: Order
    ) throws(SandboxError) -> String? {
        guard order.product.validation != .domain else { return nil }
        if let known = order.organisation { return known }
        let given = fields["AdminOrganizationName"].flatMap { $0.isEmpty ? nil : $0 }
        guard let name = request.organisation ?? given else {
            throw .refused(number: 2_010_396, text: "AdminOrganizationName is missing")
        }
        guard order.product.validation == .extended else { return name }
        for field in [
            "AdminAddress1", "AdminCity", "AdminStateProvince", "AdminCountry", "AdminPostalCode",
        ] where (fields[field] ?? "").isEmpty {
            throw .refused(number: 2_010_326, text: "\(field) is missing")
        }
        guard !(fields["CompanyIncorporationCountry"] ?? "").isEmpty else {
            throw .refused(number: 2_010_667, text: "CompanyIncorporationCountry is missing")
        }
        return name
    }
}
