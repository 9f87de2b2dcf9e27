extension ControlAction {
    /// What is used of the limits.
    static let limitActions = [
        Self(method: "GET", path: "limits") { _, world throws(SandboxError) in
            try json(
                world.limits.windows(at: world.clock.now).map {
                    LimitView(name: $0.name, limit: $0.limit, used: $0.used, left: $0.left)
                })
        }
    ]
}

/// One limit as the control shows it; none is shown when calls are not limited.
private struct LimitView: Encodable {
    let name: String
    let limit: Int
    let used: Int
    let left: Int
}
