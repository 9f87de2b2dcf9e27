import XML

/// Reads every record of a domain of the account (namecheap-api.md, section 8.4).
package struct GetHosts: NamecheapCommand {
    /// The name `namecheap.domains.dns.getHosts`.
    package static let name = "namecheap.domains.dns.getHosts"
    /// It only reads.
    package static let isRepeatable = true

    /// The domain.
    package var zone: ZoneName

    /// A look at one domain.
    package init(zone: ZoneName) {
        self.zone = zone
    }

    /// Everything wrong with the domain.
    package var problems: [String] {
        var check = ArgumentCheck()
        zone.check(&check)
        return check.problems
    }

    /// The domain in two parts.
    package var parameters: [NamecheapParameter] { zone.parameters }

    /// A zone as it is.
    package struct Answer: Sendable, Equatable {
        /// Whether Namecheap's name servers answer for it.
        package let isUsingOurDNS: Bool
        /// What becomes of mail, in the API's word; it is replaced together with the records.
        package let mailType: String
        /// The records in the CA's order.
        package let records: [HostRecord]
        /// Why setHosts could not write exactly this again, in hostile text; empty where it can.
        package let doubts: [String]
        /// The answer itself, to keep.
        package let body: [UInt8]
    }

    /// Reads the zone; what is not fully understood is a doubt, not an error.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let command = GetHosts.name
        let result = try Envelope(body, command: command).result(["DomainDNSGetHostsResult"])
        guard let isOurs = result["IsUsingOurDNS"].flatMap({ Bool(answer: $0) }) else {
            throw .unexpected(command: command, .missing("IsUsingOurDNS"))
        }
        var check = ArgumentCheck()
        check.require(
            result["Domain"]?.lowercased() == zone.text.lowercased(),
            "the answer is not about \(zone.text)")
        let mailType = result["EmailType"] ?? ""
        check.require(
            HostRecord.mailTypes.contains(mailType),
            "its EmailType \"\(mailType)\" is none that is documented")
        var records: [HostRecord] = []
        for element in result.children {
            guard ["host", "Host"].contains(element.name), element.children.isEmpty else {
                check.require(false, "it holds an element \(element.name)")
                continue
            }
            records.append(try record(element, &check))
        }
        return Answer(
            isUsingOurDNS: isOurs, mailType: mailType, records: records,
            doubts: check.problems + records.flatMap(\.doubts), body: body)
    }

    private func record(
        _ element: XMLElement, _ check: inout ArgumentCheck
    ) throws(NamecheapError) -> HostRecord {
        guard let timeToLive = element["TTL"].flatMap({ Int($0) }) else {
            throw .unexpected(command: GetHosts.name, .missing("TTL"))
        }
        let name = element["Name"] ?? ""
        // setHosts has no parameter for either, so writing would change them.
        for (attribute, expected) in [("IsActive", true), ("IsDDNSEnabled", false)] {
            guard let word = element[attribute] else { continue }
            check.require(
                Bool(answer: word) == expected, "record \(name) has \(attribute) \(word)")
        }
        let preference = element["MXPref"].map { Int($0) ?? -1 }
        return HostRecord(
            name: name, type: element["Type"] ?? "", address: element["Address"] ?? "",
            preference: preference, timeToLive: timeToLive)
    }
}
