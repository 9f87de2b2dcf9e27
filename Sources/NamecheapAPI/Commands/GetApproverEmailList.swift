import XML

/// The addresses that may approve a name by mail (namecheap-api.md, section 6.4).
package struct GetApproverEmailList: NamecheapCommand {
    /// The name `namecheap.ssl.getApproverEmailList`.
    package static let name = "namecheap.ssl.getApproverEmailList"
    /// It changes nothing.
    package static let isRepeatable = true

    /// The name to be approved.
    package var domain: String
    /// The product, such as `PositiveSSL`.
    package var type: String

    /// A question about one name.
    package init(domain: String, type: String) {
        self.domain = domain
        self.type = type
    }

    /// Everything wrong with name and product.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.hosts("DomainName", [domain])
        check.text("DomainName", domain, 1...70)
        check.text("CertificateType", type, 1...50)
        return check.problems
    }

    /// The name and the product.
    package var parameters: [NamecheapParameter] {
        [NamecheapParameter("DomainName", domain), NamecheapParameter("CertificateType", type)]
    }

    /// What the CA accepts.
    package struct Answer: Sendable, Equatable {
        /// Addresses in lower case, as the answer has them; hostile text.
        package let addresses: [String]
    }

    /// Reads the addresses of all groups; a retired product has none and no result.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let answer = try Envelope(body, command: Self.name).response
        let groups = answer.first("GetApproverEmailListResult").map { result in
            ["Domainemails", "Genericemails", "Manualemails"].flatMap { result.all($0) }
        }
        // The element is `email` today and was `Email` in 2017.
        let addresses = (groups ?? []).flatMap { $0.all("email") + $0.all("Email") }
        return Answer(addresses: addresses.map { $0.text.lowercased() }.filter { !$0.isEmpty })
    }
}
