/// The domains of the account.
struct Zones: Codable, Sendable {
    /// The domain that the start-up account's names are mostly below.
    static let main = "harbour-demo.test"
    /// A domain of the account whose DNS is answered elsewhere.
    static let foreign = "elsewhere-demo.test"
    /// Bare domains of the start-up account end like this.
    private static let ending = "-demo.test"

    /// Every zone that has been looked at or was named at the start, by name.
    private(set) var kept: [String: Zone] = [:]
    private var nextRecord = 401_200_981

    /// The zones an account starts with.
    init(further: [String]) {
        add([Self.main, Self.foreign] + further)
    }

    /// Adds what is not there yet.
    mutating func add(_ names: [String]) {
        for name in names where kept[name] == nil { keep(name) }
    }

    /// The zone of that name; bare domains of rows come into being when they are first named.
    mutating func zone(_ name: String, in holdings: Holdings) -> Zone? {
        if kept[name] == nil, Self.isBare(name), holdings.rows.contains(where: { $0.host == name })
        {
            keep(name)
        }
        return kept[name]
    }

    /// Every zone of the account by name, those of rows included.
    func all(in holdings: Holdings) -> [Zone] {
        var names: Set<String> = []
        for row in holdings.rows where kept[row.host] == nil && Self.isBare(row.host) {
            names.insert(row.host)
        }
        return (kept.values + names.map { Self.made($0) }).sorted { $0.name < $1.name }
    }

    /// Replaces every record of a zone, and gives the new ones their numbers.
    mutating func replace(_ records: [Zone.Record], mail: String, of name: String) {
        let records = numbered(records)
        kept[name]?.mail = mail
        kept[name]?.records = records
    }

    /// Where the CNAME records at a name point to, without the last dot.
    func aliases(at name: String) -> [String] {
        values(at: name, type: "CNAME").map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    }

    /// The CAA records at a name: flag, tag and value.
    func authorisations(at name: String) -> [String] { values(at: name, type: "CAA") }

    /// Whether a name can be a domain of the account: labels in lower case, at least two.
    static func isDomain(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && name.utf8.count <= 253 && labels.allSatisfy(isLabel)
    }

    /// Whether a label holds only what a host name may hold, in lower case.
    static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { octet in
                (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet) || octet == 0x2D
            }
    }

    private func values(at name: String, type: String) -> [String] {
        let wanted = (name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased()
        let labels = wanted.split(separator: ".", omittingEmptySubsequences: false)
        for start in labels.indices {
            let domain = labels[start...].joined(separator: ".")
            guard let zone = kept[domain], zone.usesOurDNS else { continue }
            let relative = start == 0 ? "@" : labels[..<start].joined(separator: ".")
            return zone.records.filter { $0.type == type && $0.name == relative }.map(\.address)
        }
        return []
    }

    private mutating func keep(_ name: String) {
        var zone = Self.made(name)
        zone.records = numbered(zone.records)
        kept[name] = zone
    }

    private mutating func numbered(_ records: [Zone.Record]) -> [Zone.Record] {
        records.map { record in
            var record = record
            record.id = nextRecord
            nextRecord += 1
            return record
        }
    }

    private static func made(_ name: String) -> Zone {
        let isOurs = name != foreign
        return Zone(
            id: name == main ? 5_510_023 : 5_600_000 + number(of: name), name: name,
            usesOurDNS: isOurs, mail: isOurs ? "MX" : "NONE",
            records: isOurs ? Zone.usual(of: name) : [])
    }

    /// A number that a name always has (FNV-1a).
    private static func number(of name: String) -> Int {
        Int(name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } % 4_000_000)
    }

    private static func isBare(_ name: String) -> Bool {
        name.hasSuffix(ending) && isDomain(name)
            && name.utf8.count { $0 == UInt8(ascii: ".") } == 1
    }
}
