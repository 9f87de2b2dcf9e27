import CertificateLedger
import Reports
import Subscriptions

/// Recounts every subscription with the pure function, and holds it against what a run counts.
///
/// A run counts rows outside every window by an index; here each is decided one by one.
struct AccountsReport {
    static let columns: [ReportColumn] = [
        ReportColumn("outcome", .text), ReportColumn("recounted", .number),
        ReportColumn("run_counts", .number),
    ]

    let bases: SelectionBases

    func write(
        _ ledger: Ledger, _ context: RunContext, as format: ReportFormat,
        to destination: ReportDestination
    ) throws -> ExitStatus {
        let recounted = try recount(ledger)
        let counted = try runCounts(ledger)
        let rows = Set(recounted.keys).union(counted.keys).sorted()
        let notEnrolled = try ledger.counts(horizon: bases.now.day).notEnrolled
        try destination.write { sink in
            var writer = format.writer(columns: AccountsReport.columns, sink: sink)
            for outcome in rows {
                writer.text(outcome)
                writer.number(recounted[outcome] ?? 0)
                writer.number(counted[outcome] ?? 0)
                try writer.endRow()
            }
            writer.text(Reason.notEnrolled.rawValue)
            writer.number(notEnrolled)
            writer.number(notEnrolled)
            try writer.endRow()
            try writer.finish()
        }
        guard recounted == counted else {
            context.console.complain(
                JobError.accounts(text: "recounted \(recounted), a run counts \(counted)"))
            return .accounts
        }
        return .success
    }

    /// Every subscription of the ledger, decided one by one.
    func recount(_ ledger: Ledger) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var modules = ModuleCache(bases: bases)
        let report = CertificatesReport(bases: bases)
        try ledger.report(.certificates, on: bases.now.day) { row in
            let decision = report.decide(row, modules.module(of: row, 14))
            counts[decision.outcome, default: 0] += 1
        }
        return counts
    }

    /// What a run counts: considered by outcome, and those outside every window by the index.
    func runCounts(_ ledger: Ledger) throws -> [String: Int] {
        let pass = try SelectionPass(ledger: ledger, bases: bases)
        var counts = pass.decisions.reduce(into: [String: Int]()) {
            $0[$1.outcome, default: 0] += 1
        }
        if pass.accounts.notSelected > 0 {
            counts[Reason.outsideWindow.rawValue, default: 0] += pass.accounts.notSelected
        }
        return counts
    }
}
