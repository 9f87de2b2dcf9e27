/// What products cost: invented, near the amounts that recorded answers and shops show.
struct PriceList: Sendable {
    /// What a payment is for.
    enum Action: String, Sendable, CaseIterable {
        case purchase
        case renew
    }

    /// The prices of one product for a year, in cents.
    struct Line: Sendable {
        /// The product's display name.
        let product: String
        /// The name in users.getPricing.
        let listed: String
        /// The first year of an order of one year.
        let one: Int
        /// Each year of a longer order.
        let more: Int
        /// Each year of a renewal.
        let renewal: Int
        /// Each name beside those included; 0 where none can be added.
        let name: Int

        /// The price of a year of an order that long.
        func yearly(_ action: Action, years: Int) -> Amount {
            Amount(cents: action == .renew ? renewal : years == 1 ? one : more)
        }
    }

    /// The lengths of an order in years.
    static let years = 1...5
    /// The only promotion code that is accepted.
    static let promotionCode = "SANDBOX10"

    /// One line a product; `listed` is recorded for the older names (2019).
    ///
    /// For the names since 2026-07-11 it is their lower case with hyphens.
    static let lines = [
        line("Standard SSL", "standard-ssl", 599, 374, 748),
        line("PositiveSSL", "positivessl", 888, 788, 888),
        line("EssentialSSL", "essentialssl", 1888, 1788, 1888),
        line("High Assurance SSL", "high-assurance-ssl", 3499, 2999, 3699),
        line("InstantSSL", "instantssl", 3199, 2799, 3199),
        line("InstantSSL Pro", "instantssl-pro", 4388, 3988, 4388),
        line("PremiumSSL", "premiumssl", 7888, 7288, 7888),
        line("EV SSL", "ev-ssl", 9888, 8999, 10_488),
        line("Standard Wildcard SSL", "standard-wildcard-ssl", 4799, 3853, 6499),
        line("PositiveSSL Wildcard", "positivessl-wildcard", 8888, 7988, 8888),
        line("EssentialSSL Wildcard", "essentialssl-wildcard", 9888, 8988, 9888),
        line("OV Wildcard SSL", "ov-wildcard-ssl", 13_499, 12_499, 14_999),
        line("PremiumSSL Wildcard", "premiumssl-wildcard", 16_888, 15_888, 16_888),
        line("SAN Certificate", "san-certificate", 2399, 2199, 2699, 1165),
        line("PositiveSSL Multi Domain", "positivessl-multi-domain", 2988, 2788, 2988, 1488),
        line("OV Multi-domain SSL", "ov-multi-domain-ssl", 7999, 7499, 8499, 2299),
        line("Multi Domain SSL", "comodossl-multi-domain-ssl", 8988, 8488, 8988, 2488),
        line("Unified Communications", "unified-communications", 8988, 8488, 8988, 2488),
        line("EV Multi-Domain SSL", "ev-multi-domain-ssl", 15_999, 14_999, 16_999, 5999),
        line("EV Multi Domain SSL", "comodossl-ev-multi-domain-ssl", 19_988, 18_988, 19_988, 6988),
    ]

    /// The prices of a product.
    static func line(of product: Product) -> Line? { lines.first { $0.product == product.name } }

    /// What an order costs; with the promotion code a tenth less a year.
    static func total(
        _ product: Product, _ action: Action, years: Int, names: Int, isPromoted: Bool
    ) -> Amount {
        guard let line = line(of: product) else { return Amount(cents: 0) }
        let yearly = line.yearly(action, years: years) + Amount(cents: line.name * names)
        return (isPromoted ? promoted(yearly) : yearly) * years
    }

    /// A tenth less, rounded down to the cent.
    static func promoted(_ price: Amount) -> Amount { Amount(cents: price.cents * 9 / 10) }

    private static func line(
        _ product: String, _ listed: String, _ one: Int, _ more: Int, _ renewal: Int,
        _ name: Int = 0
    ) -> Line {
        Line(product: product, listed: listed, one: one, more: more, renewal: renewal, name: name)
    }
}
