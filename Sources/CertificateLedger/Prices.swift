import GRDB
package import Subscriptions

/// What a payment is for.
package enum PricedAction: String, Sendable, CaseIterable {
    /// A new order.
    case purchase
    /// The order that follows another.
    case renew
}

/// The price of a term.
package struct TermPrice: Sendable, Equatable {
    /// The name in the price list.
    package let product: String
    /// The term.
    package let years: Int
    /// The whole term, in minor units of the currency.
    package let total: Int
    /// The ISO 4217 code.
    package let currency: String

    /// A price as a list has it.
    package init(product: String, years: Int, total: Int, currency: String) {
        self.product = product
        self.years = years
        self.total = total
        self.currency = currency
    }
}

extension Ledger {
    /// Keeps a whole price list in place of an earlier one.
    package func keep(
        _ prices: [TermPrice], _ action: PricedAction, module: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(.priceClear, ["module": module, "action": action.rawValue])
            for price in prices {
                try database.run(
                    .priceKeep,
                    [
                        "module": module, "action": action.rawValue, "product": price.product,
                        "years": price.years, "total": price.total, "currency": price.currency,
                        "now": now.seconds,
                    ])
            }
        }
    }

    /// When the prices of a module were read; nil where they never were.
    package func pricesReadAt(
        _ action: PricedAction, module: Int64
    ) throws(LedgerError) -> Timestamp? {
        try read {
            try $0.number(.priceReadAt, ["module": module, "action": action.rawValue])
                .map { Timestamp(seconds: Int64($0)) }
        }
    }

    /// The price of a term by a name of the price list.
    package func price(
        _ action: PricedAction, product: String, years: Int, module: Int64
    ) throws(LedgerError) -> TermPrice? {
        try read { database in
            try database.row(
                .priceFind,
                [
                    "module": module, "action": action.rawValue, "product": product,
                    "years": years,
                ]
            ).map {
                TermPrice(
                    product: product, years: years, total: $0["total"], currency: $0["currency"])
            }
        }
    }
}
