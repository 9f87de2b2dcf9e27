/// One fault as it was asked for: when it happens, how often and with what.
package struct FaultRule: Sendable {
    let fault: Fault
    /// How many times it is still to happen; nil for ever.
    private(set) var count: Int?
    /// How likely a call that fits is disturbed.
    private(set) var probability = 1.0
    /// The only command it disturbs, in lower case; nil for all.
    private(set) var command: String?
    /// The error number of `error`.
    private(set) var number: Int?
    /// The text of `error`.
    private(set) var text: String?
    /// How long `delay` and each byte of `dribble` take.
    private(set) var milliseconds: Int?
    /// How many calls that fit still pass.
    private(set) var skip = 0
    private var dice = Dice(seed: 0)

    /// Reads a fault of the command line, as `rate405,count=2,command=namecheap.ssl.getInfo`.
    package init(option text: String) throws(SandboxError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let pairs = parts.dropFirst().map { part in
            let halves = part.split(separator: "=", maxSplits: 1)
            return (
                name: halves.first.map(String.init) ?? "",
                value: halves.count == 2 ? String(halves[1]) : ""
            )
        }
        do {
            try self.init(Fields([(name: "name", value: String(parts[0]))] + pairs))
        } catch {
            guard case .control(let reason) = error else { throw error }
            throw .usage(option: "--fault", reason: reason)
        }
    }

    /// Reads a fault of the control; without count and probability it happens once.
    init(_ fields: Fields) throws(SandboxError) {
        fault = try Fault(fields)
        for (name, _) in fields.sent where !Self.keys.contains(name.lowercased()) {
            throw .control(reason: "\(name) is none of \(Self.keys.joined(separator: ", "))")
        }
        count = try Self.whole(fields, "count", in: 0...1_000_000_000)
        if let text = fields["probability"] {
            guard let value = Double(text), (0...1).contains(value) else {
                throw .control(reason: "probability is 0 to 1")
            }
            probability = value
        } else if count == nil {
            count = 1
        }
        if let text = fields["command"], !text.isEmpty {
            guard let known = Commands.named(text), !fault.isOfTLS else {
                throw .control(reason: "command is one the sandbox knows, and not for TLS")
            }
            command = known.name.lowercased()
        }
        number = try Self.whole(fields, "number", in: 1...9_999_999)
        guard fault != .error || number != nil else {
            throw .control(reason: "error needs a number")
        }
        text = fields["text"]
        // A pause longer than half of what a connection may be idle would end it.
        milliseconds = try Self.whole(
            fields, "milliseconds", in: fault == .dribble ? 1...30_000 : 0...3_600_000)
        skip = try Self.whole(fields, "skip", in: 0...1_000_000_000) ?? 0
    }

    /// Whether nothing is left of it.
    var isUsedUp: Bool { count == 0 }

    /// Whether it disturbs a command, named in lower case.
    func fits(_ fault: Fault, _ command: String) -> Bool {
        self.fault == fault && (self.command == nil || self.command == command)
    }

    /// Whether it takes the place of another rule.
    func replaces(_ other: Self) -> Bool { fault == other.fault && command == other.command }

    /// Starts its own sequence of chances; two faults of one seed do not happen together.
    mutating func start(seed: UInt64) {
        // FNV-1a of the name: it stays the same when the list of faults grows.
        let name = fault.rawValue.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        dice = Dice(seed: seed ^ name)
    }

    /// Whether the call that fits is disturbed; uses up a part of the rule.
    mutating func happens() -> Bool {
        guard skip == 0 else {
            skip -= 1
            return false
        }
        if probability < 1, dice.fraction() >= probability { return false }
        if let left = count { count = left - 1 }
        return true
    }

    private static let keys = [
        "name", "count", "probability", "command", "number", "text", "milliseconds", "skip",
    ]

    private static func whole(
        _ fields: Fields, _ name: String, in range: ClosedRange<Int>
    ) throws(SandboxError) -> Int? {
        guard let text = fields[name] else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw .control(reason: "\(name) is \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}

extension Fault {
    /// The fault that the field `name` names.
    init(_ fields: Fields) throws(SandboxError) {
        guard let fault = Self(rawValue: fields["name"] ?? "") else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .control(reason: "name is one of \(names)")
        }
        self = fault
    }
}
