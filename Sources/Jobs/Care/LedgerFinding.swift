import CertificateLedger
import Wording

/// Something that a check of ledger and store found, with what to do about it.
struct LedgerFinding: Equatable {
    /// The word for it, a promise.
    let finding: String
    /// The seller's own service number, where it is about a subscription.
    var reference: String?
    /// The host of that subscription.
    var host: String?
    /// What exactly.
    let detail: String
    /// What to do.
    let remedy: String

    init(
        _ finding: String, reference: String? = nil, host: String? = nil, _ detail: String,
        remedy: String
    ) {
        self.finding = finding
        self.reference = reference
        self.host = host
        self.detail = detail
        self.remedy = remedy
    }

    init(_ finding: String, _ version: RecordedVersion, _ detail: String, remedy: String) {
        let number = version.number.map { "certificate \($0)" } ?? "the open issuance"
        self.init(
            finding, reference: version.reference, host: version.host,
            "version \(version.version) of \(number): \(detail)", remedy: remedy)
    }

    init(_ found: Contradiction) {
        self.init(
            found.kind.rawValue, reference: found.reference, host: found.host, found.detail,
            remedy: found.kind.remedy)
    }
}

extension Contradiction.Kind {
    fileprivate var remedy: String {
        switch self {
        case .periodsOverlap:
            "compare with the orders in the account; ssl-admin subscription set --ordered --years"
                + " corrects the one of the current certificate"
        case .noCurrent, .foreignCurrent:
            "ssl-admin subscription link REFERENCE CERTIFICATE_ID names the right one"
        case .twoCurrent:
            "run ssl-scan; if it stays, ssl-admin subscription link names the one that is in use"
        case .passedOver: "restore a back-up, or report it: a program never leaves this"
        case .issuanceWithoutCertificate:
            "run ssl-scan, then ssl-report reissues; if it stays, ask the CA's support"
        }
    }
}
