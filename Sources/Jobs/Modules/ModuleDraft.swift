import Foundation
import Settings
import Wording

/// A module as somebody is about to set it up: values by setting, each checked when it is given.
struct ModuleDraft {
    /// The settings that the source document asks for, in its order; others may follow.
    static let asked = [
        "Module", "Username", "APIUser", "APIKey", "ClientIP", "Sandbox", "Name", "Department",
        "Sort", "MinimalBalance",
    ]
    /// The order of lines in a new file: who it is first.
    private static let order =
        ["Module", "Name"] + asked.filter { !["Module", "Name"].contains($0) }
    /// Lines that a new file has though they only say what holds anyway: a person sees what is on.
    private static let alwaysWritten: Set = ["Module", "Sandbox", "Sort"]

    /// What the file says so far; empty for a new module.
    let text: String
    private let before: [String: ListedSetting]
    private var given: [String: String] = [:]

    /// A draft of a new module.
    init() {
        text = ""
        before = [:]
    }

    /// A draft that begins with a module's file.
    init(changing text: String, file: String) throws(SettingsError) {
        self.text = text
        before = Dictionary(
            try ModuleSettings.listed(text: text, file: file).map { ($0.name, $0) },
            uniquingKeysWith: { $1 })
    }

    /// What a setting would say in the file, default included; empty where nobody says anything.
    subscript(name: String) -> String {
        given[name] ?? before[name]?.value ?? ModuleSettings.definition(name)?.fallback ?? ""
    }

    /// Whether somebody gave a value, now or in the file.
    func isSaid(_ name: String) -> Bool {
        given[name].map { !$0.isEmpty } ?? before[name]?.isSet ?? false
    }

    /// Takes a value, without blanks around it as a file would have it; an empty one is none.
    ///
    /// - Returns: what is wrong with it; it is not taken then.
    mutating func give(_ name: String, _ value: String) -> SettingProblem.Kind? {
        guard let definition = ModuleSettings.definition(name) else {
            let known = ModuleSettings.definitions.map(\.name)
            return .unknownName(name, suggestion: suggestion(for: name, among: known))
        }
        let value = String(SettingsText.trimmed(value[...]))
        if let problem = definition.problem(withValue: value) { return problem }
        given[name] = value
        if name == "APIKey" { given["APIKeyFile"] = "" }
        if name == "APIKeyFile" { given["APIKey"] = "" }
        return nil
    }

    /// What must be said and is not, by setting, as the file would be told.
    var missing: [(name: String, text: String)] {
        let settings = ModuleSettings.definitions.filter { $0.isRequired && self[$0.name].isEmpty }
            .map {
                ($0.name, SettingProblem.Kind.missing(name: $0.name, allowed: $0.kind.allowed).text)
            }
        return settings
            + (hasKey ? [] : [("APIKey", "APIKey is missing, name its file with --key-file")])
    }

    /// Whether the file or the environment holds a key.
    private var hasKey: Bool {
        let variable = ConfiguredModule.keyVariable(ofModule: self["Name"])
        return isSaid("APIKey") || isSaid("APIKeyFile")
            || ProcessInfo.processInfo.environment[variable]?.isEmpty == false
    }

    /// The text of the file with the draft in it; what says the same as before stays as it is.
    var changedText: String {
        let others = ModuleSettings.definitions.map(\.name).filter { !Self.order.contains($0) }
        return SettingsText.changing(text, (Self.order + others).compactMap(change))
    }

    private func change(of name: String) -> SettingChange? {
        let value = self[name]
        guard let old = before[name] else {
            let isNeedless =
                value == ModuleSettings.definition(name)?.fallback
                || (name == "APIUser" && value == self["Username"])
            let isWritten = !value.isEmpty && (!isNeedless || Self.alwaysWritten.contains(name))
            return isWritten ? SettingChange(name, value) : nil
        }
        guard given[name] != nil, value != old.value ?? "" else { return nil }
        // Who calls is the account itself where nothing is said.
        if name == "APIUser", !old.isSet, value == self["Username"] { return nil }
        return SettingChange(name, value.isEmpty ? nil : value)
    }
}

extension ModuleDraft {
    /// Takes the first line of a file as the key.
    mutating func giveKey(from path: String) throws(JobError) -> SettingProblem.Kind? {
        let text = try SettingsFile.secretText(path)
        return give("APIKey", String(text.prefix { !["\n", "\r\n", "\r"].contains($0) }))
    }

    /// The module that the file would make.
    func module(path: String) throws -> ConfiguredModule {
        try ConfiguredModule(
            text: changedText, path: path, environment: ProcessInfo.processInfo.environment)
    }
}
