import ArgumentParser
import Dispatch
import Foundation
import Sandbox
import Wording

@main
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-sandbox", abstract: "An offline Namecheap that signs real certificates.",
        version: "0.1.0")

    @Option(help: "Where the API answers; port 0 picks one.") var listen = "127.0.0.1:0"
    @Option(help: "Where the control answers, loopback only.") var control = "127.0.0.1:0"
    @Option(help: "The folder of the CA, the addresses and subscriptions.csv.") var state: String
    @Option(help: "How many subscriptions the account starts with.") var certificates = 25
    @Option(
        help: """
            Where the clock stands, as 2026-11-23T09:00:00Z; with " run" behind it, runs on from \
            there. Without it, as it was, and real at first.
            """)
    var clock: String?
    @Option(help: "The only user of the API.") var user = "demo"
    @Option(help: "Days below the greatest validity, 0 or 1.") var validityMargin = 0
    @Flag(help: "Refuse parameters that the API does not document.") var strict = false
    @Option(help: "The balance in US dollars.") var balance = "500.00"
    @Option(name: .customLong("slow-dcv"), help: "How many checks fail before DCV is accepted.")
    var slowDCV = 0
    @Option(help: "Which reissue or activate loses its answer; 0 loses none.") var lostReply = 0
    @Option(help: "When the old row becomes replaced: issue or once.") var replacedAt = "issue"
    @Flag(help: "Check control of every name every time.") var noValidationReuse = false
    @Flag(help: "Refuse an activation without AdminEmailAddress.") var demandAdminEmail = false
    @Flag(help: "Show the token block that is not in use, too.") var bothBlocks = false
    @Option(help: "A further domain of the account; may be repeated.") var zone: [String] = []
    @OptionGroup(title: "ACCESS") var access: AccessOptions
    @OptionGroup(title: "DISTURBANCES") var disturbances: DisturbanceOptions

    @Option(help: "The CA's name server, as 127.0.0.1:53; its own records without it.")
    var resolver: String?
    @Option(help: "The port of the web servers that the CA asks; its own files without it.")
    var httpPort: Int?
    @Option(help: "When the CA looks at what waits: reading, nudge or interval.")
    var look = "reading"
    @Option(help: "How long the CA looks at the network at most.") var lookSeconds = 5
    @Option(name: .customLong("dcv-suffix"), help: "The last labels of tokens, as ssl.com.")
    var dcvSuffix: String?
    @Flag(help: "Let OV and EV wait for POST /control/approve-organisation.")
    var organisationChecks = false

    func run() async throws {
        let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = EndSignals.watch(continuation)
        defer { for source in sources { source.cancel() } }
        do throws(SandboxError) {
            let running = try await RunningSandbox.start(try settings())
            print(
                "ssl-sandbox: listening on \(running.apiURL), control on \(running.controlURL)")
            fflush(nil)
            for await _ in signals { break }
            await running.stop()
        } catch {
            FileHandle.standardError.write(Data("ssl-sandbox: \(error.explanation)\n".utf8))
            throw ExitCode(error.exitStatus)
        }
    }

    private func settings() throws(SandboxError) -> SandboxSettings {
        var settings = SandboxSettings(
            listen: try Self.address(listen, "--listen"),
            control: try Self.address(control, "--control"), folder: state,
            certificates: certificates, seed: UInt64.random(in: 0...UInt64.max),
            realTime: { Moment(seconds: Int(Date().timeIntervalSince1970)) })
        if let clock {
            guard let order = ClockOrder(clock) else {
                throw .usage(option: "--clock", reason: "\(ClockOrder.words) is expected")
            }
            settings.clock = order
        }
        settings.user = user
        settings.validityMargin = validityMargin
        settings.strict = strict
        settings.balance = try Self.cents(balance)
        settings.slowDCV = slowDCV
        settings.lostReply = lostReply
        guard let replacedAt = ReplacedAt(rawValue: replacedAt) else {
            throw .usage(option: "--replaced-at", reason: "issue or once")
        }
        settings.replacedAt = replacedAt
        settings.reusesValidations = !noValidationReuse
        settings.demandsAdminMail = demandAdminEmail
        settings.bothBlocks = bothBlocks
        settings.zones = zone
        settings.key = try access.chosenKey()
        try access.apply(to: &settings.wire)
        try disturbances.apply(to: &settings)
        try setValidation(&settings)
        return settings
    }

    private func setValidation(_ settings: inout SandboxSettings) throws(SandboxError) {
        if let resolver { settings.resolver = try Self.address(resolver, "--resolver") }
        settings.httpPort = httpPort
        guard let look = LookTime(rawValue: look) else {
            throw .usage(option: "--look", reason: "reading, nudge or interval")
        }
        settings.look = look
        settings.lookSeconds = lookSeconds
        settings.dcvSuffix = dcvSuffix
        settings.organisationChecks = organisationChecks
    }

    private static func address(
        _ text: String, _ option: String
    ) throws(SandboxError) -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw .usage(option: option, reason: "an address and port as 127.0.0.1:8080")
        }
        return address
    }

    /// The amount in cents; exact, so no binary fraction is used.
    private static func cents(_ text: String) throws(SandboxError) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "00"
        guard (1...2).contains(parts.count), parts[0].count <= 9, fraction.count == 2,
            parts[0].allSatisfy(\.isASCII), let whole = UInt32(parts[0]),
            let rest = UInt8(fraction), !fraction.hasPrefix("+")
        else { throw .usage(option: "--balance", reason: "an amount as 500.00") }
        return Int(whole) * 100 + Int(rest)
    }
}

extension SandboxError {
    /// The status of sysexits(3) for an error at the start.
    fileprivate var exitStatus: Int32 {
        switch self {
        case .usage: 64
        case .cannotCreate, .cryptography: 73
        case .damaged: 65
        case .cannotBind: 69
        case .inUse: 75
        case .refused, .body, .control: 70
        }
    }
}

/// The signals that ask the program to end.
private enum EndSignals {
    /// Passes SIGTERM and SIGINT on for as long as the sources are kept.
    static func watch(
        _ continuation: AsyncStream<Int32>.Continuation
    ) -> [any DispatchSourceSignal] {
        [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }
}
