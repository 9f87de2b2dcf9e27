import CertificateLedger
import KeyStore
import Reports
import Subscriptions
import Wording

/// `ssl-admin certificate list`: the version folders that ledger and disk know.
package struct VersionListJob {
    /// The columns of the list; a promise.
    private static let columns = [
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("folder", .text), ReportColumn("version", .number),
        ReportColumn("certificate_id", .number), ReportColumn("status", .text),
        ReportColumn("expiration_date", .date), ReportColumn("key", .text),
        ReportColumn("live", .text), ReportColumn("content", .text),
    ]

    /// One line of the list.
    private struct Line {
        var reference: String?
        var host: String?
        let folder: String
        let version: Int
        var number: Int?
        var status: String
        var expiresOn: Day?
        var key: String?
    }

    private let context: RunContext
    private let store: CertificateStore

    /// Lists what the ledger knows, or with `unknown` what is on disk and the ledger does not know.
    package static func run(_ context: RunContext, unknown: Bool) throws -> ExitStatus {
        let ledger = try context.openLedger(access: .readOnly)
        let job = VersionListJob(context: context, store: try context.store())
        let known = try ledger.knownVersions()
        let lines =
            unknown
            ? try job.unknown(to: known) { try ledger.isFolderTaken($0) }
            : known.map {
                Line(
                    reference: $0.reference, host: $0.host, folder: $0.folder, version: $0.version,
                    number: $0.number, status: $0.status, expiresOn: $0.expiresOn, key: $0.keyPlace)
            }
        try job.show(lines)
        return .success
    }

    private func unknown(
        to known: [KnownVersion], isTaken: (String) throws -> Bool
    ) throws -> [Line] {
        let versions = Dictionary(grouping: known, by: \.folder).mapValues {
            Set($0.map(\.version))
        }
        return try store.folders().flatMap { folder in
            let status = try isTaken(folder) ? "unknown" : "no-subscription"
            return try store.versions(folder: folder)
                .filter { versions[folder]?.contains($0) != true }
                .map { version in
                    // A broken file shows in the column of the content.
                    let facts = try? store.facts(folder: folder, version: version)
                    return Line(
                        folder: folder, version: version, status: status,
                        expiresOn: facts.map { Timestamp(seconds: $0.notAfter).day })
                }
        }
    }

    private func show(_ lines: [Line]) throws {
        let options = context.options
        let format: ReportFormat = options.json ? .json : options.csv == nil ? .table : .csv
        let destination = options.csv.map(ReportDestination.init) ?? .standardOutput
        try destination.write { sink in
            var writer = format.writer(columns: VersionListJob.columns, sink: sink)
            for line in lines { try append(line, to: &writer) }
            try writer.finish()
        }
    }

    private func append(_ line: Line, to writer: inout any ReportWriter) throws {
        writer.text(line.reference)
        writer.text(line.host)
        writer.text(line.folder)
        writer.number(line.version)
        writer.number(line.number)
        writer.text(line.status)
        writer.date(dayNumber: line.expiresOn?.number)
        writer.text(line.key)
        writer.text(try store.liveVersion(folder: line.folder) == line.version ? "yes" : "no")
        writer.text(try store.content(folder: line.folder, version: line.version).rawValue)
        try writer.endRow()
    }
}
