import CertificateLedger
import KeyStore
import Reports
import Settings
import Wording

/// `ssl-admin ledger check`: whether the ledger is whole, consistent, and fits the store.
package enum LedgerCheckJob {
    /// The columns of the findings; a promise.
    static let columns = [
        ReportColumn("finding", .text), ReportColumn("reference", .text),
        ReportColumn("host", .text), ReportColumn("detail", .text),
        ReportColumn("what_to_do", .text),
    ]

    /// Checks everything and changes nothing; 65 where the file is damaged, 1 for findings.
    package static func run(_ context: RunContext) throws -> ExitStatus {
        let path = context.configuration.settings.ledger
        let ledger = try context.openLedger(access: .readOnly)
        let damage = try ledger.damage()
        guard damage.isEmpty else {
            throw LedgerError.notADatabase(
                path: path, text: damage.prefix(3).joined(separator: "; "))
        }
        let versions = try ledger.recordedVersions()
        let check = StoreCheck(store: try context.store(), versions: versions) {
            try ledger.isFolderTaken($0)
        }
        let findings =
            try ledger.brokenReferences().map {
                LedgerFinding("broken-reference", $0, remedy: "restore a back-up")
            }
            + ledger.contradictions().map(LedgerFinding.init) + check.findings()
        try show(findings, context)
        let facts = try Ledger.verify(path: path)
        context.console.inform(
            "\(facts.subscriptions) subscriptions and \(versions.count) version folders checked:"
                + " \(findings.isEmpty ? "all is well" : "\(findings.count) findings")")
        return findings.isEmpty ? .success : .failed
    }

    private static func show(_ findings: [LedgerFinding], _ context: RunContext) throws {
        // Silent where all is well, unless somebody asked for rows.
        guard !findings.isEmpty || context.options.json || context.options.csv != nil else {
            return
        }
        try context.writeRows(columns) { writer in
            for finding in findings {
                writer.text(finding.finding)
                writer.text(finding.reference)
                writer.text(finding.host)
                writer.text(finding.detail)
                writer.text(finding.remedy)
                try writer.endRow()
            }
        }
    }
}
