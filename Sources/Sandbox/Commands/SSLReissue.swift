/// namecheap.ssl.reissue: the next certificate inside an order, with an id of its own.
struct SSLReissue: Command {
    let name = "namecheap.ssl.reissue"
    let parameters = SubmissionArguments.documented
    let isUnrepeatable = true
    let errors =
        SubmissionErrors.shared + [
            .asFault(2_010_214, "AdminEmailAddress missing", "a reissue may omit it"),
            .asFault(2_011_166, "renewal for a different domain", "a reissue renews nothing"),
            .asFault(4_020_294, "activation deadline passed", "an active order met it"),
        ]
        + DocumentedError.asFaults(
            [2_010_326, 2_010_396, 2_010_667], "organisation or address missing",
            "what the first certificate was validated with stands")

    func stub(_ fields: Fields) -> [Element] {
        [Element("SSLReissueResult", [("ID", "0"), ("IsSuccess", "false")])]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, unknown: 4_011_294, in: world)
        let old = world.holdings.rows[position]
        let order = world.holdings.orders[old.order]
        guard old.status == .active, old.replacedBy == 0, !world.hasPendingReissue(old.id),
            let end = order.end, world.clock.now < end
        else { throw .refused(number: 4_011_331, text: "Certificate status does not allow this") }
        let arguments = try SubmissionArguments(fields, order: order)
        var submission = try arguments.submission(in: world)
        submission.replaces = old.id
        let isRefused = world.faults.take(.purchaseError)
        let made = world.add(
            submission, order: old.order, names: arguments.names,
            status: isRefused ? .purchaseError : .purchased)
        let id = world.holdings.rows[made].id
        let staysActive = world.faults.take(.activeWithReplacedBy)
        if staysActive || world.settings.replacedAt == .once {
            world.change(position) {
                $0.status = staysActive ? .active : .replaced
                $0.replacedBy = id
            }
        }
        let blocks = world.tokenElements(submission, order)
        let isAsPrinted = world.faults.take(.reissueElementDocs)
        world.issueIfReused(made)
        return [
            Element(
                isAsPrinted ? "SSLActivateResult" : "SSLReissueResult",
                [("ID", String(id)), ("IsSuccess", "true")], blocks)
        ]
    }
}
