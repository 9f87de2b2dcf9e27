import DNS

/// What the sandbox's own DNS and web servers show to the CA.
struct Records: Codable, Sendable {
    private var targets: [String: Set<String>] = [:]
    private var properties: [String: [Record.Authorization]] = [:]
    private var files: [String: String] = [:]

    /// Publishes a CNAME record.
    mutating func publish(alias name: String, target: String) {
        targets[Self.normal(name), default: []].insert(Self.trimmed(target))
    }

    /// Publishes a CAA record.
    mutating func publish(authorization: Record.Authorization, name: String) {
        properties[Self.normal(name), default: []].append(authorization)
    }

    /// Publishes a file below the validation folder of a host.
    mutating func publish(file: String, host: String, content: String) {
        files[Self.key(host, file)] = content
    }

    /// Takes a CNAME record away; false when there was none.
    mutating func withdraw(alias name: String, target: String) -> Bool {
        targets[Self.normal(name)]?.remove(Self.trimmed(target)) != nil
    }

    /// Takes a CAA record away; false when there was none.
    mutating func withdraw(authorization: Record.Authorization, name: String) -> Bool {
        let key = Self.normal(name)
        guard let place = properties[key]?.firstIndex(of: authorization) else { return false }
        properties[key]?.remove(at: place)
        return true
    }

    /// Takes a file away; false when there was none.
    mutating func withdraw(file: String, host: String) -> Bool {
        files.removeValue(forKey: Self.key(host, file)) != nil
    }

    /// The targets of a name's CNAME records.
    func aliases(of name: String) -> [String] { targets[Self.normal(name)].map(Array.init) ?? [] }

    /// The CAA properties of a name.
    func authorizations(of name: String) -> [Record.Authorization] {
        properties[Self.normal(name)] ?? []
    }

    /// The content of a file; nil when there is none.
    func file(_ file: String, of host: String) -> String? { files[Self.key(host, file)] }

    private static func key(_ host: String, _ file: String) -> String {
        normal(host) + "/" + (file.split(separator: "/").last.map(String.init) ?? file)
    }

    private static func normal(_ name: String) -> String { trimmed(name).lowercased() }

    private static func trimmed(_ name: String) -> String {
        name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
