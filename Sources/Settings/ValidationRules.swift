/// How the records of which names are put in public, as the lines of the settings say.
///
/// Every line names the hosts it is for; of those that fit a name and can serve its validation the
/// last one counts, whichever setting it is of.
package struct ValidationRules: Sendable, Equatable {
    /// One way of putting a record in public.
    package enum Means: Sendable, Equatable {
        /// A program of the operator, for both validations.
        case hook(program: String)
        /// A file below the document root of a web server on this machine.
        case webroot(folder: String)
        /// A DNS update at a server, `192.0.2.53` or with a port, signed with the key of a file.
        case update(server: String, keyFile: String)
        /// A CNAME record in a zone of the module's own account at Namecheap.
        case namecheap
    }

    /// A line: who it is for, and what holds for them; nil for `none`.
    private struct Rule: Sendable, Equatable {
        let line: Int
        let hosts: HostRule
        let means: Means?
        let serves: Set<Validation>
    }

    private enum Validation { case cname, file }

    private let rules: [Rule]

    init(_ own: SettingSet) {
        let hooks = ValidationRules.rules(
            own, LedgerSettings.validationHookSetting, for: [.cname, .file]
        ) { .hook(program: $0) }
        let webroots = ValidationRules.rules(own, LedgerSettings.webrootSetting, for: [.file]) {
            .webroot(folder: $0)
        }
        let updates = own.all(LedgerSettings.dnsUpdateSetting).compactMap { line in
            UpdateLine(line.value).map {
                Rule(
                    line: line.line, hosts: $0.hosts,
                    means: .update(server: $0.server, keyFile: $0.hosts.word), serves: [.cname])
            }
        }
        let zones = own.all(LedgerSettings.namecheapDNSSetting).compactMap { line in
            HostRule(zone: line.value).map { hosts in
                Rule(
                    line: line.line, hosts: hosts,
                    means: hosts.word == "none" ? nil : .namecheap, serves: [.cname])
            }
        }
        rules = (hooks + webroots + updates + zones).sorted { $0.line < $1.line }
    }

    private static func rules(
        _ own: SettingSet, _ setting: SettingDefinition, for serves: Set<Validation>,
        means: (String) -> Means
    ) -> [Rule] {
        own.all(setting).compactMap { line in
            HostRule(hook: line.value).map { hosts in
                Rule(
                    line: line.line, hosts: hosts,
                    means: hosts.word == "none" ? nil : means(hosts.word), serves: serves)
            }
        }
    }

    /// How a file, or otherwise a CNAME record, of a name is published; nil where nothing says.
    ///
    /// A wildcard `*.example.com` is proven in the zone of `example.com`, which is what fits.
    package func means(for name: String, file: Bool) -> Means? {
        let host = name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
        return rules.last { $0.serves.contains(file ? .file : .cname) && $0.hosts.fits(host) }?
            .means
    }

    /// A way as the lines name it today, for whichever hosts; nil where none of them does.
    ///
    /// Another key file of the same server is the same way.
    package func today(_ means: Means) -> Means? {
        let all = rules.compactMap(\.means)
        if all.contains(means) { return means }
        guard case .update(let server, _) = means else { return nil }
        return all.last {
            if case .update(server, _) = $0 { true } else { false }
        }
    }
}

/// What a line `DNSUpdate PATTERN SERVER KEYFILE` says.
struct UpdateLine: Sendable, Equatable {
    /// The hosts, and the path of the key file.
    let hosts: HostRule
    /// The server, as it is written.
    let server: String

    /// Reads `PATTERN SERVER KEYFILE`.
    init?(_ text: String) {
        let (pattern, rest) = SettingsText.words(text[...])
        let (server, keyFile) = SettingsText.words(rest)
        guard SettingKind.nameServer.accepts(String(server)), keyFile.hasPrefix("/"),
            !pattern.hasPrefix("/"), let hosts = HostRule(hook: "\(pattern) \(keyFile)")
        else { return nil }
        self.hosts = hosts
        self.server = String(server)
    }
}
