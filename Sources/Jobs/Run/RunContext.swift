package import CertificateLedger
import Foundation
import KeyStore
import Notices
import Reports
import Settings
package import Subscriptions
import Wording

/// What a run of a program works with.
package struct RunContext: Sendable {
    /// The name of the program.
    package let program: String
    /// Where it speaks.
    package private(set) var console: Console
    /// What the administrator set.
    package let configuration: Configuration
    /// Whether nothing is to be changed.
    package let isDryRun: Bool
    /// The options of all programs.
    package let options: CommonOptions
    /// The clock of the run.
    package let clock: RunClock
    let asOf: Timestamp?
    /// Whether everything is done one after the other on one thread as far as possible, by
    /// `SSL_LEDGER_SERIAL=1`: for tests that end the program at a certain call of the system.
    let isSerial: Bool

    /// The moment, of the clock or of `--as-of`.
    package var now: Timestamp { asOf ?? clock.now }

    /// Reads settings and clock, and refuses what contradicts each other.
    package init(
        program: String, options: CommonOptions, actions: ActionOptions?, console: Console
    ) throws {
        let environment = ProcessInfo.processInfo.environment
        self.program = program
        self.options = options
        self.console = console
        asOf = actions?.asOf?.moment
        isSerial = environment["SSL_LEDGER_SERIAL"] == "1"
        isDryRun = actions?.dryRun == true || asOf != nil
        clock = try RunClock(environment: environment)
        configuration = try Configuration(
            path: options.config, ledger: options.ledger, environment: environment)
        try configuration.check(clock)
    }

    /// A run with settings and clock that a test makes, its complaints kept.
    init(
        program: String, options: CommonOptions, configuration: Configuration, clock: RunClock,
        complaints: Transcript
    ) {
        self.program = program
        self.options = options
        self.configuration = configuration
        self.clock = clock
        console = Console(program: program, quiet: true, verbose: false)
            .keepingBack(in: complaints)
        asOf = nil
        isSerial = false
        isDryRun = false
    }

    /// The same run with complaints kept back.
    func keepingBack(in transcript: Transcript) -> RunContext {
        var context = self
        context.console = console.keepingBack(in: transcript)
        return context
    }

    /// How many hooks may be under way at once.
    var hooksAtOnce: Int {
        isSerial ? 1 : min(configuration.settings.hooksAtOnce, OpenFiles.hooks)
    }

    /// The ledger, read-only in a dry run.
    package func openLedger(access: Ledger.Access? = nil) throws(LedgerError) -> Ledger {
        let access = access ?? (isDryRun ? .readOnly : .readWrite)
        let path = configuration.settings.ledger
        // Only ssl-scan and ssl-admin make a ledger: elsewhere a path that is wrong is an error.
        let makesOne = ["ssl-scan", "ssl-admin"].contains(program) && access == .readWrite
        if !makesOne, !FileManager.default.fileExists(atPath: path) {
            throw .missing(path: path)
        }
        return try Ledger(path: path, access: access)
    }

    /// Makes a folder that a program fills, where it is missing; its parents too.
    func makeFolder(_ path: String) throws(JobError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        } catch { throw .cannotWrite(path: path, text: "the folder cannot be made") }
    }

    /// The lock of this program, held until the run ends.
    package func takeLock() throws(JobError) -> ProgramLock {
        try ProgramLock.take(
            program: program, ledger: configuration.settings.ledger,
            startedAt: "\(clock.now)")
    }

    /// Refuses to send anything unrepeatable with a clock far behind the ledger.
    package func checkClock(against ledger: Ledger) throws {
        let newest = try ledger.newestMoment()
        guard newest - clock.now <= 86_400 else {
            throw JobError.clockBehind(now: "\(clock.now)", newest: "\(newest)")
        }
    }
}

extension RunContext {
    /// Runs a program's job and says with which status it ends; every error is worded here.
    package static func run(
        _ program: String, options: CommonOptions, actions: ActionOptions? = nil,
        _ job: (RunContext) async throws -> ExitStatus
    ) async -> ExitStatus {
        let ownsOutput = options.json || options.csv == "-"
        let console = Console(
            program: program, quiet: options.quiet || ownsOutput,
            verbose: options.verbose && !ownsOutput)
        protectSecrets()
        // A reader that goes away is an error of a write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            try OpenFiles.makeRoom()
            let context = try RunContext(
                program: program, options: options, actions: actions, console: console)
            guard context.isSerial else { return try await job(context) }
            let thread = WorkThreads(1)
            defer { thread.close() }
            return try await withTaskExecutorPreference(thread) { try await job(context) }
        } catch {
            return console.report(error)
        }
    }

    /// Says what went wrong, and which status that is.
    package func complain(_ error: any Error, about subject: String = "") -> ExitStatus {
        console.report(error, about: subject)
    }
}

/// Files are this user's alone, and neither a crash nor ^\ leaves a core, or shows memory, with a
/// key in it.
func protectSecrets() {
    _ = umask(0o077)  // The mode before is nobody's business here.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = unsafe setrlimit(Int32(RLIMIT_CORE.rawValue), &none)  // Lowering a limit is always allowed.
    // The runtime's own handler shows registers and stacks; which one it was is nobody's business.
    _ = signal(SIGQUIT, SIG_DFL)
}

extension Console {
    fileprivate func report(_ error: any Error, about subject: String = "") -> ExitStatus {
        guard let error = error as? any ExplainedError else {
            complain(String(describing: error).printable(), about: subject)
            return .failed
        }
        complain(error, about: subject)
        return ExitStatus(of: error)
    }
}

extension ExitStatus {
    /// The status that an error ends a run with.
    init(of error: any ExplainedError) {
        switch error {
        case let error as JobError: self = error.status
        case let error as LedgerError: self = ExitStatus(ledger: error)
        case is SettingsError: self = .configuration
        case let error as ConnectionFailure: self = error.status
        case let error as KeyStoreError: self = error.isStorage ? .cannotWrite : .failed
        case let error as ReportError: self = ExitStatus(report: error)
        case let error as NoticeError: self = ExitStatus(blocked: error)
        default: self = .failed
        }
    }

    private init(report error: ReportError) {
        switch error {
        case .missing: self = .fileMissing
        case .readOnly, .permission, .diskFull: self = .cannotWrite
        case .brokenPipe, .failed: self = .output
        case .wrongCellCount: self = .accounts
        case .tooLarge, .notCSV: self = .failed
        }
    }

    private init(ledger error: LedgerError) {
        switch error {
        case .missing: self = .fileMissing
        case .notADatabase, .newer, .altered, .outdated: self = .ledgerDamaged
        case .readOnly, .diskFull, .cannotOpen: self = .cannotWrite
        case .locked: self = .locked
        case .anotherAccount: self = .refused
        case .refused: self = .accounts
        case .failed: self = .cannotWrite
        }
    }
}

extension KeyStoreError {
    /// Whether folder, permission or room is missing, or the system refused in another way.
    var isStorage: Bool {
        switch self {
        case .diskFull, .readOnly, .permission, .failed: true
        default: false
        }
    }
}
