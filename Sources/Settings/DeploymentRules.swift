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
    /// The hosts: `*` stands for any run of characters, dots too.
    let pattern: String
    /// A path, a unit, or `none`.
    let word: String

    /// Reads `PROGRAM`, `PATTERN PROGRAM` or `PATTERN none`.
    init?(hook text: String) {
        if text.hasPrefix("/") {
            pattern = "*"
            word = text
            return
        }
        let (first, rest) = SettingsText.words(text[...])
        guard HostRule.isPattern(first), rest == "none" || rest.hasPrefix("/") else { return nil }
        pattern = first.lowercased()
        word = String(rest)
    }

    /// Reads `PATTERN UNIT`.
    init?(unit text: String) {
        let (first, rest) = SettingsText.words(text[...])
        guard HostRule.isPattern(first), HostRule.isUnit(rest) else { return nil }
        pattern = first.lowercased()
        word = String(rest)
    }

    /// Whether the host is one of those meant; the `*` of a wildcard's own name is a character.
    func fits(_ host: String) -> Bool {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        var rest = host.lowercased()[...]
        guard let first = pieces.first, let last = pieces.last, rest.hasPrefix(first) else {
            return false
        }
        guard pieces.count > 1 else { return rest == pattern }
        rest.removeFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let place = rest.firstRange(of: piece) else { return false }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    private static func isPattern(_ text: Substring) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte | 0x20) || (48...57).contains(byte)
                    || [42, 45, 46, 95].contains(byte)
            }
    }

    /// A name as systemd.unit(5) has it: no option, no pattern, nothing a shell would mind.
    private static func isUnit(_ text: Substring) -> Bool {
        (1...255).contains(text.utf8.count) && text.first != "-"
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte | 0x20) || (48...58).contains(byte)
                    || [45, 46, 64, 92, 95].contains(byte)
            }
    }
}
