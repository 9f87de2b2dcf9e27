extension ControlAction {
    /// What Namecheap's own people can do to the account.
    static let accountActions = [
        Self(method: "POST", path: "account") { request, world throws(SandboxError) in
            let fields = request.fields
            let balance = fields["balance"].map { Amount($0) }
            if case .some(.none) = balance {
                throw .control(reason: "balance is an amount as 500.00")
            }
            let trouble = fields["trouble"] == nil ? world.trouble : try AccountTrouble?(fields)
            // Nothing is changed where one of the two is wrong.
            if let balance = balance ?? nil { world.funds.balance = balance }
            world.trouble = trouble
            return try json([
                "balance": world.funds.balance.twoPlaces,
                "trouble": world.trouble.map { String($0.rawValue) } ?? "none",
            ])
        },
        Self(method: "POST", path: "deadline") { request, world throws(SandboxError) in
            let fields = request.fields
            guard let id = Int(fields["id"] ?? ""), let position = world.holdings.position(of: id)
            else { throw .control(reason: "id is not a CertificateID of the account") }
            guard let date = Moment(iso: fields["date"] ?? "") else {
                throw .control(reason: "date is a day as 2026-11-23")
            }
            world.changeOrder(world.holdings.rows[position].order) { $0.activateBefore = date }
            return try json(["deadline": date.iso])
        },
    ]
}
