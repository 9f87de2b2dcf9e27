/// How a client chooses the validation of each name.
enum ValidationChoice {
    /// Reads the flags and lists of ssl.activate and ssl.reissue.
    static func read(
        _ fields: Fields, names: [String]
    ) throws(SandboxError) -> [(name: String, method: ValidationMethod)] {
        let isFile = try flag("HTTPDCValidation", fields)
        let isAlias = try flag("DNSDCValidation", fields)
        guard !(isFile && isAlias) else {
            throw .refused(number: 2_011_784, text: "Only one validation method may be chosen")
        }
        if isFile || isAlias {
            return try names.map { name throws(SandboxError) in
                (name, try checked(isFile ? .file : .cname, name: name))
            }
        }
        let first = fields["ApproverEmail"] ?? ""
        guard !first.isEmpty else {
            throw .refused(number: 2_010_295, text: "ApproverEmail is missing")
        }
        let further = (fields["DNSApproverEmails"] ?? "").split(separator: ",").map {
            String($0).split(separator: " ").joined()
        }
        guard !further.isEmpty || names.count == 1 else {
            throw .refused(number: 2_010_295, text: "DNSApproverEmails is missing")
        }
        guard further.count == names.count - 1 else {
            throw .refused(number: 2_010_767, text: "DNSNames and DNSApproverEmails differ")
        }
        var methods: [(name: String, method: ValidationMethod)] = []
        for (name, text) in zip(names, [first] + further) {
            methods.append((name, try method(text, name: name)))
        }
        return methods
    }

    /// The method that a word or mailbox names, in either spelling of the API.
    static func method(_ text: String, name: String) throws(SandboxError) -> ValidationMethod {
        switch text.uppercased().split(separator: "_").joined() {
        case "HTTPCSRHASH": return try checked(.file, name: name)
        case "CNAMECSRHASH": return .cname
        default: break
        }
        let parts = text.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        let base = Token.base(of: name)
        guard parts.count == 2, mailboxes.contains(String(parts[0])),
            base == parts[1] || base.hasSuffix("." + parts[1]), parts[1].contains(".")
        else { throw .refused(number: 2_011_295, text: "ApproverEmail is not valid") }
        return .mail(text.lowercased())
    }

    /// The constructed addresses of the Baseline Requirements, 3.2.2.4.4.
    static let mailboxes = [
        "admin", "administrator", "hostmaster", "postmaster", "webmaster",
    ]

    private static func checked(
        _ method: ValidationMethod, name: String
    ) throws(SandboxError) -> ValidationMethod {
        guard method != .file || !name.hasPrefix("*.") else {
            throw .refused(
                number: 3_011_295, text: "The file method does not validate a wildcard")
        }
        return method
    }

    private static func flag(_ name: String, _ fields: Fields) throws(SandboxError) -> Bool {
        switch (fields[name] ?? "").lowercased() {
        case "true": return true
        case "false", "": return false
        default: throw .refused(number: 2_013_900, text: "\(name) is not a boolean")
        }
    }
}
