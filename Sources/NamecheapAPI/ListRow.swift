package import Subscriptions
import XML

/// One row of the account as getList shows it (namecheap-api.md, section 6.2).
package struct ListRow: Sendable, Equatable {
    /// The id.
    package let certificateID: Int
    /// The common name, empty before activation.
    package let hostName: String
    /// The product, such as `positivessl`.
    package let type: String
    /// The day of purchase; nil where the answer has no date.
    package let purchaseDate: Day?
    /// The last day, of the certificate or of the term, which is not documented; nil before issue.
    package let expireDate: Day?
    /// The last day to activate, where there is one.
    package let activationExpireDate: Day?
    /// Whether the CA calls it expired.
    package let isExpired: Bool
    /// The state.
    package let status: CertificateStatus
    /// The order at the provider, the same for all versions; empty before activation.
    package let providerOrderID: String
    /// The years bought; nil where the answer does not say.
    package let years: Int?

    /// Reads an `SSL` element; nil without a usable id.
    init?(_ row: borrowing XMLRow) {
        guard let id = row.integer("CertificateID"), id > 0 else { return nil }
        certificateID = id
        hostName = row.attribute("HostName") ?? ""
        type = row.attribute("SSLType") ?? ""
        purchaseDate = ListRow.day(row, "PurchaseDate")
        expireDate = ListRow.day(row, "ExpireDate")
        activationExpireDate = ListRow.day(row, "ActivationExpireDate")
        isExpired = row.withAttribute("IsExpiredYN") { ListRow.isYes($0) } ?? false
        status = row.withAttribute("Status") { ListRow.status($0) } ?? .unknown("")
        providerOrderID = row.attribute("ProviderOrderID") ?? ""
        years = row.integer("Years")
    }

    private static func day(_ row: borrowing XMLRow, _ name: StaticString) -> Day? {
        let day: Day?? = row.withAttribute(name) { Day(answer: $0) }
        return day ?? nil
    }

    /// The words that nearly all rows have are told apart without making a string.
    private static func status(_ word: Span<UInt8>) -> CertificateStatus {
        if word.isWord("active") { return .active }
        if word.isWord("replaced") { return .replaced }
        return CertificateStatus(String(ascii: word))
    }

    private static func isYes(_ word: Span<UInt8>) -> Bool {
        if word.isWord("false") { return false }
        return Bool(answer: String(ascii: word)) ?? false
    }
}

extension String {
    /// The bytes as text, whatever they are.
    fileprivate init(ascii bytes: Span<UInt8>) {
        self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
}
