import CertificateLedger
import Subscriptions

/// An issuance that waits for the CA's check, as far as a run has to know it.
///
/// Small, because a run may have thousands of them: the ledger has the rest.
struct Pending: Sendable {
    /// Its place in the order of urgency.
    let place: Int
    /// The row of the ledger.
    let issuance: Int64
    /// The row of its subscription.
    let subscription: Int64
    /// The CertificateID that lists show.
    let number: Int
    /// The host, for messages.
    let host: String
    /// Whether a person has to approve.
    let isMail: Bool
    /// Whether the CA was asked to look again.
    var isNudged: Bool
    /// Calls that are set aside for it.
    var reserved: Int

    init(_ issuance: Issuance, place: Int, reserved: Int) {
        self.place = place
        self.issuance = issuance.id
        subscription = issuance.subscription
        number = issuance.newNumber ?? 0
        host = issuance.host
        isMail = issuance.choices.use(.email, for: issuance.names)
        isNudged = issuance.nudgedAt != nil
        self.reserved = reserved
    }
}
