import Foundation
import Testing

@testable import Sandbox

@Suite struct `The prices` {
    @Test(arguments: [
        ([], 54), ([("ActionName", "PURCHASE")], 27), ([("ProductCategory", "RENEW")], 27),
        ([("ProductName", "EV SSL")], 2), ([("ProductName", "san-certificate-moresans")], 2),
        ([("ProductCategory", "COMODO")], 32), ([("ActionName", "REACTIVATE")], 0),
        ([("ProductCategory", "GEOTRUST")], 0),
    ])
    func `are listed by the filters`(filters: [(String, String)], products: Int) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await namecheap.prices(filters)
            let found = answer.text.components(separatedBy: "<Product Name=").count - 1
            #expect(found == products)
        }
    }

    @Test func `are those that an order is charged`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.balance, to: 1_000_000)
        ) {
            namecheap async throws in
            for line in PriceList.lines {
                let answer = try await namecheap.prices([
                    ("ActionName", "PURCHASE"), ("ProductName", line.listed),
                ])
                let price = try #require(answer.attribute("YourPrice", after: "Duration=\"1\""))
                let order = try await namecheap.call(
                    "namecheap.ssl.create", [("Type", line.product), ("Years", "1")])
                #expect(order.attribute("ChargedAmount") == price + "00", "\(line.product)")
                try await namecheap.setBalance("1000.00")
            }
        }
    }

    @Test func `are a tenth lower with the promotion code`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let name = ("ProductName", "standard-ssl")
            let plain = try await namecheap.prices([name])
            #expect(
                plain.text.contains(
                    "<Price Duration=\"2\" DurationType=\"YEAR\" Price=\"3.74\" "
                        + "PricingType=\"MULTIPLE\" RegularPrice=\"3.74\" "
                        + "RegularPriceType=\"MULTIPLE\" YourPrice=\"3.74\" "
                        + "YourPriceType=\"MULTIPLE\" PromotionPrice=\"0.0\" Currency=\"USD\" />"))
            let promoted = try await namecheap.prices([name, ("PromotionCode", "SANDBOX10")])
            #expect(promoted.attribute("PromotionPrice", after: "Duration=\"2\"") == "3.36")
        }
    }

    @Test func `are those of the names that are sold on the day`() async throws {
        try await OfflineNamecheap.run(certificates: 0, clock: "2026-07-10") {
            namecheap async throws in
            let answer = try await namecheap.prices([("ActionName", "PURCHASE")])
            #expect(answer.text.contains("Name=\"positivessl\""))
            #expect(answer.text.contains("Name=\"ev-ssl\""))
            #expect(!answer.text.contains("Name=\"standard-ssl\""))
        }
    }

    @Test func `are there for every product`() {
        #expect(PriceList.lines.map(\.product).sorted() == Product.all.map(\.name).sorted())
        for line in PriceList.lines {
            let product = Product.named(line.product)
            #expect((product?.coverage == .multiple) == (line.name > 0))
            #expect(line.one > 0 && line.more > 0 && line.renewal > 0)
            let substitute = product?.sold(at: Moment(year: 2027, month: 1, day: 1))
            #expect(substitute?.isCurrent == true, "\(line.product)")
        }
    }
}

extension OfflineNamecheap {
    /// The prices of certificates.
    fileprivate func prices(_ filters: [(String, String)]) async throws -> APIAnswer {
        try await call("namecheap.users.getPricing", [("ProductType", "SSLCERTIFICATE")] + filters)
    }
}
