extension ControlAction {
    /// Looking at the account, and what its owner or the CA's people do to it.
    static let worldActions = [
        Self(method: "GET", path: "world") { request, world throws(SandboxError) in
            try json(WorldView(world.holdings, fields: request.fields))
        },
        Self(method: "POST", path: "status") { request, world throws(SandboxError) in
            let position = try row(request.fields, in: world)
            guard let status = Row.Status(rawValue: request.fields["status"] ?? "") else {
                let words = Row.Status.allCases.map(\.rawValue).joined(separator: ", ")
                throw .control(reason: "status is one of \(words)")
            }
            world.change(position) { $0.status = status }
            return try json(["status": status.rawValue])
        },
        Self(method: "POST", path: "reissue-elsewhere") { request, world throws(SandboxError) in
            let position = try row(request.fields, in: world)
            return try json(["id": try world.reissueElsewhere(position)])
        },
    ]

    /// The row that the field `id` names.
    static func row(
        _ fields: Fields, in world: isolated World
    ) throws(SandboxError) -> Int {
        guard let id = Int(fields["id"] ?? ""), let position = world.holdings.position(of: id)
        else { throw .control(reason: "id is not a CertificateID of the account") }
        return position
    }
}

extension World {
    /// Does what the panel's own automation does: a reissue with a key of its own, issued at once.
    fileprivate func reissueElsewhere(_ position: Int) throws(SandboxError) -> Int {
        let old = holdings.rows[position]
        guard old.status == .active else { throw .control(reason: "the row is not active") }
        let order = holdings.orders[old.order]
        let key = try keys.key(forRow: 0)
        let request = try authority.request(
            names: order.product.certificateNames(old.names), organisation: order.organisation,
            key: key)
        let submission = Submission(
            request: request, methods: old.names.map { ($0, .cname) }, unique: makeUnique(),
            replaces: old.id)
        let made = add(submission, order: old.order, names: old.names, status: .purchased)
        issue(made)
        return holdings.rows[made].id
    }
}
