/// namecheap.ssl.getInfo: one row with its request and, when asked for, its certificate.
struct SSLGetInfo: Command {
    let name = "namecheap.ssl.getInfo"
    let errors = [DocumentedError.unknownCertificate, .unhandled]
    let parameters = ["CertificateID", "Returncertificate", "Returntype"]
    let isReading = true

    func stub(_ fields: Fields) -> [Element] {
        [Element("SSLGetInfoResult", [("Years", "0"), ("OrderId", "0"), ("SANSCount", "0")])]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, in: world)
        let row = world.holdings.rows[position]
        let order = world.holdings.orders[row.order]
        let wantsText = fields["Returncertificate"]?.lowercased() == "true"
        let isBundle = fields["Returntype"]?.uppercased() == "PKCS7"
        let text = wantsText ? try world.certificate(at: position) : nil
        let chain = world.authority.intermediateText
        let submission = try world.submission(at: position)
        let details = Element(
            "CertificateDetails", [],
            [
                Element("CSR", characterData: submission.map { "\n\($0.request.pem)" } ?? ""),
                Element("ApproverEmail", text: submission?.approver ?? ""),
                Element("CommonName", text: row.host), Element("AdministratorName"),
                Element("AdministratorEmail", text: order.mail),
                isBundle ? try bundle(text, chain: chain) : certificates(text, chain: chain),
            ])
        let provider = Element(
            "Provider", [],
            [Element("OrderID", text: order.providerID), Element("Name", text: "COMODO")])
        return [Element("SSLGetInfoResult", attributes(row, order), [details, provider])]
    }

    private func attributes(_ row: Row, _ order: Order) -> [(String, String)] {
        [
            ("Status", row.status.rawValue), ("StatusDescription", description(row.status)),
            ("Type", order.product.name.lowercased()), ("Years", String(order.years)),
            ("IssuedOn", row.issued?.plainDate ?? ""), ("Expires", row.notAfter?.plainDate ?? ""),
            ("ActivationExpireDate", order.activateBefore?.plainDate ?? ""),
            ("OrderId", String(order.id)),
            ("ReplacedBy", row.replacedBy == 0 ? "" : String(row.replacedBy)),
            ("SANSCount", String(order.sansCount)),
        ]
    }

    /// The PKCS7 form; that it has no CaCertificates is a guess, no answer of the kind is recorded.
    private func bundle(_ text: String?, chain: String) throws(SandboxError) -> Element {
        guard let text else { return certificates(nil, chain: chain) }
        let bundle = try CertificateBundle(certificates: [text, chain]).pem()
        return Element(
            "Certificates", [("CertificateReturned", "true"), ("ReturnType", "PKCS7")],
            [Element("Certificate", characterData: "\n" + bundle)])
    }

    private func certificates(_ text: String?, chain: String) -> Element {
        guard let text else { return Element("Certificates", [("CertificateReturned", "false")]) }
        let intermediate = Element(
            "Certificate", [("Type", "INTERMEDIATE")],
            [Element("Certificate", characterData: "\n" + chain)])
        return Element(
            "Certificates", [("CertificateReturned", "true"), ("ReturnType", "INDIVIDUAL")],
            [
                Element("Certificate", characterData: "\n" + text),
                Element("CaCertificates", [], [intermediate]),
            ])
    }

    private func description(_ status: Row.Status) -> String {
        switch status {
        case .newPurchase: "Certificate is newly purchased."
        case .newRenewal: "Certificate is newly purchased (Renewal)."
        case .purchased: "Certificate is being processed by the CA."
        case .purchaseError: "Certificate could not be submitted to the CA."
        case .active: "Certificate is Active."
        case .replaced: "Certificate is Replaced."
        case .cancelled: "Certificate is Cancelled."
        }
    }
}
