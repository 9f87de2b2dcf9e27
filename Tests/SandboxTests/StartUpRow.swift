/// Rows that every start-up account of 25 subscriptions has.
enum StartUpRow {
    /// Standard SSL for one year, not activated.
    static let newPurchase = "2244041"
    /// Paid, follows `endingSoon`.
    static let renewal = "2244023"
    static let endingSoon = "2244022"
    /// PositiveSSL.
    static let active = "2244003"
    static let activeHost = "api-2.harbour-demo.test"
    /// Standard SSL.
    static let other = "2244018"
    /// Replaced by the row after it; Standard SSL.
    static let replaced = "2244001"
    /// Standard Wildcard SSL.
    static let wildcard = "2244008"
    /// SAN Certificate of two years with three names.
    static let several = "2244009"
    static let severalNames = ["crm-6", "cdn-6", "static-6"].map { $0 + ".harbour-demo.test" }
    /// PositiveSSL Multi Domain with three names.
    static let severalOlder = "2244015"
    static let severalOlderNames = ["shop-10", "cdn-10", "static-10"].map {
        $0 + ".harbour-demo.test"
    }
    /// EV SSL whose order ends within 90 days.
    static let ending = "2244006"
    /// Waits for a mail; Standard SSL.
    static let waiting = "2244027"
    static let waitingHost = "wiki-17.harbour-demo.test"
}
