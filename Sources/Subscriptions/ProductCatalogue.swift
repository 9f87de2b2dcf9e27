/// The products by all their names, with the day on which newer ones took the place of older.
package struct ProductCatalogue: Sendable, Equatable {
    /// 2026-07-11: SSL.com issues, and an older name stands for an equivalent newer product
    /// (namecheap-api.md, section 4.1).
    package static let providerChange = Day(number: 20_645)

    /// What Namecheap sells, and what it sold by the older names.
    ///
    /// Names in the price list are recorded for the older ones only (section 8.2).
    package static let namecheap = ProductCatalogue(
        products(.single, .domain, "Standard SSL", [("PositiveSSL", nil), ("EssentialSSL", nil)])
            + products(
                .single, .organization, "High Assurance SSL",
                [("InstantSSL", nil), ("InstantSSL Pro", nil), ("PremiumSSL", nil)])
            // The one name that stayed.
            + [Product("EV SSL", .extended, .single)]
            + products(
                .wildcard, .domain, "Standard Wildcard SSL",
                [("PositiveSSL Wildcard", nil), ("EssentialSSL Wildcard", nil)])
            + products(
                .wildcard, .organization, "OV Wildcard SSL", [("PremiumSSL Wildcard", nil)])
            + products(
                .multiDomain, .domain, "SAN Certificate", [("PositiveSSL Multi Domain", nil)])
            + products(
                .multiDomain, .organization, "OV Multi-domain SSL",
                [
                    ("Multi Domain SSL", "comodossl-multi-domain-ssl"),
                    ("Unified Communications", nil),
                ])
            + products(
                .multiDomain, .extended, "EV Multi-Domain SSL",
                [("EV Multi Domain SSL", "comodossl-ev-multi-domain-ssl")]))

    /// All products, each by one of its names.
    package let products: [Product]

    /// A catalogue of these.
    package init(_ products: [Product]) {
        self.products = products
    }

    /// The product of that name, in any case.
    package func named(_ name: String) -> Product? {
        let wanted = name.lowercased()
        return products.first { $0.name.lowercased() == wanted }
    }

    /// What an order by the name of a product gets on a day; nil before the name is sold.
    ///
    /// The CA promises an equivalent and has no table of pairs: coverage and validation decide.
    package func sold(as product: Product, on day: Day) -> Product? {
        if let from = product.soldFrom, day < from { return nil }
        guard let replaced = product.replacedFrom, day >= replaced else { return product }
        return products.first {
            $0.replacedFrom == nil && $0.isEquivalent(to: product) && $0.soldFrom ?? day <= day
        }
    }

    /// The names to renew by, the one in the account first: which of them the CA wants after the
    /// change of 2026-07-11 is uncertain (namecheap-api.md, section 12, number 16).
    package func renewalNames(of product: Product, on day: Day) -> [String] {
        let sold = sold(as: product, on: day)?.name
        return [product.name] + (sold.map { $0 == product.name ? [] : [$0] } ?? [])
    }

    /// The level of a product by the name in list and details, as the settings know it.
    package func validation(of name: String) -> ValidationLevel {
        named(name)?.validation ?? Product.validation(of: name)
    }

    /// The products that the settings say something else about than is known without them.
    package var ownProducts: [Product] {
        products.filter { !ProductCatalogue.namecheap.products.contains($0) }
    }

    /// Whether further names are sent with the request of a product.
    package func isMultiDomain(_ name: String) -> Bool {
        named(name).map { $0.coverage == .multiDomain } ?? Product.isMultiDomain(name)
    }

    /// The same catalogue with products of the settings; one of a known name takes its place.
    package func extended(by own: [Product]) -> ProductCatalogue {
        var products = products
        for product in own {
            products.removeAll { $0.name.lowercased() == product.name.lowercased() }
            products.append(product)
        }
        return ProductCatalogue(products)
    }

    private static func products(
        _ coverage: Product.Coverage, _ validation: ValidationLevel, _ current: String,
        _ older: [(name: String, priceName: String?)]
    ) -> [Product] {
        [Product(current, validation, coverage, soldFrom: providerChange)]
            + older.map {
                Product(
                    $0.name, validation, coverage, priceName: $0.priceName,
                    replacedFrom: providerChange)
            }
    }
}
