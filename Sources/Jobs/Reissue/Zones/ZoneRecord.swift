import NamecheapAPI

/// A validation record in its zone: a CNAME that the CA wants to see.
struct ZoneRecord: Sendable, Hashable {
    /// Relative to the zone, in lower case: setHosts refuses capital letters (namecheap-api.md, 8.5).
    let name: String
    /// Where it points to, without a dot at the end.
    let target: String

    /// The record as setHosts takes it, with the shortest life there is: it stays for minutes.
    var hostRecord: HostRecord {
        HostRecord(name: name, type: "CNAME", address: target + ".", timeToLive: 60)
    }

    /// Whether a record of the zone is exactly this one.
    func isPublished(by record: HostRecord) -> Bool {
        let address =
            record.address.hasSuffix(".") ? record.address.dropLast() : record.address[...]
        return record.type == "CNAME" && record.name == name
            && address.lowercased() == target.lowercased()
    }

    /// Whether a record of the zone is this one, or an earlier one in its place.
    ///
    /// A label that is the MD5 of our own request (namecheap-api.md, 7.2) is nobody else's; the
    /// target changes with each new token.
    func replaces(_ record: HostRecord) -> Bool {
        isPublished(by: record) || (record.type == "CNAME" && record.name == name && isHash)
    }

    private var isHash: Bool {
        let label = name.prefix { $0 != "." }
        return label.utf8.count == 33 && label.hasPrefix("_")
            && label.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}

/// What is to become of one zone: records to add and records to take away, and nothing else.
struct ZoneChange: Sendable {
    var published: [ZoneRecord] = []
    var removed: [ZoneRecord] = []

    /// The records afterwards, the others untouched and in their order; and what cannot be
    /// published, because another record has its place.
    func merged(
        into records: [HostRecord]
    ) -> (records: [HostRecord], refused: [ZoneRecord: HostRecord]) {
        var merged = records.filter { record in !removed.contains { $0.isPublished(by: record) } }
        var refused: [ZoneRecord: HostRecord] = [:]
        var taken: Set<ZoneRecord> = []
        for wanted in published where !taken.contains(wanted) {
            let there = merged.filter { $0.name == wanted.name }
            let isOurs = { record in taken.contains { $0.isPublished(by: record) } }
            if let other = there.first(where: { !wanted.replaces($0) || isOurs($0) }) {
                refused[wanted] = other
                continue
            }
            taken.insert(wanted)
            guard there.count != 1 || !there.allSatisfy(wanted.isPublished) else { continue }
            merged.removeAll { $0.name == wanted.name }
            merged.append(wanted.hostRecord)
        }
        return (merged, refused)
    }

    /// The records that this change has nothing to do with.
    func others(of records: [HostRecord]) -> [HostRecord] {
        let own = published + removed
        return records.filter { record in !own.contains { $0.replaces(record) } }
    }
}

extension [HostRecord] {
    /// Those without the CNAMEs below an underscore, which come and go with validations.
    var lasting: [HostRecord] { filter { $0.type != "CNAME" || !$0.name.hasPrefix("_") } }

    /// Those that others do not have as often.
    func without(_ others: [HostRecord]) -> [HostRecord] {
        var left = others
        return filter { record in
            guard let place = left.firstIndex(of: record) else { return true }
            left.remove(at: place)
            return false
        }
    }
}
