/// One technical certificate as the account lists it.
struct Row: Sendable {
    /// The documented status words of ssl.getList and ssl.getInfo.
    enum Status: String, Sendable, CaseIterable {
        case newPurchase = "newpurchase"
        case newRenewal = "newrenewal"
        case purchased
        case purchaseError = "purchaseerror"
        case active
        case replaced
        case cancelled
    }

    let id: Int
    /// The position of its order.
    let order: Int
    var status: Status
    /// The common name in lower case; empty before activation.
    var host: String
    /// Every name of the order, the host first.
    var names: [String]
    var issued: Moment?
    var notAfter: Moment?
    /// The id of the follower; 0 without one.
    var replacedBy = 0
    /// When its certificate was revoked; nil for all others.
    var revoked: Moment?
}
