import CertificateLedger
import Reports
import Subscriptions
import Wording

/// `ssl-admin subscription show`: everything about one subscription.
package enum SubscriptionShowJob {
    /// Shows it as text, or with `--json` as one object.
    package static func run(_ context: RunContext, word: String) throws -> ExitStatus {
        guard context.options.csv == nil else {
            throw JobError.usage(text: "show has no CSV; give --json, or see subscription list")
        }
        let ledger = try context.openLedger(access: .readOnly)
        let subscription = try ledger.subscription(named: word)
        let policy = try policy(of: subscription, context, ledger)
        try ReportDestination.standardOutput.write { sink in
            try ledger.visitDetails(subscription: subscription.id) { part, columns, visit in
                let cells = LedgerCells(columns)
                if context.options.json {
                    let opening = part == "subscription" ? "{" : ","
                    try sink(Array("\(opening)\"\(part)\":".utf8))
                    try rows(as: .json, cells, visit, to: sink)
                } else if part == "subscription" {
                    var lines: [(name: String, value: String)] = []
                    try visit { lines += cells.lines($0) }
                    try sink(Array(text(of: lines + policy).utf8))
                } else {
                    try table(part, cells, visit, to: sink)
                }
            }
            guard context.options.json else { return }
            let columns = policy.map { ReportColumn($0.name, .text) }
            try sink(Array(",\"policy\":".utf8))
            var writer = ReportFormat.json.writer(columns: columns, sink: sink)
            for line in policy { writer.text(line.value) }
            try writer.endRow()
            try writer.finish()
            try sink(Array("}\n".utf8))
        }
        return .success
    }

    private typealias Visit = (_ row: (borrowing LedgerRow) throws -> Void) throws -> Void

    private static func rows(
        as format: ReportFormat, _ cells: LedgerCells, _ visit: Visit, to sink: @escaping ReportSink
    ) throws {
        var writer = format.writer(columns: cells.columns, sink: sink)
        try visit { try cells.append($0, to: &writer) }
        try writer.finish()
    }

    /// A part with a title, if it has rows.
    private static func table(
        _ part: String, _ cells: LedgerCells, _ visit: Visit, to sink: @escaping ReportSink
    ) throws {
        var count = 0
        try visit { _ in count += 1 }
        guard count > 0 else { return }
        try sink(Array("\n\(part.replacing("_", with: " ")):\n".utf8))
        try rows(as: .table, cells, visit, to: sink)
    }

    private static func text(of lines: [(name: String, value: String)]) -> String {
        let width = lines.map(\.name.count).max() ?? 0
        return lines.map { line in
            let padding = String(repeating: " ", count: width - line.name.count)
            return "\(line.name)\(padding)  \(line.value.printable(limit: 2_000))\n"
        }.joined()
    }

    private static func policy(
        of subscription: NamedSubscription, _ context: RunContext, _ ledger: Ledger
    ) throws -> [(name: String, value: String)] {
        let policies = try PolicyShowJob(context)
        let narrowing = Narrowing(names: [Narrowing.Name(.reference, subscription.reference)])
        var lines: [(name: String, value: String)] = []
        try SubscriptionRows(context, ledger).visit(narrowing) { row in
            let level = policies.level(of: row)
            lines = [
                ("policy", level.policy.value.rawValue),
                ("policy_from", "\(level.policy.source.rawValue) \(level.policy.place)"),
                ("window", "\(level.window.value)"),
                ("window_from", "\(level.window.source.rawValue) \(level.window.place)"),
            ]
        }
        return lines
    }
}
