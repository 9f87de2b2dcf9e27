import Reports

extension RunContext {
    /// Writes rows where the options say: as a table on standard output, unless asked otherwise.
    func writeRows(
        _ columns: [ReportColumn], _ body: (inout any ReportWriter) throws -> Void
    ) throws {
        let format: ReportFormat = options.json ? .json : options.csv == nil ? .table : .csv
        let destination = options.csv.map(ReportDestination.init) ?? .standardOutput
        try destination.write { sink in
            var writer = format.writer(columns: columns, sink: sink)
            try body(&writer)
            try writer.finish()
        }
    }
}
