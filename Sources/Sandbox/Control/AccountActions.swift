extension ControlAction {
    /// What somebody else does to the account.
    static let accountActions = [
        Self(method: "POST", path: "account") { request, world throws(SandboxError) in
            world.trouble = try AccountTrouble?(request.fields)
            return try json(["trouble": world.trouble.map { String($0.rawValue) } ?? "none"])
        }
    ]
}
