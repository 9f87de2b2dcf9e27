import ArgumentParser
import Sandbox

/// What goes wrong on purpose.
struct DisturbanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A disturbance; may be repeated.",
            discussion: """
                Further values: count=N, probability=P, command=NAME, number=N (of error), \
                milliseconds=M (of delay and dribble), skip=N. It happens once when neither \
                count nor probability is given. The names are in the documentation; a wrong \
                one is refused with the list.
                """, valueName: "name[,key=value…]"))
    var fault: [String] = []
    @Option(help: "Where the chances of faults start from; the same seed, the same sequence.")
    var faultSeed: UInt64?
    @Option(help: "How many milliseconds pass before each answer of the API.")
    var latency = 0
    @Option(help: "How many calls a minute the key may make: off, 20 or 50.")
    var limits = "off"
    @Option(help: "How a call above a limit is refused: 405, 500000, html or 429.")
    var limitShape = "405"

    /// Changes the settings to what is asked for.
    func apply(to settings: inout SandboxSettings) throws(SandboxError) {
        for text in fault { settings.faults.append(try FaultRule(option: text)) }
        settings.faultSeed = faultSeed
        settings.wire.latency = latency
        if limits != "off" {
            guard let calls = Int(limits) else {
                throw .usage(option: "--limits", reason: "off, 20 or 50")
            }
            settings.wire.callsPerMinute = calls
        }
        guard let shape = LimitShape(rawValue: limitShape) else {
            throw .usage(option: "--limit-shape", reason: "405, 500000, html or 429")
        }
        settings.wire.limitShape = shape
    }
}
