import ArgumentParser
import NamecheapAPI

/// An amount of money on the command line, such as 25 or 25.50.
package struct AmountOption: ExpressibleByArgument, Sendable, Equatable {
    /// The amount in hundredths.
    package let hundredths: Int

    /// Reads digits with at most two decimals.
    package init?(argument: String) {
        let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].utf8.count <= 9,
            parts.count == 1 || (1...2).contains(parts[1].utf8.count),
            let amount = Int(hundredths: argument, .cutOff), amount >= 0
        else { return nil }
        hundredths = amount
    }
}

/// How far a person agrees beforehand.
package struct Consent: Sendable, Equatable {
    /// Whether nobody is asked.
    package var isAgreed: Bool
    /// What the whole order may cost, in hundredths of the account's currency.
    package var mostPrice: Int?

    /// What the options of the command line say.
    package init(isAgreed: Bool, mostPrice: Int?) {
        self.isAgreed = isAgreed
        self.mostPrice = mostPrice
    }
}

/// What a new order is asked for with.
package struct BuyRequest: Sendable {
    /// The product, by any of its names.
    package var product: String
    /// The years.
    package var years: Int
    /// The host the certificate is for.
    package var host: String
    /// Further names.
    package var names: [String] = []
    /// The seller's own service number; nil for the host.
    package var reference: String?
    /// The module that is to serve it; nil for the first that can.
    package var module: String?
    /// The file with a customer's request.
    package var csr: String?
    /// How control of the names is proved: cname, file or email.
    package var method: String?
    /// The customer's address.
    package var mail: String?
    /// The file about the organisation, of OV and EV.
    package var organisation: String?
    /// Whether it is bought although there is a like order, that nobody owns or of the host.
    package var isAnother = false

    /// A request for one name, whose further properties are set afterwards.
    package init(product: String, years: Int, host: String) {
        self.product = product
        self.years = years
        self.host = host
    }

    /// The reference, the host where none is given.
    var effectiveReference: String { reference ?? host.lowercased() }
}
