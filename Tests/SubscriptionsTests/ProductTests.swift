import Subscriptions
import Testing

@Suite struct `The catalogue of products` {
    private let catalogue = ProductCatalogue.namecheap
    private let before = ProductCatalogue.providerChange - 1
    private let after = ProductCatalogue.providerChange

    private func product(_ name: String) throws -> Product { try #require(catalogue.named(name)) }

    @Test func `changed on 2026-07-11`() {
        #expect(ProductCatalogue.providerChange.description == "2026-07-11")
    }

    @Test(arguments: [
        ("PositiveSSL", "Standard SSL"), ("essentialssl", "Standard SSL"),
        ("InstantSSL Pro", "High Assurance SSL"), ("PremiumSSL", "High Assurance SSL"),
        ("positivessl wildcard", "Standard Wildcard SSL"),
        ("PremiumSSL Wildcard", "OV Wildcard SSL"),
        ("PositiveSSL Multi Domain", "SAN Certificate"),
        ("Unified Communications", "OV Multi-domain SSL"),
        ("EV Multi Domain SSL", "EV Multi-Domain SSL"), ("EV SSL", "EV SSL"),
    ])
    func `sells an equivalent by the old name since then`(old: String, new: String) throws {
        let product = try product(old)
        #expect(catalogue.sold(as: product, on: before) == product)
        #expect(catalogue.sold(as: product, on: after)?.name == new)
        let names = [product.name] + (old == "EV SSL" ? [] : [new])
        #expect(catalogue.renewalNames(of: product, on: after) == names)
        #expect(catalogue.renewalNames(of: product, on: before) == [product.name])
    }

    @Test func `sells nothing by a new name before that day`() throws {
        #expect(catalogue.sold(as: try product("Standard SSL"), on: before) == nil)
        #expect(catalogue.named("RapidSSL") == nil)
    }

    @Test func `counts names beside those included`() throws {
        let several = try product("SAN Certificate")
        #expect([1, 3, 4, 100].map(several.addedNames) == [0, 0, 1, 97])
        #expect(several.mostNames == 100)
        #expect(try product("Standard SSL").mostNames == 1)
    }

    @Test func `has every name once, and a name in the price list for each`() {
        let names = catalogue.products.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(names.count == 20)
        let listed = catalogue.products.map(\.priceName)
        #expect(Set(listed).count == listed.count)
        #expect(listed.contains("comodossl-ev-multi-domain-ssl"))
        #expect(listed.allSatisfy { !$0.contains(" ") && $0 == $0.lowercased() })
    }

    @Test func `is extended, and corrected, by the settings`() {
        let own = [
            Product("Harbour SSL", .organization, .multiDomain, names: 2...10, years: 1...2),
            Product("Standard SSL", .domain, .single, priceName: "standard"),
            Product("standard ssl", .domain, .single, priceName: "std"),
        ]
        let extended = catalogue.extended(by: own)
        #expect(extended.named("harbour ssl") == own[0])
        #expect(extended.named("Standard SSL")?.priceName == "std")
        #expect(extended.products.count == 21)
        #expect(extended.isMultiDomain("HARBOUR SSL"))
        #expect(!Product.isMultiDomain("Harbour SSL"))
    }
}

@Suite struct `The certificates to expect` {
    private let start = Day(number: 20_545)

    @Test(arguments: [(1, 2), (2, 6), (3, 10), (4, 20), (5, 30)])
    func `follow the years, as the nights play them`(years: Int, count: Int) {
        #expect(start.description == "2026-04-02")
        #expect(
            CertificateForecast.count(
                from: start, until: start.adding(years: years), window: 10, schedule: .forum)
                == count)
    }

    @Test(arguments: [
        (10, 0, 30), (30, 0, 33), (200, 0, 35), (10, 1, 31), (30, 1, 35), (200, 1, 37),
    ])
    func `follow the window and the CA's margin`(window: Int, margin: Int, count: Int) {
        #expect(
            CertificateForecast.count(
                from: start, until: start.adding(years: 5), window: window,
                schedule: .forum.with(margin: margin)) == count)
    }

    @Test func `are one for a term that one certificate covers`() {
        #expect(
            CertificateForecast.count(
                from: start, until: start + 100, window: 10, schedule: .forum) == 1)
    }
}
