/// A domain of the account and its DNS records.
struct Zone: Codable, Sendable {
    /// One record the way domains.dns.getHosts shows it.
    struct Record: Codable, Sendable, Equatable {
        var id = 0
        /// Relative to the zone; `@` for the zone itself.
        let name: String
        let type: String
        /// The value; for CAA the flag, tag and value.
        let address: String
        var preference = 10
        /// 1799 means that Namecheap chooses.
        var ttl = 1799
    }

    /// The number in domains.getList.
    let id: Int
    let name: String
    /// Whether Namecheap's own name servers answer for it.
    let usesOurDNS: Bool
    /// What EmailType says.
    var mail: String
    var records: [Record]

    /// The records that an untouched zone has.
    static func usual(of name: String) -> [Record] {
        [
            Record(name: "@", type: "A", address: "192.0.2.20"),
            Record(name: "@", type: "MX", address: "mx1.\(name).", preference: 0),
            Record(name: "www", type: "CNAME", address: "\(name).", ttl: 1800),
        ]
    }
}
