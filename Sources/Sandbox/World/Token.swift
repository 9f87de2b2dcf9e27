/// What a client publishes to show control of names (Sectigo's rule, SSL.com's likewise).
struct Token: Sendable {
    let md5: String
    let sha256: String
    let unique: String
    let suffix: String

    /// The file below `/.well-known/pki-validation/`.
    var fileName: String { md5 + ".txt" }
    /// The lines of the file.
    var fileContent: String { "\(sha256)\n\(suffix)\n\(unique)" }
    /// The value of the CNAME record.
    var target: String { "\(sha256.prefix(32)).\(sha256.suffix(32)).\(unique).\(suffix)" }

    /// The owner of the CNAME record for a name; a wildcard is validated at its base.
    func owner(for name: String) -> String { "_\(md5).\(Self.base(of: name))" }

    /// The name without the wildcard label.
    static func base(of name: String) -> String {
        name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
    }
}
