import CertificateLedger
import Reports
import Settings
import Subscriptions
import Wording

/// `ssl-admin policy show`: policy and window in force at each level, and who set them where.
package struct PolicyShowJob {
    /// The columns; a promise.
    static let columns = [
        ReportColumn("level", .text), ReportColumn("name", .text), ReportColumn("policy", .text),
        ReportColumn("policy_from", .text), ReportColumn("policy_place", .text),
        ReportColumn("window", .number), ReportColumn("window_from", .text),
        ReportColumn("window_place", .text),
    ]

    /// A value in force, and who set it where.
    struct Setting<Value> {
        let value: Value
        let source: PolicySource
        let place: String
    }

    /// Policy and window in force at one level.
    struct Level {
        let policy: Setting<Policy>
        let window: Setting<Int>
    }

    private let type: Level
    private let modules: [(name: String, level: Level)]

    /// Shows product type and modules, and the subscriptions that are named.
    package static func run(_ context: RunContext, naming: NamingOptions) throws -> ExitStatus {
        let narrowing = try naming.narrowing()
        let job = try PolicyShowJob(context)
        let ledger = naming.isGiven ? try context.openLedger(access: .readOnly) : nil
        try context.writeRows(columns) { writer in
            try job.append(job.type, "product-type", "SSL certificates", to: &writer)
            for (name, level) in job.modules {
                try job.append(level, "module", name, to: &writer)
            }
            guard let ledger else { return }
            try SubscriptionRows(context, ledger).visit(narrowing) { row in
                let level = job.level(of: row)
                try job.append(level, "subscription", row.reference, to: &writer)
            }
        }
        return .success
    }

    init(_ context: RunContext) throws {
        let settings = context.configuration.settings
        let places = PolicyPlaces(context)
        let type = Level(
            policy: Setting(
                value: settings.policy.value, source: settings.policy.source.policySource,
                place: settings.policy.source.place),
            window: Setting(
                value: settings.window.value, source: settings.window.source.policySource,
                place: settings.window.source.place))
        self.type = type
        modules = try context.configuration.modules.map { module in
            func place(_ setting: String) throws -> String {
                let path = try places.file(ofModule: module.name)
                return try places.line(setting, in: path).map { "\($0.file):\($0.line)" } ?? path
            }
            let own = module.settings
            let policy = try own.policy.map {
                Setting(value: $0, source: .module, place: try place("SSLSubscriptionPolicy"))
            }
            let window = try own.window.map {
                Setting(value: $0, source: .module, place: try place("SSLSubscriptionBefore"))
            }
            return (
                module.name, Level(policy: policy ?? type.policy, window: window ?? type.window)
            )
        }
    }

    /// Policy and window in force for a subscription: its own, its module's, the product type's.
    func level(of row: SubscriptionRows.Row) -> Level {
        let inherited = modules.first { $0.name == row.module }?.level ?? type
        let place = "the ledger"
        return Level(
            policy: row.policy.map { Setting(value: $0, source: .subscription, place: place) }
                ?? inherited.policy,
            window: row.window.map { Setting(value: $0, source: .subscription, place: place) }
                ?? inherited.window)
    }

    private func append(
        _ level: Level, _ kind: String, _ name: String, to writer: inout any ReportWriter
    ) throws {
        writer.text(kind)
        writer.text(name)
        writer.text(level.policy.value.rawValue)
        writer.text(level.policy.source.rawValue)
        writer.text(level.policy.place)
        writer.number(level.window.value)
        writer.text(level.window.source.rawValue)
        writer.text(level.window.place)
        try writer.endRow()
    }
}

extension SettingSource {
    /// `file:line`, or nothing where nobody set it.
    fileprivate var place: String { self == .default ? "" : text }
}
