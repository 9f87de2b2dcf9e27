import GRDB
package import Subscriptions

/// What the details of one certificate say.
package struct CertificateDetails: Sendable, Equatable {
    /// The state at the CA.
    package var status: CertificateStatus
    /// The order at the CA.
    package var orderNumber: Int?
    /// The day it was issued.
    package var issuedOn: Day?
    /// The day it ends, from the certificate itself or else from the answer.
    package var expiresOn: Day?
    /// The certificate's own end, where it came along.
    package var notAfter: Timestamp?
    /// SHA-256 of the certificate, hex.
    package var fingerprint: String?
    /// SHA-256 of its public key, hex.
    package var keyHash: String?
    /// Its key algorithm, in the words of the key store.
    package var keyAlgorithm: String?
    /// The CertificateID of its follower.
    package var replacedBy: Int?
    /// The administrator's address, where there is one.
    package var administratorMail: String?
    /// The version folder in which its key was found, where the ledger did not know.
    package var version: Int?
    /// The version folder in which a customer's request with its key was found, likewise.
    package var keylessVersion: Int?

    /// Details of a certificate in that state.
    package init(status: CertificateStatus) {
        self.status = status
    }
}

/// A certificate whose details have to be read.
package struct CertificateToRead: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The CertificateID.
    package let number: Int
    /// Its subscription.
    package let subscription: Int64
    /// Whether the ledger knows that its key is here.
    package let hasKey: Bool
    /// The subscription's folder in the key store.
    package let folder: String
    /// All names of the subscription, host first.
    package let names: [String]
}

/// What the details of a certificate changed.
package struct RecordedDetails: Sendable, Equatable {
    /// The CertificateID of an adopted certificate whose key is not here.
    package let adopted: Int?
    /// Whether the certificate is the one its subscription relies on now.
    package let isCurrent: Bool

    /// A change as the ledger made it, or as a test expects it.
    package init(adopted: Int?, isCurrent: Bool) {
        self.adopted = adopted
        self.isCurrent = isCurrent
    }
}

extension Ledger {
    /// Certificates of subscriptions whose list row changed, most pressing first.
    package func certificatesToRead(
        module: Int64, limit: Int
    ) throws(LedgerError) -> [CertificateToRead] {
        try read { database in
            try database.rows(.certificateNeedingDetails, ["module": module, "limit": limit])
                .map {
                    CertificateToRead(
                        id: $0["id"], number: $0["number"], subscription: $0["subscription_id"],
                        hasKey: $0["key_place"] == "here", folder: $0["folder"],
                        names: ($0["names"] as String).split(separator: " ").map(String.init))
                }
        }
    }

    /// Records the details, takes a follower in, and moves the subscription on to a follower that
    /// is active and not in an open issuance's hands.
    ///
    /// Where a key was found here the certificate stays to be read until `settled` says that all
    /// that follows has been done.
    package func record(
        _ details: CertificateDetails, of certificate: CertificateToRead, module: Int64,
        at now: Timestamp
    ) throws(LedgerError) -> RecordedDetails {
        try write { database in
            try database.run(
                .certificateDetails,
                [
                    "certificate": certificate.id, "status": details.status.word,
                    "order": details.orderNumber, "issued": details.issuedOn?.number,
                    "expires": details.expiresOn?.number,
                    "source": details.notAfter == nil ? "listed" : "observed",
                    "not_after": details.notAfter?.seconds,
                    "fingerprint": details.fingerprint, "key_hash": details.keyHash,
                    "algorithm": details.keyAlgorithm, "replaced_by": details.replacedBy,
                    "version": details.version, "keyless": details.keylessVersion,
                    "mail": details.administratorMail,
                    "now": now.seconds,
                ])
            if details.keylessVersion != nil {
                try database.run(
                    .customerRequestUsed, ["key_hash": details.keyHash, "now": now.seconds])
            }
            try database.adoptFollower(of: certificate, module: module)
            let adopted = try database.moveOn(certificate.subscription, at: now)
            let current = try database.row(
                .certificateCurrent, ["certificate": certificate.id])
            return RecordedDetails(adopted: adopted, isCurrent: current != nil)
        }
    }
}

extension Database {
    fileprivate func adoptFollower(of certificate: CertificateToRead, module: Int64) throws {
        guard
            let row = try row(
                .certificateFind, ["module": module, "number": certificate.number]),
            let follower: Int = row["replaced_by"]
        else { return }
        _ = try number(  // Nothing comes back where the follower is known to the subscription.
            .certificateAdopt,
            [
                "module": module, "number": follower, "subscription": certificate.subscription,
                "period": row["paid_period_id"] as Int64?,
            ])
    }

    fileprivate func moveOn(_ subscription: Int64, at now: Timestamp) throws -> Int? {
        var adopted: Int?
        var visited: Set<Int64> = []
        // A chain of followers may be a circle.
        while let next = try row(.certificateSuperseded, ["subscription": subscription])
            ?? row(.certificateActivated, ["subscription": subscription]),
            visited.insert(next["follower_id"]).inserted
        {
            try run(
                .subscriptionPoint,
                ["subscription": subscription, "certificate": next["follower_id"] as Int64])
            if ["here", "customer"].contains(next["key_place"] as String) { continue }
            adopted = next["number"]
            try run(
                .eventInsert,
                [
                    "now": now.seconds, "run": nil, "subscription": subscription,
                    "kind": "reissued-elsewhere",
                    "detail": "certificate \(next["number"] as Int)",
                ])
        }
        return adopted
    }
}
