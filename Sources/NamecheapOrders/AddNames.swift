package import NamecheapAPI

/// Buys names for an order, which its next certificate may hold (namecheap-api.md, 6.11).
package struct AddNames: PayingCommand {
    /// The name `namecheap.ssl.purchasemoresans`.
    package static let name = "namecheap.ssl.purchasemoresans"
    /// Twice would buy twice.
    package static let isRepeatable = false

    /// The row of the order.
    package var certificateID: Int
    /// How many names are added.
    package var count: Int

    /// So many names more for that row's order.
    package init(certificateID: Int, count: Int) {
        self.certificateID = certificateID
        self.count = count
    }

    /// Everything wrong with the arguments.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.certificateID(certificateID)
        check.names("NumberOfSANSToAdd", count, from: 1)
        return check.problems
    }

    /// The row and the number of names.
    package var parameters: [NamecheapParameter] {
        [
            NamecheapParameter("CertificateID", certificateID),
            NamecheapParameter("NumberOfSANSToAdd", count),
        ]
    }

    /// The order with the row it is for, which must be the one asked about.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> PurchasedOrder {
        let order = try PurchasedOrder(
            body, "SSLPurchaseMoreSANSResult", command: AddNames.name)
        guard order.certificateID == certificateID else {
            throw .unexpected(
                command: AddNames.name, .missing("CertificateID of the row asked about"))
        }
        return order
    }
}
