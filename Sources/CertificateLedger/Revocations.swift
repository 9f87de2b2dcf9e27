import GRDB
package import Subscriptions

/// A certificate that a reissue superseded and that is not known to be revoked.
package struct RevocableCertificate: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The CertificateID.
    package let number: Int
    /// The product, in the CA's words.
    package let product: String
    /// When the CA was asked to revoke it and nothing is known of the outcome.
    package let askedAt: Timestamp?
    /// The row of the certificate in force, which takes its place.
    package let follower: Int64
    /// The CertificateID of the one in force.
    package let followerNumber: Int
}

extension Ledger {
    /// The superseded certificates of a subscription that are valid still, the oldest first.
    package func revocableCertificates(
        subscription: Int64, at now: Timestamp
    ) throws(LedgerError) -> [RevocableCertificate] {
        try read { database in
            try database.rows(
                .certificateRevocable, ["subscription": subscription, "now": now.seconds]
            ).map {
                RevocableCertificate(
                    id: $0["id"], number: $0["number"], product: $0["product"],
                    askedAt: $0.moment("revoke_asked_at"), follower: $0["current_id"],
                    followerNumber: $0["current_number"])
            }
        }
    }

    /// Whom to ask what is served for a subscription; nil where its certificate is not known.
    package func servedWatch(subscription: Int64) throws(LedgerError) -> ServedWatch? {
        try read { database in
            try database.row(.servedWatchOf, ["subscription": subscription]).map(ServedWatch.init)
        }
    }

    /// The intent, durable before the request goes out; refused where it went out before.
    package func revoking(
        _ certificate: RevocableCertificate, subscription: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .certificateRevokeAsked, ["certificate": certificate.id, "now": now.seconds])
            guard database.changesCount == 1 else {
                throw LedgerError.refused(
                    text: "certificate \(certificate.number) was asked to be revoked before")
            }
            try database.note(
                subscription, "revoking", "certificate \(certificate.number)", now)
        }
    }

    /// The CA surely did not revoke it.
    package func notRevoked(
        _ certificate: RevocableCertificate, subscription: Int64, error: String,
        at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(.certificateRevokeRefused, ["certificate": certificate.id])
            try database.note(
                subscription, "not-revoked", "certificate \(certificate.number): \(error)", now)
        }
    }

    /// The CA took the request.
    package func revoked(
        _ certificate: RevocableCertificate, subscription: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .certificateRevoked, ["certificate": certificate.id, "now": now.seconds])
            try database.note(
                subscription, "revoked", "certificate \(certificate.number)", now)
        }
    }
}
