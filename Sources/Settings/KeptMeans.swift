extension ValidationRules.Means {
    /// The way as a line of the settings names it, without its hosts: what is kept of it.
    package var text: String {
        switch self {
        case .hook(let program): "ValidationHook \(program)"
        case .webroot(let folder): "Webroot \(folder)"
        case .update(let server, let keyFile): "DNSUpdate \(server) \(keyFile)"
        case .namecheap: "NamecheapDNS"
        }
    }

    /// Reads what was kept; nil for what is no way.
    package init?(text: String) {
        let (word, rest) = SettingsText.words(text[...])
        let value = String(rest)
        switch word {
        case "ValidationHook" where value.hasPrefix("/"): self = .hook(program: value)
        case "Webroot" where value.hasPrefix("/"): self = .webroot(folder: value)
        case "DNSUpdate":
            guard let line = UpdateLine("* \(value)") else { return nil }
            self = .update(server: line.server, keyFile: line.hosts.word)
        case "NamecheapDNS" where value.isEmpty: self = .namecheap
        default: return nil
        }
    }
}
