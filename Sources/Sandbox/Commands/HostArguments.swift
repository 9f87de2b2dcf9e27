/// The numbered parameters of domains.dns.setHosts, each set of them one record.
enum HostArguments {
    /// The parameters that are followed by a number from 1.
    static let fields = ["HostName", "RecordType", "Address", "MXPref", "TTL", "Flag", "Tag"]

    private static let types: Set = [
        "A", "AAAA", "ALIAS", "CAA", "CNAME", "MX", "MXE", "NS", "TXT", "URL", "URL301", "FRAME",
    ]
    private static let mails: Set = ["MXE", "MX", "FWD", "OX", "GMAIL", "NONE"]
    private static let tags: Set = ["issue", "issuewild", "iodef"]

    /// Every number that some parameter ends with, in order.
    static func numbers(_ fields: Fields) -> [Int] {
        let names = Self.fields.map { $0.lowercased() }
        var found: Set<Int> = []
        for (name, _) in fields.sent {
            guard let field = names.first(where: { name.lowercased().hasPrefix($0) }),
                let number = Strictness.number(name.dropFirst(field.count))
            else { continue }
            found.insert(number)
        }
        return found.sorted()
    }

    /// EmailType; NONE when it is left out, for it is replaced as the records are.
    static func mail(_ fields: Fields) throws(SandboxError) -> String {
        let mail = (fields["EmailType"] ?? "").uppercased()
        guard mail.isEmpty || mails.contains(mail) else { throw invalid("EmailType") }
        return mail.isEmpty ? "NONE" : mail
    }

    /// One record.
    static func record(_ number: Int, _ fields: Fields) throws(SandboxError) -> Zone.Record {
        let name = fields["HostName\(number)"] ?? ""
        guard isHost(name) else {
            throw .refused(number: 2_050_900, text: "INVALID_NAME: HostName\(number)")
        }
        let type = (fields["RecordType\(number)"] ?? "").uppercased()
        guard types.contains(type) else { throw invalid("RecordType\(number)") }
        let address = try address(number, type: type, fields)
        let ttl = try value("TTL\(number)", fields, usual: 1800, in: 60...60_000)
        let preference = try value("MXPref\(number)", fields, usual: 10, in: 0...65_535)
        return Zone.Record(
            name: name, type: type, address: address, preference: preference, ttl: ttl)
    }

    /// What the record points to, in the form that getHosts gives back.
    private static func address(
        _ number: Int, type: String, _ fields: Fields
    ) throws(SandboxError) -> String {
        let name = "Address\(number)"
        let text = fields[name] ?? ""
        guard !text.isEmpty, text.utf8.count <= 2048,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw invalid(name) }
        switch type {
        case "A", "MXE":
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) else {
                throw invalid(name)
            }
            return text
        case "AAAA":
            guard text.contains(":"), text.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
            else { throw invalid(name) }
            return text
        case "CNAME", "MX", "NS", "ALIAS":
            guard text.contains("."), !text.contains(" ") else {
                throw .refused(
                    number: 2_050_900, text: "\(name) is not a fully qualified domain name")
            }
            return text.hasSuffix(".") ? text : text + "."
        case "CAA": return try authorisation(number, text, fields)
        default: return text
        }
    }

    /// Flag, tag and value, from parameters of their own or all in the address.
    private static func authorisation(
        _ number: Int, _ text: String, _ fields: Fields
    ) throws(SandboxError) -> String {
        let parts = text.split(separator: " ", maxSplits: 2)
        let isWhole = fields["Flag\(number)"] == nil && fields["Tag\(number)"] == nil
        let flag = isWhole ? parts.first.map(String.init) : fields["Flag\(number)"]
        let tag = isWhole ? parts.dropFirst().first.map(String.init) : fields["Tag\(number)"]
        guard let flag = UInt8(flag ?? "") else { throw invalid("Flag\(number)") }
        guard let tag = tag?.lowercased(), tags.contains(tag) else { throw invalid("Tag\(number)") }
        let value = isWhole ? parts.dropFirst(2).first.map(String.init) ?? "" : text
        guard !value.isEmpty else { throw invalid("Address\(number)") }
        return "\(flag) \(tag) " + (value.hasPrefix("\"") ? value : "\"\(value)\"")
    }

    /// Lower case as the real back end demands; `@`, a wildcard and underscores included.
    private static func isHost(_ name: String) -> Bool {
        if name == "@" || name == "*" { return true }
        let labels = (name.hasPrefix("*.") ? name.dropFirst(2) : name[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        return name.utf8.count <= 253
            && labels.allSatisfy { Zones.isLabel($0.hasPrefix("_") ? $0.dropFirst() : $0) }
    }

    private static func value(
        _ name: String, _ fields: Fields, usual: Int, in range: ClosedRange<Int>
    ) throws(SandboxError) -> Int {
        let text = fields[name] ?? ""
        guard !text.isEmpty else { return usual }
        guard let value = Int(text), range.contains(value) else { throw invalid(name) }
        return value
    }

    private static func invalid(_ name: String) -> SandboxError {
        .refused(number: 2_050_900, text: "Parameter \(name) is not valid")
    }
}
