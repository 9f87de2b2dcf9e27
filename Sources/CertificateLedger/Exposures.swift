import GRDB
package import Subscriptions

/// A certificate that ends while its replacement is neither deployed nor seen served.
package struct Exposure: Sendable, Equatable {
    /// The row of the subscription.
    package let subscription: Int64
    /// The host the certificate is for.
    package let host: String
    /// The name of its module.
    package let module: String
    /// The policy of its own.
    package let policy: Policy?
    /// The window of its own.
    package let window: Int?
    /// The CertificateID of the one that ends.
    package let replaced: Int
    /// The day it was issued.
    package let issuedOn: Day
    /// The day it ends.
    package let expiresOn: Day
    /// The CertificateID of its replacement.
    package let number: Int
    /// The deployment that waits and why, if one does.
    package let pending: String
    /// The target that does not serve the replacement and what it shows, if one was asked.
    package let shown: String
}

extension Ledger {
    /// Certificates that end by the horizon and whose replacement waits to be deployed, or was
    /// looked for and not seen.
    package func exposures(horizon: Day) throws(LedgerError) -> [Exposure] {
        try read { database in
            try database.rows(.servedExposed, ["horizon": horizon.number]).map { row in
                Exposure(
                    subscription: row["id"], host: row["host"], module: row["module"],
                    policy: (row["policy"] as String?).flatMap(Policy.init(rawValue:)),
                    window: row["window_days"], replaced: row["replaced"],
                    issuedOn: Day(number: row["issued_on"]),
                    expiresOn: Day(number: row["expires_on"]), number: row["number"],
                    pending: row["pending"], shown: row["shown"])
            }
        }
    }
}
