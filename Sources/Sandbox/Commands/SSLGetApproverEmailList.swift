/// namecheap.ssl.getApproverEmailList: the mailboxes that can show control of a name.
struct SSLGetApproverEmailList: Command {
    let name = "namecheap.ssl.getApproverEmailList"
    let parameters = ["DomainName", "CertificateType"]
    let errors = [
        DocumentedError.byItself(2_011_166, "DomainName missing or invalid"),
        .byItself(2_011_296, "a wildcard name for a type that is none"),
        .byItself(2_011_300, "CertificateType missing or unknown"),
        .byItself(2_011_301, "type discontinued"),
        .asFault(
            4_011_300, "type not usable", "the documentation does not tell it from 2011300"),
        .asFault(3_022_295, "the CA gives no list", "the CA always gives one"), .unhandled,
    ]

    func stub(_ fields: Fields) -> [Element] { [] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let type = fields["CertificateType"] ?? ""
        if Product.discontinued.contains(type.lowercased()) {
            throw .refused(number: 2_011_301, text: "The requested SSL type is discontinued")
        }
        guard let product = Product.named(type) else {
            throw .refused(number: 2_011_300, text: "CertificateType is not valid")
        }
        let domain = (fields["DomainName"] ?? "").lowercased()
        guard domain.count <= 70, CertificateNames.isIssuable(domain) else {
            throw .refused(number: 2_011_166, text: "DomainName is not valid")
        }
        guard product.coverage == .wildcard || !domain.hasPrefix("*.") else {
            throw .refused(number: 2_011_296, text: "The type takes no wildcard name")
        }
        let mails = Self.parents(of: Token.base(of: domain)).flatMap { parent in
            ValidationChoice.mailboxes.map { Element("email", text: "\($0)@\(parent)") }
        }
        return [
            Element(
                "GetApproverEmailListResult", [("Domain", domain)],
                [Element("Domainemails"), Element("Genericemails", [], mails)])
        ]
    }

    /// The name and each parent down to two labels.
    private static func parents(of name: String) -> [String] {
        let labels = name.split(separator: ".")
        return (0...(labels.count - 2)).map { labels[$0...].joined(separator: ".") }
    }
}
