import XML

/// Reads what products cost in this account (namecheap-api.md, section 8.2); it is free.
package struct GetPricing: NamecheapCommand {
    /// The name `namecheap.users.getPricing`.
    package static let name = "namecheap.users.getPricing"
    /// It only reads.
    package static let isRepeatable = true

    /// What is to be paid for.
    package enum Action: String, Sendable, CaseIterable {
        /// A new order.
        case purchase = "PURCHASE"
        /// The order that follows another.
        case renew = "RENEW"
    }

    /// What is to be paid for.
    package var action: Action

    /// A question about all certificates: names of products since 2026 are not documented, so the
    /// answer is searched here.
    package init(_ action: Action) {
        self.action = action
    }

    /// Nothing can be wrong.
    package var problems: [String] { [] }

    /// Certificates, and what is to be paid for.
    package var parameters: [NamecheapParameter] {
        [
            NamecheapParameter("ProductType", "SSLCERTIFICATE"),
            NamecheapParameter("ActionName", action.rawValue),
        ]
    }

    /// What one product costs for one term.
    package struct Price: Sendable, Equatable {
        /// The name in the price list, lower case, such as `positivessl` or, for names added,
        /// `positivessl-multi-domain-moresans`.
        package let product: String
        /// The term.
        package let years: Int
        /// The whole term in hundredths: where the list says `MULTIPLE`, its price a year times
        /// the years.
        package let total: Int
        /// The currency, such as `USD`.
        package let currency: String
    }

    /// Every price that is understood; one of a kind nobody knows is left out.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> [Price] {
        let result = try Envelope(body, command: GetPricing.name)
            .result(["UserGetPricingResult"])
        let others = Set(Action.allCases.map { $0.rawValue.lowercased() })
            .subtracting([action.rawValue.lowercased()])
        var prices: [Price] = []
        for category in result.all("ProductType").flatMap({ $0.all("ProductCategory") })
        where !others.contains(category["Name"]?.lowercased() ?? "") {
            for product in category.all("Product") {
                prices += product.all("Price").compactMap { price($0, of: product["Name"]) }
            }
        }
        return prices
    }

    /// `YourPrice` is what the account is charged; elsewhere there is only `Price`.
    private func price(_ element: XMLElement, of product: String?) -> Price? {
        let isOwn = element["YourPrice"] != nil
        let text = element[isOwn ? "YourPrice" : "Price"]
        guard let product, element["DurationType"]?.uppercased() ?? "YEAR" == "YEAR",
            let years = element["Duration"].flatMap({ Int($0) }), (1...10).contains(years),
            let amount = text.flatMap({ Int(hundredths: $0, .roundedUp) }), amount > 0,
            let currency = element["Currency"],
            let kind = element[isOwn ? "YourPriceType" : "PricingType"] ?? element["PricingType"]
        else { return nil }
        let total: Int
        switch kind.uppercased() {
        case "MULTIPLE": total = amount * years
        // The API's own spelling, and the one it means.
        case "ABSOULTE", "ABSOLUTE": total = amount
        default: return nil
        }
        return Price(
            product: product.lowercased(), years: years, total: total, currency: currency)
    }
}
