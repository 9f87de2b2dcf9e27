/// One purchase or renewal: what was paid for and how long it lasts.
struct Order: Sendable {
    let id: Int
    let product: Product
    let years: Int
    let purchased: Moment
    /// When the paid term starts; nil until the first activation.
    var start: Moment?
    /// When the paid term ends; nil until the first activation.
    var end: Moment?
    /// The position of the order that this one renews.
    var follows: Int?
    /// How many names beside the common name are paid for.
    var sansCount = 0
    /// The organisation that the CA has validated.
    var organisation: String?
    /// Where the issued files go.
    var mail = ""
    /// The number of the payment; 0 for what the account starts with.
    var transaction = 0
    /// What was paid.
    var charged = Amount(cents: 0)
    /// Until when it must be activated; nil for what is paid in the ordinary way.
    var activateBefore: Moment?

    /// The CA's own number, the same for every version of the certificate.
    var providerID: String { start == nil ? "" : String(1_170_000_000 + id) }

    /// Starts the term: now, or where the renewed order's term ends.
    mutating func begin(now: Moment, previousEnd: Moment?) {
        let start = max(now, previousEnd ?? now)
        self.start = start
        end = start.adding(years: years)
    }
}
