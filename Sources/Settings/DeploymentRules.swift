import Subscriptions

/// How the certificates of which hosts are deployed, as the lines of the settings say.
package struct DeploymentRules: Sendable, Equatable {
    /// The program that reloads units.
    package let systemctl: String
    private let hooks: [HostRule]
    private let units: [HostRule]

    init(_ own: SettingSet) {
        systemctl = own.text(LedgerSettings.systemctlSetting) ?? ""
        hooks = own.all(LedgerSettings.deploymentHookSetting).compactMap {
            HostRule(hook: $0.value)
        }
        units = own.all(LedgerSettings.reloadUnitSetting).compactMap { HostRule(unit: $0.value) }
    }

    /// The program that deploys the certificate of a host: that of the last line it fits.
    package func hook(for host: String) -> String? {
        hooks.last { $0.fits(host) }.flatMap { $0.word == "none" ? nil : $0.word }
    }

    /// The units that are reloaded after the hook of a host: those of all lines it fits.
    package func units(for host: String) -> [String] {
        units.filter { $0.fits(host) }.map(\.word).reduce(into: []) { units, unit in
            if !units.contains(unit) { units.append(unit) }
        }
    }
}

/// A word of the settings that is meant for some hosts.
struct HostRule: Sendable, Equatable {
    /// The hosts it is meant for.
    private let pattern: HostPattern
    /// A path, a unit, or `none`.
    let word: String

    /// Reads `PROGRAM`, `PATTERN PROGRAM` or `PATTERN none`.
    init?(hook text: String) {
        let (first, rest) =
            text.hasPrefix("/") ? ("*", text[...]) : SettingsText.words(text[...])
        guard let pattern = HostPattern(first), rest == "none" || rest.hasPrefix("/") else {
            return nil
        }
        self.pattern = pattern
        word = String(rest)
    }

    /// Reads `PATTERN` or `PATTERN none`.
    init?(zone text: String) {
        let (first, rest) = SettingsText.words(text[...])
        guard let pattern = HostPattern(first), ["", "none"].contains(rest) else { return nil }
        self.pattern = pattern
        word = String(rest)
    }

    /// Reads `PATTERN UNIT`.
    init?(unit text: String) {
        let (first, rest) = SettingsText.words(text[...])
        guard let pattern = HostPattern(first), HostRule.isUnit(rest) else { return nil }
        self.pattern = pattern
        word = String(rest)
    }

    /// Whether the host is one of those meant; the `*` of a wildcard's own name is a character.
    func fits(_ host: String) -> Bool { pattern.matches(host) }

    /// A name as systemd.unit(5) has it: no option, no pattern, nothing a shell would mind.
    private static func isUnit(_ text: Substring) -> Bool {
        (1...255).contains(text.utf8.count) && text.first != "-"
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte | 0x20) || (48...58).contains(byte)
                    || [45, 46, 64, 92, 95].contains(byte)
            }
    }
}
