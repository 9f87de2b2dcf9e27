import NamecheapAPI
import Testing

@testable import Jobs

@Suite struct `A change of a zone` {
    private static let hash = "_0123456789abcdef0123456789abcdef"
    /// One record of every kind that has to survive, in an order that has to survive too.
    private static let zone = [
        HostRecord(name: "@", type: "A", address: "192.0.2.1", preference: 10, timeToLive: 1_799),
        HostRecord(name: "@", type: "A", address: "192.0.2.1", preference: 10, timeToLive: 1_799),
        HostRecord(name: "@", type: "MX", address: "mx.a.test.", preference: 0, timeToLive: 3_600),
        HostRecord(name: "@", type: "CAA", address: "0 issue \"ssl.com\"", timeToLive: 60),
        HostRecord(name: "*", type: "CNAME", address: "a.test.", timeToLive: 60_000),
        HostRecord(name: "@", type: "TXT", address: "\"v=x\" \\ & <+>", timeToLive: 1_800),
        HostRecord(name: "go", type: "URL", address: "http://a.test/?a=%20", timeToLive: 1_800),
        HostRecord(name: "_x._domainkey", type: "CNAME", address: "k.b.test.", timeToLive: 60),
    ]
    private static let wanted = ZoneRecord(name: hash + ".www", target: "A.b.ssl.com")

    private func cname(_ name: String, _ address: String) -> HostRecord {
        HostRecord(name: name, type: "CNAME", address: address, preference: 10, timeToLive: 1_800)
    }

    @Test func `adds ours behind all others, and taking it away gives back the zone`() {
        let other = ZoneRecord(name: Self.hash, target: "c.ssl.com")
        let added = ZoneChange(published: [Self.wanted, other, Self.wanted])
            .merged(into: Self.zone)
        #expect(added.refused.isEmpty)
        #expect(added.records == Self.zone + [Self.wanted.hostRecord, other.hostRecord])
        #expect(added.records.last?.address == "c.ssl.com.")
        let removed = ZoneChange(removed: [Self.wanted, other]).merged(into: added.records)
        #expect(removed.records == Self.zone)
    }

    @Test func `changes nothing where it was made before`() {
        // As the API shows it: with a preference and a life of its own, and a dot or none.
        for address in ["a.B.ssl.com", "A.b.ssl.com."] {
            let zone = Self.zone + [cname(Self.wanted.name, address)]
            #expect(ZoneChange(published: [Self.wanted]).merged(into: zone).records == zone)
        }
        #expect(ZoneChange(removed: [Self.wanted]).merged(into: Self.zone).records == Self.zone)
    }

    @Test func `puts a new token in the place of an earlier one`() {
        let zone = Self.zone + [cname(Self.wanted.name, "old.ssl.com.")]
        let merged = ZoneChange(published: [Self.wanted]).merged(into: zone)
        #expect(merged.records == Self.zone + [Self.wanted.hostRecord])
        // And takes away nothing but what it knows.
        #expect(ZoneChange(removed: [Self.wanted]).merged(into: zone).records == zone)
    }

    @Test(arguments: [
        HostRecord(name: hash + ".www", type: "A", address: "192.0.2.9", timeToLive: 60),
        HostRecord(name: hash + ".www", type: "TXT", address: "x", timeToLive: 60),
    ])
    func `refuses the place of another record, and goes on with the others`(other: HostRecord) {
        let good = ZoneRecord(name: Self.hash + ".shop", target: "d.ssl.com")
        let zone = Self.zone + [other]
        let merged = ZoneChange(published: [Self.wanted, good]).merged(into: zone)
        #expect(merged.refused == [Self.wanted: other])
        #expect(merged.records == zone + [good.hostRecord])
    }

    @Test func `refuses a name that is nobody's hash and points elsewhere`() {
        let wanted = ZoneRecord(name: "_dnsauth", target: "a.ssl.com")
        let zone = Self.zone + [cname("_dnsauth", "other.test.")]
        #expect(ZoneChange(published: [wanted]).merged(into: zone).refused.count == 1)
    }

    @Test func `refuses two targets at one name`() {
        let twin = ZoneRecord(name: Self.wanted.name, target: "other.ssl.com")
        let merged = ZoneChange(published: [Self.wanted, twin]).merged(into: Self.zone)
        #expect(merged.refused == [twin: Self.wanted.hostRecord])
        #expect(merged.records == Self.zone + [Self.wanted.hostRecord])
    }

    @Test func `counts records that are there more than once`() {
        let one = Self.zone[0]
        #expect([one, one].without([one]) == [one])
        #expect([one].without([one, one]) == [])
        #expect(Self.zone.lasting.count == Self.zone.count - 1)
        #expect(ZoneChange(published: [Self.wanted]).others(of: Self.zone) == Self.zone)
    }
}
