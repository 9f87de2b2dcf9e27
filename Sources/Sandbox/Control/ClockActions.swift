extension ControlAction {
    /// Reading and moving the clock.
    static let clockActions = [
        Self(method: "GET", path: "clock") { _, world throws(SandboxError) in
            try shown(world.clock)
        },
        Self(method: "POST", path: "clock") { request, world throws(SandboxError) in
            let text = request.fields["to"] ?? request.body
            guard let order = ClockOrder(text) else {
                throw .control(reason: "the body is \(ClockOrder.words)")
            }
            world.clock.obey(order)
            return try shown(world.clock)
        },
    ]

    private static func shown(_ clock: Clock) throws(SandboxError) -> String {
        let mode =
            switch clock.mode {
            case .real: "real"
            case .frozen: "frozen"
            case .moved: "moved"
            }
        return try json(["now": clock.now.iso, "mode": mode])
    }
}
