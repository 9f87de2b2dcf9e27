/// How the identity behind a certificate is checked.
package enum ValidationLevel: String, Sendable, CaseIterable {
    /// Control of the domain only.
    case domain = "dv"
    /// The organisation too.
    case organization = "ov"
    /// The organisation, extended.
    case extended = "ev"
}

/// The products that the CA sells and sold (namecheap-api.md, section 4.2).
package enum Product {
    private static let organization: Set<String> = [
        "high assurance ssl", "instantssl", "instantssl pro", "premiumssl", "ov wildcard ssl",
        "premiumssl wildcard", "ov multi-domain ssl", "multi domain ssl",
        "unified communications",
    ]

    /// The products that are issued by SSL.com, since 2026-07-11 (namecheap-api.md, 4.2 and 7.3).
    private static let current: Set<String> = [
        "standard ssl", "high assurance ssl", "ev ssl", "standard wildcard ssl",
        "ov wildcard ssl", "san certificate", "ov multi-domain ssl", "ev multi-domain ssl",
    ]

    /// The domains in CAA records that let the CA of a product issue; all others are Sectigo's.
    package static func issuers(of name: String) -> [String] {
        current.contains(name.lowercased())
            ? ["ssl.com"]
            : ["sectigo.com", "comodoca.com", "comodo.com", "usertrust.com", "trust-provider.com"]
    }

    /// The level of a product by the name in list and details; names it does not know are DV
    /// unless they say EV or OV themselves.
    package static func validation(of name: String) -> ValidationLevel {
        let words = name.lowercased()
        if words.hasPrefix("ev ") || words.contains(" ev ") { return .extended }
        return organization.contains(words) || words.hasPrefix("ov ") ? .organization : .domain
    }

    /// Whether further names are sent with the request.
    package static func isMultiDomain(_ name: String) -> Bool {
        let words = name.lowercased()
        return ["multi", "san certificate", "unified"].contains { words.contains($0) }
    }
}
