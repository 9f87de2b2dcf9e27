import CertificateLedger
import Subscriptions

/// An order that was found right, before anybody was asked what it costs.
struct PlannedOrder: Sendable {
    /// What is bought.
    let kind: Purchase.Kind
    let reference: String
    let host: String
    /// All names, host first; of `addNames` those that are added.
    let names: [String]
    /// The product by the name that was asked for.
    let asked: Product
    /// What is sold by that name today.
    let sold: Product
    let years: Int
    /// Names that are paid beside those included.
    let addedNames: Int
    /// The names to try in the request, one after the other.
    var productNames: [String]
    /// The subscription it is for, unless it makes one.
    var subscription: OrderedSubscription?
    /// The further names that are paid already, of `addNames`.
    var namesBefore: Int?
    /// The first and last day of what is bought.
    var term: ClosedRange<Day>?
    var module: String?
    var method = ""
    var mail: String?
    var csr: String?
    var organisation = ""
    /// Whether it is bought although there is a like order, that nobody owns or of the host.
    var isAnother = false
    /// What is sold for the host already, in words.
    var besides: [String] = []

    /// Which prices count.
    var action: PricedAction { kind == .renew ? .renew : .purchase }

    /// What is bought, in words.
    var words: String {
        let term = "\(years) \(years == 1 ? "year" : "years")"
        switch kind {
        case .buy: return "\(sold.name) for \(host), \(term)"
        case .renew: return "renewal of \(host), \(sold.name), \(term)"
        case .addNames:
            return "\(addedNames) \(addedNames == 1 ? "name" : "names") more for \(host),"
                + " \(sold.name), \(term)"
        }
    }
}

/// What planning came to.
enum Planning: Sendable {
    /// There is something to buy.
    case order(PlannedOrder)
    /// It is bought already, and nothing is sent.
    case already(String)
}
