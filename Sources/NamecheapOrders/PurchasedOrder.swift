package import NamecheapAPI
import XML

extension PayingCommands {
    /// Everything that ssl-order may spend money with.
    package static let orders = PayingCommands([Create.self, Renew.self, AddNames.self])
}

/// What a paying command answers: the order, what it cost, and the row it made or changed.
package struct PurchasedOrder: Sendable, Equatable {
    /// The row of the account.
    package let certificateID: Int
    /// The order at the CA.
    package let orderID: Int?
    /// The payment at the CA.
    package let transactionID: Int?
    /// What was taken from the balance, in hundredths, a further fraction counted as one more.
    package let charged: Int
    /// The product that was really sold; nil where the answer does not say.
    package let product: String?
    /// The years; nil where the answer does not say.
    package let years: Int?

    /// Reads the attributes of a result and of the row in it, which may be the result itself.
    init(_ result: XMLElement, row: XMLElement, command: String) throws(NamecheapError) {
        func positive(_ text: String?) -> Int? {
            text.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        }
        guard let id = positive(row["CertificateID"]) else {
            throw .unexpected(command: command, .missing("CertificateID"))
        }
        guard let charged = result["ChargedAmount"].flatMap({ Int(hundredths: $0, .roundedUp) })
        else { throw .unexpected(command: command, .missing("ChargedAmount")) }
        certificateID = id
        orderID = positive(result["OrderId"])
        transactionID = positive(result["TransactionId"])
        self.charged = charged
        product = row["SSLType"]
        years = positive(row["Years"])
    }

    /// Reads an answer whose row is an `SSLCertificate` within the result.
    init(_ body: [UInt8], _ name: String, command: String) throws(NamecheapError) {
        let result = try Envelope(body, command: command).confirmed(name)
        guard let row = result.first("SSLCertificate") else {
            throw .unexpected(command: command, .missing("SSLCertificate"))
        }
        try self.init(result, row: row, command: command)
    }
}

extension ArgumentCheck {
    /// The years of an order, as the documentation allows them (section 6.1).
    mutating func years(_ years: Int) {
        require((1...5).contains(years), "Years is not 1 to 5")
    }

    /// A number of names to add: a multi-domain certificate has 97 beside the three included.
    mutating func names(_ parameter: String, _ count: Int, from least: Int) {
        require((least...97).contains(count), "\(parameter) is not \(least) to 97")
    }
}
