import XML

/// Replaces every record of a domain, and what becomes of its mail (namecheap-api.md, section 8.5).
///
/// What is not in it is deleted: it is made of a getHosts that was read without doubts.
package struct SetHosts: NamecheapCommand {
    /// The name `namecheap.domains.dns.setHosts`.
    package static let name = "namecheap.domains.dns.setHosts"
    /// A second one would overwrite what somebody changed after the first.
    package static let isRepeatable = false

    /// The domain.
    package var zone: ZoneName
    /// What becomes of mail, in the API's word.
    package var mailType: String
    /// All records that the domain has afterwards.
    package var records: [HostRecord]

    /// All of a domain, in place of all it has.
    package init(zone: ZoneName, mailType: String, records: [HostRecord]) {
        self.zone = zone
        self.mailType = mailType
        self.records = records
    }

    /// Everything wrong with domain and records.
    package var problems: [String] {
        var check = ArgumentCheck()
        zone.check(&check)
        check.require(
            HostRecord.mailTypes.contains(mailType), "EmailType is none that is documented")
        check.require(!records.isEmpty, "there is no record: a zone cannot be emptied")
        return check.problems + records.flatMap(\.doubts)
    }

    /// The domain, its mail, and four or five parameters for each record.
    ///
    /// A CAA record goes back in the one piece that getHosts shows, without Flag and Tag.
    package var parameters: [NamecheapParameter] {
        zone.parameters + [NamecheapParameter("EmailType", mailType)]
            + records.enumerated().flatMap { place, record in
                let number = place + 1
                var parameters = [
                    NamecheapParameter("HostName\(number)", record.name),
                    NamecheapParameter("RecordType\(number)", record.type),
                    NamecheapParameter("Address\(number)", record.address),
                ]
                if let preference = record.preference {
                    parameters.append(NamecheapParameter("MXPref\(number)", preference))
                }
                return parameters + [NamecheapParameter("TTL\(number)", record.timeToLive)]
            }
    }

    /// What the CA adds to its success.
    package struct Answer: Sendable, Equatable {
        /// Hostile text, mostly empty.
        package let warnings: String
    }

    /// Reads that it was done.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let result = try Envelope(body, command: SetHosts.name)
            .confirmed("DomainDNSSetHostsResult")
        let warnings = result.all("Warnings").flatMap { [$0.text] + $0.children.map(\.text) }
        return Answer(warnings: warnings.filter { !$0.isEmpty }.joined(separator: "; "))
    }
}
