/// namecheap.ssl.resendfulfillmentemail: sends the issued files once more; here nobody reads them.
struct SSLResendFulfillmentEmail: Command {
    let name = "namecheap.ssl.resendfulfillmentemail"
    let backEnd = Envelope.BackEnd.general
    let parameters = ["CertificateID"]
    let errors = [
        DocumentedError.unknownCertificate, .byItself(2_011_331, "status not active"),
        .asFault(3_022_334, "the CA could not send it", "the CA has no mail server"), .unhandled,
    ]

    func stub(_ fields: Fields) -> [Element] {
        [Element("SSLResendFulfillmentEmailResult", [("ID", "0"), ("IsSuccess", "false")])]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, in: world)
        let row = world.holdings.rows[position]
        guard row.status == .active else {
            throw .refused(number: 2_011_331, text: "Certificate status is not valid")
        }
        return [
            Element(
                "SSLResendFulfillmentEmailResult",
                [("ID", String(row.id)), ("IsSuccess", "true")])
        ]
    }
}
