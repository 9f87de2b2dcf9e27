import Wording

/// One record of a zone, as getHosts shows it and setHosts takes it (namecheap-api.md, 8.4, 8.5).
package struct HostRecord: Sendable, Hashable {
    /// Relative to the zone; `@` for the zone itself.
    package let name: String
    /// The type in the API's word.
    package let type: String
    /// The value as it is shown; of a CAA record flag, tag and value.
    package let address: String
    /// The preference of a mail server; shown with other types too.
    package let preference: Int?
    /// In seconds; 1799 means that Namecheap chooses.
    package let timeToLive: Int

    /// A record with all its parts.
    package init(
        name: String, type: String, address: String, preference: Int? = nil, timeToLive: Int
    ) {
        self.name = name
        self.type = type
        self.address = address
        self.preference = preference
        self.timeToLive = timeToLive
    }

    /// The types that setHosts documents; a record of another one cannot be written back.
    static let types: Set = [
        "A", "AAAA", "ALIAS", "CAA", "CNAME", "MX", "MXE", "NS", "TXT", "URL", "URL301", "FRAME",
    ]
    /// The values of EmailType that setHosts documents.
    static let mailTypes: Set = ["MXE", "MX", "FWD", "OX", "GMAIL", "NONE"]

    /// Everything that keeps the record from being written back exactly as it is.
    var doubts: [String] {
        let subject = "record \(name.printable(limit: 80)) \(type.printable(limit: 20))"
        var check = ArgumentCheck()
        check.require(!name.isEmpty, "\(subject) has no name")
        // Refused by setHosts (section 8.5); in another case it would be another text.
        check.require(name == name.lowercased(), "\(subject) has a capital letter in its name")
        check.require(HostRecord.types.contains(type), "\(subject) is of an unknown type")
        check.require(!address.isEmpty, "\(subject) has no value")
        check.require(
            name.utf8.allSatisfy(HostRecord.isOfName), "\(subject) has a name that is none")
        for text in [name, address] {
            check.require(
                text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 },
                "\(subject) holds a control character")
        }
        check.require(
            (60...60_000).contains(timeToLive),
            "\(subject) lives \(timeToLive) seconds, not 60–60000")
        check.require(
            preference.map { (0...65_535).contains($0) } ?? (type != "MX"),
            "\(subject) has no valid preference")
        check.require(
            type != "CAA" || HostRecord.isAuthorisation(address),
            "\(subject) is not a flag, a tag and a value")
        return check.problems
    }

    /// Whether a byte can stand in a name; capital letters have a doubt of their own.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: "0123456789-_.*@".utf8.contains(byte)
        }
    }

    /// Whether a text is a CAA record's flag, tag and value.
    private static func isAuthorisation(_ text: String) -> Bool {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && UInt8(parts[0]) != nil
            && ["issue", "issuewild", "iodef"].contains(parts[1]) && !parts[2].isEmpty
    }
}

/// A domain as the commands for its records take it: what was bought, and below what.
package struct ZoneName: Sendable, Hashable {
    /// The label that was bought.
    package let label: String
    /// What it was bought below, such as `co.uk`.
    package let suffix: String

    /// The whole name.
    package var text: String { "\(label).\(suffix)" }

    /// A domain in two parts.
    package init(label: String, suffix: String) {
        self.label = label
        self.suffix = suffix
    }

    /// Both parts as parameters.
    var parameters: [NamecheapParameter] {
        [NamecheapParameter("SLD", label), NamecheapParameter("TLD", suffix)]
    }

    /// What is wrong with them; the lengths are the documented ones.
    func check(_ check: inout ArgumentCheck) {
        check.text("SLD", label, 1...70)
        check.text("TLD", suffix, 1...10)
        check.require(!label.contains("."), "SLD holds a dot")
    }
}
