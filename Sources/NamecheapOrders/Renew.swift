package import NamecheapAPI

/// Buys the order that follows one that ends, paid at once (namecheap-api.md, section 6.8).
package struct Renew: PayingCommand {
    /// The name `namecheap.ssl.renew`.
    package static let name = "namecheap.ssl.renew"
    /// Twice would buy twice.
    package static let isRepeatable = false

    /// The active row whose order ends.
    package var certificateID: Int
    /// The product, in the CA's words.
    package var product: String
    /// The years, 1–5.
    package var years: Int

    /// A renewal of that row's order.
    package init(certificateID: Int, product: String, years: Int) {
        self.certificateID = certificateID
        self.product = product
        self.years = years
    }

    /// Everything wrong with the arguments.
    package var problems: [String] {
        var check = ArgumentCheck()
        // One digit less than elsewhere.
        check.require(
            (1...999_999_999).contains(certificateID),
            "CertificateID is not a number of 1 to 9 digits")
        check.years(years)
        check.text("SSLType", product, 1...50)
        return check.problems
    }

    /// The row, the years and the product.
    package var parameters: [NamecheapParameter] {
        [
            NamecheapParameter("CertificateID", certificateID),
            NamecheapParameter("Years", years), NamecheapParameter("SSLType", product),
        ]
    }

    /// The order with its new row.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> PurchasedOrder {
        let result = try Envelope(body, command: Renew.name).result(["SSLRenewResult"])
        let order = try PurchasedOrder(result, row: result, command: Renew.name)
        // It has no IsSuccess: that there is another row says that it was done.
        guard order.certificateID != certificateID else {
            throw .unexpected(command: Renew.name, .noSuccess)
        }
        return order
    }
}
