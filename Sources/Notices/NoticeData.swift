private import Wording

/// What a notice may say to a customer.
///
/// There is no field for the CA, its numbers, its prices or the module: they are the seller's
/// cost and source, and what is not here cannot be put into a template.
package struct NoticeData: Sendable, Equatable {
    /// The seller's own service number of the subscription.
    package let reference: String
    /// The host of the subscription.
    package let host: String
    /// Every name in the certificate.
    package let names: [String]
    /// The last day of the current certificate, `YYYY-MM-DD`.
    package let expirationDate: String
    /// Days from today to the Expiration date, negative when it has passed.
    package let daysLeft: Int
    /// The last paid day, `YYYY-MM-DD`, or empty where Paid until is not shown.
    package let paidUntil: String
    /// The seller's own name for the product.
    package let product: String
    /// What the customer does next, in one or more sentences without line ends.
    package let whatToDo: String
    /// Whether what is asked for costs nothing, as a reissue does.
    package let nothingToPay: Bool

    /// The facts of one notice; every text is made printable before a template sees it.
    package init(
        reference: String, host: String, names: [String], expirationDate: String, daysLeft: Int,
        paidUntil: String, product: String, whatToDo: String, nothingToPay: Bool
    ) {
        self.reference = reference
        self.host = host
        self.names = names
        self.expirationDate = expirationDate
        self.daysLeft = daysLeft
        self.paidUntil = paidUntil
        self.product = product
        self.whatToDo = whatToDo
        self.nothingToPay = nothingToPay
    }

    /// The names that templates may use, sorted.
    package static let fields = [
        "daysLeft", "expirationDate", "host", "names", "nothingToPay", "paidUntil", "product",
        "reference", "timeLeft", "whatToDo",
    ]

    /// The values under those names; an empty text is left out, so that its section is too.
    var values: [String: any Sendable] {
        let texts = [
            "reference": reference, "host": host, "expirationDate": expirationDate,
            "paidUntil": paidUntil, "product": product, "timeLeft": timeLeft,
        ].filter { !$0.value.isEmpty }.mapValues { $0.printable() }
        var values: [String: any Sendable] = texts
        values["whatToDo"] = whatToDo.printable(limit: 2_000)
        values["names"] = names.map { $0.printable() }
        values["daysLeft"] = daysLeft
        values["nothingToPay"] = nothingToPay
        return values
    }

    private var timeLeft: String {
        switch daysLeft {
        case ..<(-1): "expired \(-daysLeft) days ago"
        case -1: "expired yesterday"
        case 0: "expires today"
        case 1: "expires tomorrow"
        default: "expires in \(daysLeft) days"
        }
    }
}
