package import Subscriptions

/// A price in the seller's own list.
package struct RetailPrice: Sendable, Equatable, CustomStringConvertible {
    /// Whole minor units, cents for USD.
    package let minorUnits: Int
    /// The ISO 4217 code.
    package let currency: String

    /// Reads `49.90 EUR`: digits, a point with one or two decimals where needed, a code.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[1].utf8.count == 3,
            words[1].utf8.allSatisfy({ (65...90).contains($0) })
        else { return nil }
        let parts = words[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let whole = Int(parts[0])
        else { return nil }
        let decimals = parts.count == 2 ? parts[1] : "00"
        guard (1...2).contains(decimals.utf8.count), let part = Int(decimals) else { return nil }
        minorUnits = whole * 100 + (decimals.utf8.count == 1 ? part * 10 : part)
        guard minorUnits > 0 else { return nil }  // A year that costs nothing is a slip.
        currency = String(words[1])
    }

    init?(minorUnits: Int?, currency: String?) {
        guard let minorUnits, let currency else { return nil }
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The price as it is read.
    package var description: String {
        let cents = minorUnits % 100
        return "\(minorUnits / 100).\(cents < 10 ? "0" : "")\(cents) \(currency)"
    }
}

/// What a person changes of one subscription: nil leaves a value, an inner nil takes it away.
package struct SubscriptionChange: Sendable, Equatable {
    /// The policy of its own.
    package var policy: Policy??
    /// The window of its own, in days.
    package var window: Int??
    /// The customer's address.
    package var mail: String??
    /// The language the customer reads.
    package var language: String??
    /// Where the customer renews.
    package var renewURL: String??
    /// What the customer pays for a year.
    package var retailPrice: RetailPrice??
    /// Kinds of notices that are not sent, separated by commas, or `all`.
    package var silenced: String??
    /// The day and years of the order of the current certificate.
    package var order: Order?

    /// The order of the current certificate, as its invoice has it.
    package struct Order: Sendable, Equatable {
        /// The day of the order.
        package let orderedOn: Day
        /// The years bought.
        package let years: Int

        /// An order of a day.
        package init(orderedOn: Day, years: Int) {
            self.orderedOn = orderedOn
            self.years = years
        }
    }

    /// A change of nothing.
    package init() {}

    /// Whether nothing is to be changed.
    package var isEmpty: Bool { self == SubscriptionChange() }
}

/// One value that is, or would be, another one.
package struct FieldChange: Sendable, Equatable, CustomStringConvertible {
    /// The name of the column in an import.
    package let field: String
    /// The value before; empty for none.
    package let old: String
    /// The value after; empty for none.
    package let new: String

    /// A field with its values.
    package init(field: String, old: String, new: String) {
        self.field = field
        self.old = old
        self.new = new
    }

    /// `field: old → new`.
    package var description: String {
        "\(field): \(old.isEmpty ? "nothing" : old) → \(new.isEmpty ? "nothing" : new)"
    }
}
