extension ControlAction {
    /// What somebody else does to the account.
    static let accountActions = [
        Self(method: "POST", path: "account") { request, world throws(SandboxError) in
            let fields = request.fields
            let balance = try balance(fields)
            var answer: [String: String] = [:]
            if fields["trouble"] != nil || balance == nil {
                world.trouble = try AccountTrouble?(fields)
                answer["trouble"] = world.trouble.map { String($0.rawValue) } ?? "none"
            }
            if let balance {
                world.funds.balance = balance
                answer["balance"] = balance.twoPlaces
            }
            return try json(answer)
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

    private static func balance(_ fields: Fields) throws(SandboxError) -> Amount? {
        guard let text = fields["balance"] else { return nil }
        guard let balance = Amount(text) else {
            throw .control(reason: "balance is an amount as 500.00")
        }
        return balance
    }
}
