/// How the identity behind a certificate is checked.
package enum ValidationLevel: String, Sendable, CaseIterable {
    /// Control of the domain only.
    case domain = "dv"
    /// The organisation too.
    case organization = "ov"
    /// The organisation, extended.
    case extended = "ev"
}

/// A product under one of the names that the CA sells or sold it by (namecheap-api.md, 4.2).
package struct Product: Sendable, Equatable {
    /// Which names a certificate holds.
    package enum Coverage: String, Sendable, CaseIterable {
        /// One name.
        case single
        /// All names of one level.
        case wildcard
        /// Several names, but no wildcard.
        case multiDomain = "multi-domain"
    }

    /// The name as an order says it.
    package let name: String
    /// How the identity is checked.
    package let validation: ValidationLevel
    /// Which names it holds.
    package let coverage: Coverage
    /// How many names are in its price, the first counted too.
    package let includedNames: Int
    /// How many names it can hold.
    package let mostNames: Int
    /// The years that can be bought at once.
    package let years: ClosedRange<Int>
    /// The name in the price list.
    package let priceName: String
    /// The first day it is sold by this name; nil for as long as anybody knows.
    package let soldFrom: Day?
    /// The first day on which an equivalent is sold by this name instead; nil where none is.
    package let replacedFrom: Day?

    /// A product; without a name in the price list it is the name with hyphens.
    package init(
        _ name: String, _ validation: ValidationLevel, _ coverage: Coverage,
        names: ClosedRange<Int>? = nil, years: ClosedRange<Int> = PaidPeriod.allowedYears,
        priceName: String? = nil, soldFrom: Day? = nil, replacedFrom: Day? = nil
    ) {
        self.name = name
        self.validation = validation
        self.coverage = coverage
        let usual = coverage == .multiDomain ? 3...100 : 1...1
        includedNames = (names ?? usual).lowerBound
        mostNames = (names ?? usual).upperBound
        self.years = years
        self.priceName =
            priceName ?? name.lowercased().split(separator: " ").joined(separator: "-")
        self.soldFrom = soldFrom
        self.replacedFrom = replacedFrom
    }

    /// How many names an order for so many pays beside those included.
    package func addedNames(for count: Int) -> Int { max(0, count - includedNames) }

    /// Whether both stand for the same kind of certificate.
    package func isEquivalent(to other: Product) -> Bool {
        coverage == other.coverage && validation == other.validation
    }
}

extension Product {
    /// The domains in CAA records that let the CA of a product issue; all others are Sectigo's.
    package static func issuers(of name: String) -> [String] {
        let product = ProductCatalogue.namecheap.named(name)
        return product != nil && product?.replacedFrom == nil
            ? ["ssl.com"]
            : ["sectigo.com", "comodoca.com", "comodo.com", "usertrust.com", "trust-provider.com"]
    }

    /// The level of a product by the name in list and details; names it does not know are DV
    /// unless they say EV or OV themselves.
    package static func validation(of name: String) -> ValidationLevel {
        if let known = ProductCatalogue.namecheap.named(name) { return known.validation }
        let words = name.lowercased()
        if words.hasPrefix("ev ") || words.contains(" ev ") { return .extended }
        return words.hasPrefix("ov ") ? .organization : .domain
    }

    /// Whether further names are sent with the request.
    package static func isMultiDomain(_ name: String) -> Bool {
        if let known = ProductCatalogue.namecheap.named(name) {
            return known.coverage == .multiDomain
        }
        let words = name.lowercased()
        return ["multi", "san certificate", "unified"].contains { words.contains($0) }
    }
}
