/// namecheap.domains.dns.setHosts: replaces every record of a domain.
struct DomainsDNSSetHosts: Command {
    let name = "namecheap.domains.dns.setHosts"
    let backEnd = Envelope.BackEnd.general
    let parameters = ["SLD", "TLD", "EmailType"] + HostArguments.fields.map { $0 + "#" }
    let errors =
        [
            DocumentedError.byItself(2_019_166, "domain not in the account"),
            .byItself(2_030_166, "edit not permitted: the domain does not use Namecheap DNS"),
            .byItself(2_050_900, "a parameter is not valid"),
            .byItself(3_013_288, "too many records"),
            .byItself(4_013_288, "too many records for a GET"),
            .asFault(
                2_016_166, "domain not associated with the account", "2019166 says the same"),
        ]
        + DocumentedError.asFaults(
            [3_031_510, 3_050_900, 4_022_288], "the name servers cannot be asked",
            "the zone is in the sandbox itself")

    /// The documentation gives no number; nobody's zone for certificates comes near it.
    private static let mostRecords = 150
    /// More than these have to be sent by POST (namecheap.domains.dns.setHosts).
    private static let mostInQuery = 10

    func stub(_ fields: Fields) -> [Element] {
        [
            Element(
                "DomainDNSSetHostsResult",
                [
                    ("Domain", ZoneArguments.name(fields)), ("EmailType", ""),
                    ("IsSuccess", "false"),
                ], [Element("Warnings")])
        ]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let zone = try ZoneArguments.zone(fields, in: world)
        guard zone.usesOurDNS else {
            throw .refused(number: 2_030_166, text: "The domain does not use Namecheap DNS")
        }
        let numbers = HostArguments.numbers(fields)
        guard numbers.count <= Self.mostRecords else {
            throw .refused(number: 3_013_288, text: "Too many records")
        }
        guard fields.method == "POST" || numbers.count <= Self.mostInQuery else {
            throw .refused(number: 4_013_288, text: "Too many records for GET, use POST")
        }
        let mail = try HostArguments.mail(fields)
        var records: [Zone.Record] = []
        for number in numbers { records.append(try HostArguments.record(number, fields)) }
        guard !records.isEmpty else {
            throw .refused(number: 2_050_900, text: "HostName1 is missing")
        }
        world.zones.replace(records, mail: mail, of: zone.name)
        return [
            Element(
                "DomainDNSSetHostsResult", [("Domain", zone.name), ("IsSuccess", "true")],
                [Element("Warnings")])
        ]
    }
}
