/// namecheap.domains.dns.getHosts: every record of a domain.
struct DomainsDNSGetHosts: Command {
    let name = "namecheap.domains.dns.getHosts"
    let backEnd = Envelope.BackEnd.general
    let parameters = ["SLD", "TLD"]
    let errors =
        [
            DocumentedError.byItself(2_019_166, "domain not in the account"),
            .byItself(2_030_288, "domain does not use Namecheap DNS"),
            .asFault(
                2_016_166, "domain not associated with the account", "2019166 says the same"),
            .asFault(2_030_166, "edit not permitted", "nothing is edited"),
        ]
        + DocumentedError.asFaults(
            [4_023_330, 3_031_510, 3_050_900, 3_011_288], "the name servers cannot be asked",
            "the zone is in the sandbox itself") + [.unhandled]

    func stub(_ fields: Fields) -> [Element] {
        [Element("DomainDNSGetHostsResult", [("IsUsingOurDNS", "false")])]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let zone = try ZoneArguments.zone(fields, in: world)
        guard zone.usesOurDNS else {
            throw .refused(number: 2_030_288, text: "The domain does not use Namecheap DNS")
        }
        return [
            Element(
                "DomainDNSGetHostsResult",
                [("Domain", zone.name), ("EmailType", zone.mail), ("IsUsingOurDNS", "true")],
                elements(zone.records))
        ]
    }

    /// The titles follow recorded answers: mail records are counted, aliases named.
    private func elements(_ records: [Zone.Record]) -> [Element] {
        var mails = 0
        return records.map { record in
            if record.type == "MX" { mails += 1 }
            let title = record.type == "MX" ? "MX" : ""
            let friendly =
                switch record.type {
                case "MX": "MX\(mails)"
                case "CNAME": "CName Record"
                default: ""
                }
            return Element(
                "host",
                [
                    ("HostId", String(record.id)), ("Name", record.name), ("Type", record.type),
                    ("Address", record.address), ("MXPref", String(record.preference)),
                    ("TTL", String(record.ttl)), ("AssociatedAppTitle", title),
                    ("FriendlyName", friendly), ("IsActive", "true"), ("IsDDNSEnabled", "false"),
                ])
        }
    }
}
