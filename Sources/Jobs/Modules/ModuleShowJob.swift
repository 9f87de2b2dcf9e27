import Foundation
import Reports
import Settings
import Subscriptions
import Wording

/// `ssl-admin module show`: what is in force for a module, and who says so.
package enum ModuleShowJob {
    /// The columns; a promise.
    private static let columns = [
        ReportColumn("setting", .text), ReportColumn("value", .text),
        ReportColumn("source", .text),
    ]

    /// Writes a row a setting; secrets are three dots.
    package static func run(_ context: RunContext, name: String) throws -> ExitStatus {
        let module = try context.module(named: name)
        let settings = try EffectiveModule(module, in: context.configuration.settings).settings()
        try context.writeRows(columns) { writer in
            for setting in settings {
                writer.text(setting.name)
                writer.text(setting.value)
                writer.text(setting.source)
                try writer.endRow()
            }
        }
        return .success
    }
}

/// A module's settings with what the environment and the main file add to its own file.
struct EffectiveModule {
    /// A setting in words for a person; nothing secret is in it.
    struct Setting: Sendable, Equatable {
        let name: String
        let value: String?
        let source: String
    }

    private let module: ConfiguredModule
    private let main: LedgerSettings

    init(_ module: ConfiguredModule, in main: LedgerSettings) {
        self.module = module
        self.main = main
    }

    /// Every setting in the order of their list.
    func settings() throws -> [Setting] {
        let text = try SettingsFile.secretText(module.path)
        return try ModuleSettings.listed(text: text, file: module.path).map { setting in
            switch setting.name {
            case "APIUser" where !setting.isSet:
                Setting(name: setting.name, value: module.settings.apiUser, source: "Username")
            case "Endpoint" where !setting.isSet:
                Setting(name: setting.name, value: module.endpoint, source: "default")
            case "APIKey" where isKeyFromEnvironment:
                Setting(
                    name: setting.name, value: module.apiKey.description,
                    source: "environment \(variable)")
            case "SSLSubscriptionPolicy" where !setting.isSet:
                Setting(
                    name: setting.name, value: main.policy.value.rawValue,
                    source: main.policy.source.text)
            case "SSLSubscriptionBefore" where !setting.isSet:
                Setting(
                    name: setting.name, value: "\(main.window.value)",
                    source: main.window.source.text)
            default:
                Setting(name: setting.name, value: setting.shown, source: setting.source.text)
            }
        }
    }

    private var variable: String { ConfiguredModule.keyVariable(ofModule: module.name) }

    private var isKeyFromEnvironment: Bool {
        ProcessInfo.processInfo.environment[variable]?.isEmpty == false
    }
}
