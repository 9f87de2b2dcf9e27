extension ControlAction {
    /// Reading and moving the clock.
    static let clockActions = [
        Self(method: "GET", path: "clock") { _, world throws(SandboxError) in
            try shown(world.clock)
        },
        Self(method: "POST", path: "clock") { request, world throws(SandboxError) in
            let text = request.body.filter { !$0.isWhitespace }
            guard let moment = Moment(iso: text) else {
                guard text == "real" else {
                    throw .control(reason: "the body is a time as 2026-11-23T09:00:00Z or real")
                }
                world.clock.frozen = nil
                return try shown(world.clock)
            }
            world.clock.frozen = moment
            return try shown(world.clock)
        },
    ]

    private static func shown(_ clock: Clock) throws(SandboxError) -> String {
        try json(["now": clock.now.iso, "mode": clock.frozen == nil ? "real" : "frozen"])
    }
}
