/// The faults that are set, and how often each has happened.
struct Faults: Sendable {
    /// Where every fault's own sequence of chances starts.
    let seed: UInt64
    /// The command that is being answered, so that a fault can be for one command only.
    ///
    /// It belongs to the task that answers, in lower case: while the CA looks for one call, others
    /// are answered.
    @TaskLocal static var command = ""
    /// What is still to happen, in the order in which it was set.
    private(set) var rules: [FaultRule] = []
    /// How often each fault has happened since the start.
    private(set) var happened: [Fault: Int] = [:]

    init(_ rules: [FaultRule], seed: UInt64) {
        self.seed = seed
        for rule in rules { set(rule) }
    }

    /// Sets a fault in place of an equal one for the same command; a count of 0 takes it away.
    mutating func set(_ rule: FaultRule) {
        rules.removeAll { rule.replaces($0) }
        guard !rule.isUsedUp else { return }
        var rule = rule
        rule.start(seed: seed)
        rules.append(rule)
    }

    /// Takes away what is set of one fault, or of all.
    mutating func clear(_ fault: Fault?) {
        rules.removeAll { fault == nil || $0.fault == fault }
    }

    /// Whether the fault happens now; uses it up once.
    mutating func take(_ fault: Fault) -> Bool { rule(taking: fault) != nil }

    /// The rule by which the fault happens now, used up once; nil when it does not happen.
    mutating func rule(taking fault: Fault) -> FaultRule? {
        for index in rules.indices where rules[index].fits(fault, Self.command) {
            guard rules[index].happens() else { continue }
            let rule = rules[index]
            if rule.isUsedUp { rules.remove(at: index) }
            happened[fault, default: 0] += 1
            return rule
        }
        return nil
    }
}
