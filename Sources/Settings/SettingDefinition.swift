/// A setting that exists: its name, what it may say, and what holds where nobody sets it.
package struct SettingDefinition: Sendable, Equatable {
    /// The name in the file.
    package let name: String
    /// What it may say.
    package let kind: SettingKind
    /// The value where no line sets it, or nil for none; only then may a line be empty.
    package let fallback: String?
    /// Whether the file must set it.
    package let isRequired: Bool
    /// Whether every line counts, not only the last.
    package let isRepeatable: Bool

    /// Declares a setting.
    package init(
        _ name: String, _ kind: SettingKind, default fallback: String? = nil,
        isRequired: Bool = false, isRepeatable: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
    }

    /// What the line says, with `Option Name` alone as `on` for a switch.
    func value(of line: SettingLine) -> String {
        kind == .onOff && line.isOption && line.value.isEmpty ? "on" : line.value
    }

    /// What is wrong with the line, or nil.
    func problem(with line: SettingLine) -> SettingProblem? {
        let value = value(of: line)
        if kind.accepts(value) || (value.isEmpty && fallback == nil && !isRequired) { return nil }
        return SettingProblem(
            file: line.file, line: line.line,
            kind: .wrongValue(
                name: name, value: kind.isSecret && !value.isEmpty ? nil : value,
                allowed: kind.allowed))
    }
}
