package import Subscriptions

/// Where the value of a setting comes from.
package enum SettingSource: Sendable, Equatable {
    /// A line of our own file.
    case line(file: String, line: Int)
    /// A line of an included file of another program.
    case included(file: String, line: Int)
    /// Nobody set it.
    case `default`

    /// `file:line`, or `default`.
    package var text: String {
        switch self {
        case .line(let file, let line), .included(let file, let line): "\(file):\(line)"
        case .default: "default"
        }
    }
}

/// A value with its source.
package struct Sourced<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The value in force.
    package var value: Value
    /// Who set it.
    package var source: SettingSource

    /// A value and who set it.
    package init(value: Value, source: SettingSource) {
        self.value = value
        self.source = source
    }
}

/// The lines of one file, checked against the settings that exist; the last line wins.
package struct SettingSet: Sendable {
    private let lines: [String: [SettingLine]]

    /// Checks our own file: an unknown name, a wrong value, a missing setting are all reported.
    package init(
        _ definitions: [SettingDefinition], lines: [SettingLine], file: String
    ) throws(SettingsError) {
        let known = definitions.map(\.name)
        let unknown = lines.filter { !known.contains($0.name) }.map { line in
            SettingProblem(
                file: line.file, line: line.line,
                kind: .unknownName(
                    line.name, suggestion: suggestion(for: line.name, among: known)))
        }
        let missing = definitions.filter { definition in
            definition.isRequired && !lines.contains { $0.name == definition.name }
        }.map { definition in
            SettingProblem(
                file: file, line: nil,
                kind: .missing(name: definition.name, allowed: definition.kind.allowed))
        }
        try self.init(definitions, lines, further: unknown + missing)
    }

    /// Checks a file of another program: unknown names are ignored, ours must be right.
    package init(
        _ definitions: [SettingDefinition], foreign lines: [SettingLine]
    ) throws(SettingsError) {
        try self.init(definitions, lines, further: [])
    }

    private init(
        _ definitions: [SettingDefinition], _ lines: [SettingLine], further: [SettingProblem]
    ) throws(SettingsError) {
        let wrong = definitions.flatMap { definition in
            lines.filter { $0.name == definition.name }.compactMap(definition.problem)
        }
        let problems = (wrong + further).sorted { ($0.line ?? .max) < ($1.line ?? .max) }
        guard problems.isEmpty else { throw .problems(problems) }
        self.lines = Dictionary(grouping: lines, by: \.name)
    }

    /// Whether a line sets it; an empty one of an optional setting does not.
    package func isSet(_ definition: SettingDefinition) -> Bool { line(definition) != nil }

    /// The line in force and where it stands, or the default.
    package func source(_ definition: SettingDefinition) -> SettingSource {
        line(definition).map { .line(file: $0.file, line: $0.line) } ?? .default
    }

    /// The text in force, or nil where neither a line nor a default gives one.
    package func text(_ definition: SettingDefinition) -> String? {
        line(definition).map(definition.value) ?? definition.fallback
    }

    /// Every line of a repeatable setting, in order.
    package func all(_ definition: SettingDefinition) -> [SettingLine] {
        lines[definition.name] ?? []
    }

    /// Whether a switch is on.
    package func isOn(_ definition: SettingDefinition) -> Bool { text(definition) == "on" }

    /// The number in force.
    package func number(_ definition: SettingDefinition) -> Int? {
        text(definition).flatMap(wholeNumber)
    }

    /// The amount in force, in hundredths of the account's currency.
    package func money(_ definition: SettingDefinition) -> Int? {
        text(definition).flatMap(minorUnits)
    }

    /// The share in force.
    package func share(_ definition: SettingDefinition) -> Double? {
        text(definition).flatMap(fraction)
    }

    /// The policy in force.
    package func policy(_ definition: SettingDefinition) -> Policy? {
        text(definition).flatMap(Policy.init)
    }

    /// The steps of a CA's own table of validity, in the order of the file.
    package func validitySteps(_ definition: SettingDefinition) -> [ValiditySchedule.Step] {
        all(definition).compactMap { scheduleStep($0.value) }
    }

    private func line(_ definition: SettingDefinition) -> SettingLine? {
        lines[definition.name]?.last.flatMap { definition.value(of: $0).isEmpty ? nil : $0 }
    }
}
