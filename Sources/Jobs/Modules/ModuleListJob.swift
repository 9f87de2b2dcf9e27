import CertificateLedger
import Reports
import Settings
import Subscriptions
import Wording

/// `ssl-admin module list`: the modules, and what the ledger knows of each.
package struct ModuleListJob {
    /// The columns of CSV and JSON; a promise.
    private static let columns = [
        ReportColumn("name", .text), ReportColumn("module", .text),
        ReportColumn("sandbox", .text), ReportColumn("enabled", .text),
        ReportColumn("sort", .number), ReportColumn("department", .text),
        ReportColumn("balance", .text), ReportColumn("currency", .text),
        ReportColumn("balance_at", .text), ReportColumn("minimal_balance", .text),
        ReportColumn("last_success_at", .text), ReportColumn("certificates", .number),
        ReportColumn("subscriptions", .number), ReportColumn("calls_minute", .number),
        ReportColumn("limit_minute", .number), ReportColumn("calls_hour", .number),
        ReportColumn("limit_hour", .number), ReportColumn("calls_day", .number),
        ReportColumn("limit_day", .number), ReportColumn("file", .text),
    ]
    /// The columns of the table, which has to fit a screen.
    private static let tableColumns = [
        ReportColumn("name", .text), ReportColumn("module", .text),
        ReportColumn("sandbox", .text), ReportColumn("enabled", .text),
        ReportColumn("sort", .number), ReportColumn("department", .text),
        ReportColumn("balance", .text), ReportColumn("last_success_at", .text),
        ReportColumn("minute", .text), ReportColumn("hour", .text), ReportColumn("day", .text),
        ReportColumn("certificates", .number), ReportColumn("subscriptions", .number),
    ]

    /// A module with what the ledger knows of it.
    fileprivate struct Line {
        let module: ConfiguredModule
        let known: ModuleRecord?
        let use: ModuleUse?
        let calls: CallCounts

        var settings: ModuleSettings { module.settings }
    }

    /// Lists the modules in the order in which new orders would try them.
    package static func run(_ context: RunContext) throws -> ExitStatus {
        let ledger = try context.ledgerIfPresent(access: .readOnly)
        let modules = context.configuration.modules.sorted {
            ($0.settings.sort, $0.name) < ($1.settings.sort, $1.name)
        }
        let lines = try modules.map { module in
            let known = try ledger?.knownModule(named: module.name)
            return Line(
                module: module, known: known,
                use: try known.flatMap { try ledger?.use(ofModule: $0.id) },
                calls: try known.flatMap {
                    try ledger?.callCounts(module: $0.id, at: context.clock.now)
                } ?? CallCounts(minute: 0, hour: 0, day: 0))
        }
        let isTable = !context.options.json && context.options.csv == nil
        try context.writeRows(isTable ? tableColumns : columns) { writer in
            for line in lines {
                if isTable { line.appendShort(to: &writer) } else { line.append(to: &writer) }
                try writer.endRow()
            }
        }
        return .success
    }
}

extension ModuleListJob.Line {
    fileprivate func appendHead(to writer: inout any ReportWriter) {
        writer.text(module.name)
        writer.text(settings.kind)
        writer.text(settings.isSandbox ? "on" : "off")
        writer.text(settings.isEnabled ? "on" : "off")
        writer.number(settings.sort)
        writer.text(settings.department)
    }

    fileprivate func append(to writer: inout any ReportWriter) {
        appendHead(to: &writer)
        writer.text(known?.balance.map { decimal($0.minorUnits) })
        writer.text(known?.balance?.currency)
        writer.text(known?.balance.map { "\($0.at)" })
        writer.text(settings.minimalBalance.map(decimal))
        writer.text(use?.succeededAt.map { "\($0)" })
        writer.number(use?.certificates ?? 0)
        writer.number(use?.subscriptions ?? 0)
        for (used, limit) in budget {
            writer.number(used)
            writer.number(limit == 0 ? nil : limit)
        }
        writer.text(module.path)
    }

    fileprivate func appendShort(to writer: inout any ReportWriter) {
        appendHead(to: &writer)
        writer.text(known?.balance.map { "\(decimal($0.minorUnits)) \($0.currency) \($0.at.day)" })
        writer.text(use?.succeededAt.map { "\($0)" })
        for (used, limit) in budget { writer.text(limit == 0 ? "\(used)" : "\(used)/\(limit)") }
        writer.number(use?.certificates ?? 0)
        writer.number(use?.subscriptions ?? 0)
    }

    /// Calls made and allowed in a minute, an hour and a day; 0 is no limit.
    private var budget: [(used: Int, limit: Int)] {
        [
            (calls.minute, settings.callsPerMinute), (calls.hour, settings.callsPerHour),
            (calls.day, settings.callsPerDay),
        ]
    }
}
