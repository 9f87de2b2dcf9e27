/// namecheap.ssl.activate: the first certificate of a paid order.
struct SSLActivate: Command {
    let name = "namecheap.ssl.activate"
    let parameters = SubmissionArguments.documented
    let isUnrepeatable = true

    func stub(_ fields: Fields) -> [Element] {
        [Element("SSLActivateResult", [("ID", "0"), ("IsSuccess", "false")])]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, unknown: 4_011_294, in: world)
        let row = world.holdings.rows[position]
        guard row.status == .newPurchase || row.status == .newRenewal else {
            throw .refused(number: 4_011_331, text: "Certificate status does not allow this")
        }
        let order = world.holdings.orders[row.order]
        let arguments = try SubmissionArguments(fields, order: order)
        guard row.host.isEmpty || row.host == arguments.names.first else {
            throw .refused(number: 2_011_166, text: "The renewal is for another domain")
        }
        let previous = order.follows.flatMap { world.holdings.orders[$0].end }
        world.holdings.orders[row.order].begin(now: world.clock.now, previousEnd: previous)
        world.holdings.orders[row.order].organisation = arguments.organisation
        world.holdings.orders[row.order].mail = arguments.mail
        let isRefused = world.faults.take(.purchaseError)
        world.change(position) {
            $0.status = isRefused ? .purchaseError : .purchased
            $0.host = arguments.names[0]
            $0.names = arguments.names
        }
        let submission = arguments.submission(in: world)
        world.keep(submission, position)
        let token = world.token(of: submission, order: order)
        world.issueIfReused(position)
        return [
            Element(
                "SSLActivateResult", [("ID", String(row.id)), ("IsSuccess", "true")],
                TokenElements.layered(submission, token))
        ]
    }
}

extension SubmissionArguments {
    /// What the row is submitted with, with a unique value of its own where none was sent.
    func submission(in world: isolated World) -> Submission {
        Submission(
            request: request, methods: methods, unique: unique ?? world.makeUnique(),
            failures: world.settings.slowDCV, approver: approver)
    }
}
