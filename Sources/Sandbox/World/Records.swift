/// What the sandbox's own DNS and web servers show to the CA.
struct Records: Codable, Sendable {
    private var aliases: [String: Set<String>] = [:]
    private var files: [String: String] = [:]

    /// Publishes a CNAME record.
    mutating func publish(alias name: String, target: String) {
        aliases[Self.normal(name), default: []].insert(Self.trimmed(target))
    }

    /// Publishes a file below the validation folder of a host.
    mutating func publish(file: String, host: String, content: String) {
        files[Self.key(host, file)] = content
    }

    /// Takes a CNAME record away; false when there was none.
    mutating func withdraw(alias name: String, target: String) -> Bool {
        aliases[Self.normal(name)]?.remove(Self.trimmed(target)) != nil
    }

    /// Takes a file away; false when there was none.
    mutating func withdraw(file: String, host: String) -> Bool {
        files.removeValue(forKey: Self.key(host, file)) != nil
    }

    /// Whether the token is published for a name, for a CNAME also at any parent.
    func show(_ token: Token, for name: String, by method: ValidationMethod) -> Bool {
        switch method {
        case .mail: false
        case .file: files[Self.key(name, token.fileName)] == token.fileContent
        case .cname:
            Self.parents(of: Token.base(of: name)).contains { parent in
                aliases[Self.normal(token.owner(for: parent))]?.contains(token.target) == true
            }
        }
    }

    /// The name and each parent down to two labels.
    private static func parents(of name: String) -> [String] {
        let labels = name.split(separator: ".")
        guard labels.count > 2 else { return [name] }
        return (0...(labels.count - 2)).map { labels[$0...].joined(separator: ".") }
    }

    private static func key(_ host: String, _ file: String) -> String {
        normal(host) + "/" + (file.split(separator: "/").last.map(String.init) ?? file)
    }

    private static func normal(_ name: String) -> String { trimmed(name).lowercased() }

    private static func trimmed(_ name: String) -> String {
        name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
