import Wording

/// A setting as it is in force, and who says so: a row of what a person is shown.
package struct ListedSetting: Sendable, Equatable {
    /// Its name in the file.
    package let name: String
    /// What it says; nil where nobody says anything.
    package let value: String?
    /// Where that comes from.
    package let source: SettingSource
    /// Whether a line of our own file says it.
    package let isSet: Bool
    /// Whether nobody may see what it says.
    package let isSecret: Bool

    /// The value, or dots in place of a secret.
    package var shown: String? { isSecret ? value.map { Secret($0).description } : value }
}

extension SettingSet {
    /// Every setting of a list as it is in force, one row a line for what counts more than once.
    func listed(_ definitions: [SettingDefinition]) -> [ListedSetting] {
        definitions.flatMap { definition -> [ListedSetting] in
            let lines = definition.isRepeatable ? all(definition) : []
            guard lines.isEmpty else {
                return lines.map {
                    ListedSetting(
                        name: definition.name, value: $0.value,
                        source: .line(file: $0.file, line: $0.line), isSet: true,
                        isSecret: definition.kind.isSecret)
                }
            }
            return [
                ListedSetting(
                    name: definition.name, value: text(definition), source: source(definition),
                    isSet: isSet(definition), isSecret: definition.kind.isSecret)
            ]
        }
    }
}

extension ModuleSettings {
    /// Every setting of a module file as it is in force.
    package static func listed(
        text: String, file: String
    ) throws(SettingsError) -> [ListedSetting] {
        let lines = try SettingsText.parse(text, file: file)
        return try SettingSet(definitions, lines: lines, file: file).listed(definitions)
    }
}

extension LedgerSettings {
    /// Every setting of the main file as it is in force; those that an included file may set, too.
    package static func listed(
        lines: [SettingLine], file: String, included: [SettingLine]
    ) throws(SettingsError) -> [ListedSetting] {
        let own = try SettingSet(definitions, lines: lines, file: file)
        let foreign = try SettingSet(foreignDefinitions, foreign: included)
            .listed(foreignDefinitions).filter(\.isSet)
        return own.listed(definitions).map { setting in
            guard !setting.isSet, let other = foreign.first(where: { $0.name == setting.name }),
                case .line(let file, let line) = other.source
            else { return setting }
            return ListedSetting(
                name: setting.name, value: other.value,
                source: .included(file: file, line: line), isSet: false, isSecret: false)
        }
    }
}
