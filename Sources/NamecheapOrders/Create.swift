package import NamecheapAPI

/// Buys a new order, paid from the balance at once (namecheap-api.md, section 6.1).
package struct Create: PayingCommand {
    /// The name `namecheap.ssl.create`.
    package static let name = "namecheap.ssl.create"
    /// Twice would buy twice.
    package static let isRepeatable = false

    /// The product, in the CA's words.
    package var product: String
    /// The years, 1–5.
    package var years: Int
    /// Names beside those included, of multi-domain products only.
    package var addedNames: Int

    /// An order of a product for so many years.
    package init(product: String, years: Int, addedNames: Int = 0) {
        self.product = product
        self.years = years
        self.addedNames = addedNames
    }

    /// Everything wrong with the arguments.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.years(years)
        check.text("Type", product, 1...50)
        check.names("SANStoADD", addedNames, from: 0)
        return check.problems
    }

    /// Years and product, and the names where any are added.
    package var parameters: [NamecheapParameter] {
        let added = addedNames > 0 ? [NamecheapParameter("SANStoADD", addedNames)] : []
        return [NamecheapParameter("Years", years), NamecheapParameter("Type", product)] + added
    }

    /// The order with the row it made.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> PurchasedOrder {
        try PurchasedOrder(body, "SSLCreateResult", command: Create.name)
    }
}
