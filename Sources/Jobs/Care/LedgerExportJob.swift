import CertificateLedger
import Reports
import Wording

/// `ssl-admin ledger export`: every table as rows; keys and passwords are in none of them.
package enum LedgerExportJob {
    /// Writes a CSV a table into a folder, or with `--json` one object to standard output.
    package static func run(_ context: RunContext, folder: String?) throws -> ExitStatus {
        let ledger = try context.openLedger(access: .readOnly)
        if context.options.json {
            try ReportDestination.standardOutput.write { sink in try writeJSON(ledger, to: sink) }
            return .success
        }
        guard let folder else {
            throw JobError.usage(text: "name a folder for the CSV files, or give --json")
        }
        // One folder is made, not a path that was mistyped.
        if !PlacedFile.isFolder(folder) { try PlacedFile.checkFolder(of: folder) }
        try context.makeFolder(folder)
        var count = 0
        try ledger.visitTables { table, visit in
            count += 1
            try ReportDestination.file(path: "\(folder)/\(table.name).csv").write(mode: 0o600) {
                sink in
                let cells = LedgerCells(table.columns)
                var writer = ReportFormat.csv.writer(columns: cells.columns, sink: sink)
                try visit { row in try cells.append(row, to: &writer) }
                try writer.finish()
            }
        }
        context.console.inform("\(count) tables are in \(folder)")
        return .success
    }

    private static func writeJSON(_ ledger: Ledger, to sink: @escaping ReportSink) throws {
        var opening = "{"
        try ledger.visitTables { table, visit in
            try sink(Array("\(opening)\"\(table.name)\":".utf8))
            opening = ","
            let cells = LedgerCells(table.columns)
            var writer = ReportFormat.json.writer(columns: cells.columns, sink: sink)
            try visit { row in try cells.append(row, to: &writer) }
            try writer.finish()
        }
        try sink(Array("}\n".utf8))
    }
}
