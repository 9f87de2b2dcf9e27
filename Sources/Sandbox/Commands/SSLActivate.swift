/// namecheap.ssl.activate: the first certificate of a paid order.
struct SSLActivate: Command {
    let name = "namecheap.ssl.activate"
    let parameters = SubmissionArguments.documented
    let isUnrepeatable = true
    let errors =
        SubmissionErrors.shared + [
            .byItself(2_010_214, "AdminEmailAddress missing, with --demand-admin-email"),
            .byItself(2_010_326, "a part of the address missing (EV)"),
            .byItself(2_010_396, "no organisation in the CSR and none given"),
            .byItself(2_010_667, "incorporation country missing (EV)"),
            .byItself(2_011_166, "renewal for a different domain"),
            .byItself(4_020_294, "activation deadline passed"),
        ]

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
        guard order.activateBefore.map({ world.clock.now <= $0 }) ?? true else {
            throw .refused(number: 4_020_294, text: "The activation deadline has passed")
        }
        let arguments = try SubmissionArguments(
            fields, order: order, demandsMail: world.settings.demandsAdminMail)
        guard row.host.isEmpty || row.host == arguments.names.first else {
            throw .refused(number: 2_011_166, text: "The renewal is for another domain")
        }
        let submission = try arguments.submission(in: world)
        let previous = order.follows.flatMap { world.holdings.orders[$0].end }
        let now = world.clock.now
        world.changeOrder(row.order) {
            $0.begin(now: now, previousEnd: previous)
            $0.organisation = arguments.organisation
            $0.mail = arguments.mail
        }
        let isRefused = world.faults.take(.purchaseError)
        world.change(position) {
            $0.status = isRefused ? .purchaseError : .purchased
            $0.host = arguments.names[0]
            $0.names = arguments.names
        }
        world.keep(submission, position)
        let blocks = world.tokenElements(submission, order)
        world.issueIfReused(position)
        return [
            Element(
                "SSLActivateResult", [("ID", String(row.id)), ("IsSuccess", "true")],
                blocks)
        ]
    }
}

extension SubmissionArguments {
    /// What the row is submitted with, with a unique value of its own where none was sent.
    ///
    /// A CA does not validate a request and unique value that it has seen before.
    func submission(in world: isolated World) throws(SandboxError) -> Submission {
        let isSeen = world.submissions.values.contains {
            $0.unique == unique && $0.request.md5 == request.md5
        }
        guard !isSeen else {
            throw .refused(
                number: 4_011_296, text: "The CA has seen this CSR with this unique value")
        }
        return Submission(
            request: request, methods: methods, unique: unique ?? world.makeUnique(),
            failures: world.settings.slowDCV, approver: approver)
    }
}
