/// namecheap.ssl.revokecertificate: withdraws a certificate that a reissue has superseded.
///
/// The status of a revoked row is not documented, it may stay `replaced`; here it becomes
/// `cancelled`, so that it can be told apart.
struct SSLRevokeCertificate: Command {
    let name = "namecheap.ssl.revokecertificate"
    let parameters = ["CertificateID", "CertificateType"]
    let errors = [
        DocumentedError.unknownCertificate,
        .byItself(4_011_331, "the certificate is not a superseded one"),
        .byItself(2_011_300, "CertificateType missing, unknown or not the certificate's"),
    ]

    func stub(_ fields: Fields) -> [Element] {
        [
            Element(
                "RevokeCertificateResult",
                [("ID", fields["CertificateID"] ?? ""), ("IsSuccess", "false")])
        ]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, in: world)
        let row = world.holdings.rows[position]
        let product = world.holdings.orders[row.order].product
        guard let given = Product.named(fields["CertificateType"] ?? ""),
            given.isEquivalent(to: product)
        else { throw .refused(number: 2_011_300, text: "CertificateType is not valid") }
        guard row.status == .replaced else {
            throw .refused(number: 4_011_331, text: "Certificate status does not allow this")
        }
        let now = world.clock.now
        world.change(position) {
            $0.status = .cancelled
            $0.revoked = now
        }
        return [
            Element(
                "RevokeCertificateResult", [("IsSuccess", "true"), ("ID", String(row.id))])
        ]
    }
}
