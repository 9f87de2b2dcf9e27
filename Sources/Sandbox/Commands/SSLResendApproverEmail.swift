/// namecheap.ssl.resendApproverEmail: the CA looks again at once, or writes again.
struct SSLResendApproverEmail: Command {
    let name = "namecheap.ssl.resendApproverEmail"
    let errors = [
        DocumentedError.unknownCertificate, .byItself(2_011_331, "status not purchased"),
        .asFault(3_011_295, "error from the CA", "the CA always looks"), .unhandled,
    ]
    let parameters = ["CertificateID"]

    func stub(_ fields: Fields) -> [Element] {
        [Element("SSLResendApproverEmailResult", [("ID", "0"), ("IsSuccess", "false")])]
    }

    func nudged(_ fields: Fields, in world: isolated World) -> Int? {
        fields["CertificateID"].flatMap { Int($0) }
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, in: world)
        let row = world.holdings.rows[position]
        guard row.status == .purchased else {
            throw .refused(number: 2_011_331, text: "Certificate status is not valid")
        }
        return [
            Element(
                "SSLResendApproverEmailResult", [("ID", String(row.id)), ("IsSuccess", "true")])
        ]
    }
}
