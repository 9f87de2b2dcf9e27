import Wording

/// The state of one row of the account, in the CA's words (namecheap-api.md, section 5.1).
package enum CertificateStatus: Sendable, Hashable {
    /// Bought, not yet activated.
    case newPurchase
    /// Renewed, the next order is paid and not yet activated.
    case newRenewal
    /// Submitted to the CA, waiting for validation.
    case purchased
    /// The CA refused the submission; only its support can help.
    case purchaseError
    /// Issued.
    case active
    /// Superseded by a reissue.
    case replaced
    /// Cancelled or refunded.
    case cancelled
    /// A word the documentation does not know, kept as it came.
    case unknown(String)

    private static let words: [String: CertificateStatus] = [
        "newpurchase": .newPurchase, "newrenewal": .newRenewal, "purchased": .purchased,
        "purchaseerror": .purchaseError, "active": .active, "replaced": .replaced,
        "cancelled": .cancelled,
    ]

    /// The status a word of the API stands for; case does not matter.
    package init(_ word: String) {
        let lowered = word.lowercased()
        self = CertificateStatus.words[lowered] ?? .unknown(lowered.printable(limit: 40))
    }

    /// The word as the ledger and the reports write it.
    package var word: String {
        switch self {
        case .newPurchase: "newpurchase"
        case .newRenewal: "newrenewal"
        case .purchased: "purchased"
        case .purchaseError: "purchaseerror"
        case .active: "active"
        case .replaced: "replaced"
        case .cancelled: "cancelled"
        case .unknown(let word): word
        }
    }

    /// Whether the row is a paid order that waits to be activated.
    package var isPaidAndWaiting: Bool { self == .newPurchase || self == .newRenewal }
}
