import CertificateLedger
import Reports
import Settings
import Subscriptions
import Wording

/// ssl-report: the ledger as rows.
package enum ReportJob {
    /// What can be asked for.
    package enum Subject: String, CaseIterable, Sendable {
        /// One row a subscription.
        case certificates
        /// What is looked at one by one, with the decision about each.
        case due
        /// Issuances.
        case reissues
        /// Runs with their accounts.
        case runs
        /// Notices.
        case notices
        /// Tasks for people.
        case tasks
        /// Calls to the CA.
        case calls
        /// All subscriptions recounted by reason, and held against the run's way of counting.
        case accounts
    }

    /// The reports that can be about some subscriptions only.
    package static let narrowed: [Subject] = [.certificates, .due]

    /// Writes one report where the options say, as a table by default.
    package static func run(
        _ context: RunContext, subject: Subject, naming: NamingOptions
    ) throws -> ExitStatus {
        let narrowing = try naming.narrowing()
        let ledger = try context.openLedger(access: .readOnly)
        let options = context.options
        let destination = options.csv.map(ReportDestination.init) ?? .standardOutput
        let format: ReportFormat = options.json ? .json : options.csv == nil ? .table : .csv
        return try write(subject, of: ledger, narrowing, context, as: format, to: destination)
    }

    /// Writes every report as CSV into a folder: what the crontab calls.
    package static func runAll(_ context: RunContext, folder: String?) throws -> ExitStatus {
        guard let folder = folder ?? context.configuration.settings.reportFolder else {
            throw JobError.configuration(
                what: "no folder for the reports is named",
                remedy: "give --folder, or set ReportFolder in ssl-ledger.conf")
        }
        let ledger = try context.openLedger(access: .readOnly)
        try context.makeFolder(folder)
        let statuses = try Subject.allCases.map {
            try write(
                $0, of: ledger, .everything, context, as: .csv,
                to: .file(path: "\(folder)/\($0.rawValue).csv"))
        }
        return ExitStatus.strongest(of: statuses)
    }

    private static func write(
        _ subject: Subject, of ledger: Ledger, _ narrowing: Narrowing, _ context: RunContext,
        as format: ReportFormat, to destination: ReportDestination
    ) throws -> ExitStatus {
        let bases = SelectionBases(context.configuration, at: context.now)
        switch subject {
        case .certificates:
            let report = CertificatesReport(bases: bases)
            try report.checkNames(of: narrowing, in: ledger)
            try destination.write { sink in
                var writer = format.writer(columns: CertificatesReport.columns, sink: sink)
                try report.write(ledger, narrowing, to: &writer)
            }
        case .due:
            let pass = try SelectionPass(ledger: ledger, bases: bases, narrowing: narrowing)
            try pass.checkNames()
            try DecisionOutput(context).write(pass, [:], as: format, to: destination)
        case .accounts:
            return try AccountsReport(bases: bases)
                .write(ledger, context, as: format, to: destination)
        case .reissues, .runs, .notices, .tasks, .calls:
            guard let report = LedgerReport(rawValue: subject.rawValue) else { return .accounts }
            try PlainReport(report).write(
                ledger, today: context.now.day, as: format, to: destination)
        }
        return .success
    }
}
