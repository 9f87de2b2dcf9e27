/// namecheap.ssl.parseCSR: what a request holds.
///
/// The documented limit of 2000 octets contradicts that of ssl.activate, and no error number goes
/// with it; the greater limit is used.
struct SSLParseCSR: Command {
    let name = "namecheap.ssl.parseCSR"
    let parameters = ["csr", "CertificateType"]
    let isPostOnly = true
    let errors = [
        DocumentedError.byItself(2_011_300, "CertificateType unknown"),
        .byItself(3_022_296, "CSR could not be parsed"), .unhandled,
    ]

    func stub(_ fields: Fields) -> [Element] { [] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let type = fields["CertificateType"] ?? ""
        guard type.isEmpty || Product.named(type) != nil else {
            throw .refused(number: 2_011_300, text: "CertificateType is not valid")
        }
        let text = fields["csr"] ?? ""
        guard text.utf8.count <= 32_767 else {
            throw .refused(number: 3_022_296, text: "CSR could not be parsed: it is too long")
        }
        let request: SigningRequest
        do {
            request = try SigningRequest(pem: text)
        } catch {
            throw .refused(number: 3_022_296, text: "CSR could not be parsed")
        }
        return [Element("SSLParseCSRResult", [], [Element("CSRDetails", [], details(request))])]
    }

    private func details(_ request: SigningRequest) -> [Element] {
        let name = request.commonName
        let values: [(String, String?)] = [
            ("CommonName", name), ("DomainName", name), ("Country", request.subject["C"]),
            ("OrganisationUnit", request.subject["OU"]), ("Organisation", request.subject["O"]),
            ("ValidTrueDomain", String(CertificateNames.isIssuable(name))),
            ("State", request.subject["ST"]), ("Locality", request.subject["L"]),
            ("Email", request.subject["E"]),
            ("DNSNames", request.alternativeNames.joined(separator: ",")),
        ]
        return values.map { Element($0.0, text: $0.1 ?? "") }
    }
}
