extension ControlAction {
    /// Setting, reading and clearing faults.
    static let faultActions = [
        Self(method: "GET", path: "faults") { _, world throws(SandboxError) in
            try json(FaultsView(world.faults))
        },
        Self(method: "POST", path: "faults") { request, world throws(SandboxError) in
            let rule = try FaultRule(request.fields)
            guard world.settings.wire.usesTLS || !rule.fault.isOfTLS else {
                throw .control(reason: "\(rule.fault.rawValue) is of use with --tls only")
            }
            world.faults.set(rule)
            return try json(FaultsView(world.faults))
        },
        Self(method: "DELETE", path: "faults") { request, world throws(SandboxError) in
            let fields = request.fields
            world.faults.clear(fields["name"] == nil ? nil : try Fault(fields))
            return try json(FaultsView(world.faults))
        },
    ]
}

/// The faults as the control shows them.
private struct FaultsView: Encodable {
    struct RuleView: Encodable {
        let name: String
        /// How many times it is still to happen.
        let count: Int?
        let probability: Double
        let command: String?
        let number: Int?
        let text: String?
        let milliseconds: Int?
        let skip: Int
    }

    let seed: UInt64
    let set: [RuleView]
    /// How often each fault has happened since the start.
    let happened: [String: Int]

    init(_ faults: Faults) {
        seed = faults.seed
        happened = Dictionary(
            uniqueKeysWithValues: faults.happened.map { ($0.key.rawValue, $0.value) })
        set = faults.rules.map { rule in
            RuleView(
                name: rule.fault.rawValue, count: rule.count, probability: rule.probability,
                command: rule.command, number: rule.number, text: rule.text,
                milliseconds: rule.milliseconds, skip: rule.skip)
        }
    }
}
