import CertificateLedger
import Foundation
import Reports
import Settings
import Subscriptions
import Wording

/// `ssl-admin check-config`: proves everything that is set, and shows what is in force.
///
/// It needs no run's context, which a single wrong file would keep from being made.
package struct CheckConfigurationJob {
    /// The columns of the list; a promise.
    private static let columns = [
        ReportColumn("of", .text), ReportColumn("setting", .text), ReportColumn("value", .text),
        ReportColumn("source", .text),
    ]
    /// What the crontab has: a run each night.
    private static let night: Int64 = 86_400

    private let options: CommonOptions
    private let environment: [String: String]
    private let console: Console
    private let path: String

    private init(_ options: CommonOptions) {
        self.options = options
        environment = ProcessInfo.processInfo.environment
        console = Console(program: "ssl-admin", quiet: options.quiet, verbose: options.verbose)
        path = options.config ?? environment["SSL_LEDGER_CONFIG"] ?? Configuration.usualPath
    }

    /// Shows what is in force on standard output and all that is wrong on standard error: 78 where
    /// anything is, 66 where there is no main file.
    package static func run(_ options: CommonOptions) -> ExitStatus {
        protectSecrets()
        let job = CheckConfigurationJob(options)
        do { return try job.run() } catch {
            job.console.complain(
                (error as? any ExplainedError)?.explanation ?? String(describing: error))
            return (error as? any ExplainedError).map(ExitStatus.init(of:)) ?? .failed
        }
    }

    private func run() throws -> ExitStatus {
        guard FileManager.default.fileExists(atPath: path) else {
            throw JobError.fileMissing(path: path)
        }
        var findings = Findings()
        let files = CheckedFiles(path: path, environment: environment, &findings)
        if var main = files.main {
            main.ledger = ledger?.path ?? main.ledger
            PlaceCheck(main, listed: files.mainSettings).run(&findings)
            try checkWindows(main, files.modules, &findings)
            checkQuietHours(main, &findings)
        }
        for module in files.modules { ModuleCheck(module: module).run(&findings) }
        if !options.quiet || options.json || options.csv != nil { try show(files) }
        for warning in findings.warnings { console.complain("warning: \(warning)") }
        for problem in findings.problems { console.complain(problem) }
        return findings.problems.isEmpty ? .success : .configuration
    }

    /// The ledger where the command line or the environment names it.
    private var ledger: (path: String, source: String)? {
        if let path = options.ledger { return (path, "command line") }
        return environment["SSL_LEDGER_DATABASE"].map { ($0, "environment SSL_LEDGER_DATABASE") }
    }

    private func checkWindows(
        _ main: LedgerSettings, _ modules: [ConfiguredModule], _ findings: inout Findings
    ) throws {
        guard let clock = findings.noting({ try RunClock(environment: environment) }) else {
            return
        }
        if clock.isOverridden,
            let far = modules.first(where: { $0.settings.isEnabled && !$0.isOnThisMachine })
        {
            findings.add(JobError.clockOverridden(module: far.name))
        }
        var interval = Self.night
        if FileManager.default.fileExists(atPath: main.ledger) {
            let longest = findings.noting {
                try Ledger(path: main.ledger, access: .readOnly)
                    .longestInterval(of: "ssl-scan", until: clock.now)
            }
            interval = (longest ?? nil) ?? interval
        }
        func check(_ window: Int, _ source: String, margin: Int = 0) {
            let basis = SelectionBasis(
                now: clock.now, schedule: main.schedule.with(margin: margin),
                share: main.windowShare)
            WindowCheck(interval: interval, basis: basis).run(window, source: source, &findings)
        }
        check(main.window.value, main.window.source.text)
        for module in modules {
            guard let window = module.settings.window else { continue }
            check(window, module.path, margin: module.settings.validityMargin)
        }
    }

    /// Quiet hours need a run outside them: one of the last three days, or one of the crontab.
    private func checkQuietHours(_ main: LedgerSettings, _ findings: inout Findings) {
        guard let quiet = main.notices.quietHours,
            let now = try? RunClock(environment: environment).now
        else { return }
        var starts: [Timestamp] = []
        if FileManager.default.fileExists(atPath: main.ledger) {
            starts =
                findings.noting {
                    try Ledger(path: main.ledger, access: .readOnly)
                        .starts(of: "ssl-notify", since: now + -3 * Self.night)
                } ?? []
        }
        QuietHoursCheck(
            quiet: quiet, ran: Set(starts.map { Int($0.seconds % 86_400 / 3_600) }),
            crontab: CrontabHours.installed(),
            offset: TimeZone.current.secondsFromGMT() / 3_600
        ).run(&findings)
    }

    private func show(_ files: CheckedFiles) throws {
        let format: ReportFormat = options.json ? .json : options.csv == nil ? .table : .csv
        let destination = options.csv.map(ReportDestination.init) ?? .standardOutput
        try destination.write { sink in
            var writer = format.writer(columns: Self.columns, sink: sink)
            for setting in files.mainSettings {
                let named = setting.name == "Ledger" ? ledger : nil
                try append(
                    "", setting.name, named?.path ?? setting.shown,
                    named?.source ?? setting.source.text, to: &writer)
            }
            for module in files.modules {
                guard let main = files.main else { break }
                for setting in try EffectiveModule(module, in: main).settings() {
                    try append(
                        module.name, setting.name, setting.value, setting.source, to: &writer)
                }
            }
            try writer.finish()
        }
    }

    private func append(
        _ scope: String, _ name: String, _ value: String?, _ source: String,
        to writer: inout any ReportWriter
    ) throws {
        writer.text(scope.isEmpty ? "main" : "module \(scope)")
        writer.text(name)
        writer.text(value)
        writer.text(source)
        try writer.endRow()
    }
}
