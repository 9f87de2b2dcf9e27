import CertificateLedger
import Jobs
import Settings
import Subscriptions

/// What an order would cost at a module, and what it leaves.
struct Quote: Sendable {
    let module: ConfiguredModule
    /// The module in the ledger.
    let moduleID: Int64
    let total: Int
    let currency: String
    /// What an order may cost before this one.
    let balance: Int
    /// How the total comes about.
    let price: String
    /// The certificates to expect over the term; nil where the order has none of its own.
    let certificates: Int?
    /// When price and balance were read, where that is not now.
    var asOf: String?

    /// What is left.
    var balanceAfter: Int { balance - total }

    /// What a person decides by.
    func lines(of order: PlannedOrder) -> [String] {
        var lines = [
            "\(order.words), at module \(module.name) (Sort \(module.settings.sort))"
                + " for \(order.reference):",
            "  \(price)",
            "  balance \(decimal(balance)) \(currency), \(decimal(balanceAfter)) \(currency) after",
        ]
        if order.asked.name != order.sold.name {
            lines.append("  \(order.asked.name) is sold as \(order.sold.name)")
        }
        if let certificates, let term = order.term {
            lines.append(
                "  \(certificates) certificates to expect from \(term.lowerBound) to"
                    + " \(term.upperBound)")
        }
        lines += order.besides.map { "  there is one already: \($0)" }
        if let asOf { lines.append("  \(asOf)") }
        return lines
    }
}

/// The module that serves an order, and why the others do not.
struct ModuleChoice: Sendable {
    var quote: Quote?
    /// A line for each module that was not chosen.
    var others: [String] = []
    /// What the run comes to where no module was chosen.
    var statuses: [ExitStatus] = []
}
