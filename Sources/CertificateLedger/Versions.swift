import GRDB
package import Subscriptions

/// A version folder that the ledger knows.
package struct KnownVersion: Sendable, Equatable {
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// The folder in the key store.
    package let folder: String
    /// The number of the version.
    package let version: Int
    /// The CertificateID, where the CA named one.
    package let number: Int?
    /// The state of the certificate, `under-way` or `never-issued`.
    package let status: String
    /// The day the certificate ends.
    package let expiresOn: Day?
    /// Where its key is.
    package let keyPlace: String
}

/// A certificate of one subscription that has a version folder.
package struct VersionedCertificate: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The CertificateID.
    package let number: Int
    /// Its state at the CA.
    package let status: CertificateStatus
    /// Its end to the second.
    package let notAfter: Timestamp?
    /// The day it ends.
    package let expiresOn: Day?
    /// Whether its key lies beside it.
    package let hasKey: Bool
    /// Whether its module is for tests.
    package let isSandbox: Bool
    /// The number of the version.
    package let version: Int
}

/// A version folder that nothing needs any more.
package struct RemovableVersion: Sendable, Equatable {
    /// The row of the certificate.
    package let certificate: Int64
    /// The row of the subscription.
    package let subscription: Int64
    /// The CertificateID.
    package let number: Int
    /// The host it was for.
    package let host: String
    /// The folder in the key store.
    package let folder: String
    /// The number of the version.
    package let version: Int
}

extension Ledger {
    /// Every version folder that the ledger knows, by reference, then version.
    package func knownVersions() throws(LedgerError) -> [KnownVersion] {
        try read { database in
            try database.rows(.versionList).map { row in
                KnownVersion(
                    reference: row["reference"], host: row["host"], folder: row["folder"],
                    version: row["version"], number: row["number"], status: row["status"],
                    expiresOn: row.day("expires_on"), keyPlace: row["place"])
            }
        }
    }

    /// The certificates of a subscription that have a version folder, the newest first.
    package func versions(
        subscription: Int64
    ) throws(LedgerError) -> [VersionedCertificate] {
        try read { database in
            try database.rows(.versionOfSubscription, ["subscription": subscription]).map { row in
                VersionedCertificate(
                    id: row["id"], number: row["number"], status: CertificateStatus(row["status"]),
                    notAfter: row.moment("not_after"), expiresOn: row.day("expires_on"),
                    hasKey: row["key_place"] == "here", isSandbox: row["is_sandbox"] ?? false,
                    version: row["version"])
            }
        }
    }

    /// Version folders of certificates that are replaced, ended before the moment, in no use, and
    /// followed by at least so many newer versions.
    package func removableVersions(
        endedBefore moment: Timestamp, keep: Int, limit: Int
    ) throws(LedgerError) -> [RemovableVersion] {
        try read { database in
            try database.rows(
                .versionRemovable, ["before": moment.seconds, "keep": keep, "limit": limit]
            ).map { row in
                RemovableVersion(
                    certificate: row["id"], subscription: row["subscription_id"],
                    number: row["number"], host: row["host"], folder: row["folder"],
                    version: row["version"])
            }
        }
    }

    /// A version folder is gone.
    package func removed(
        _ version: RemovableVersion, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(.versionRemoved, ["certificate": version.certificate])
            try database.note(
                version.subscription, "pruned",
                "version \(version.version) of certificate \(version.number)", now)
        }
    }

    /// A person switched back to an earlier version: it is deployed again, and what waited to be
    /// deployed is not.
    package func rolledBack(
        to certificate: VersionedCertificate, from live: Int?, subscription: Int64,
        targets: [String], at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.deploy(certificate.id, of: subscription, to: targets)
            try database.note(
                subscription, "rolled-back",
                "version \(certificate.version), certificate \(certificate.number), from version "
                    + (live.map(String.init) ?? "none"), now)
        }
    }

    /// All that follows from the details of a certificate whose key was found here is done.
    ///
    /// `targets` are where it is to be deployed, nil where it is not live.
    package func settled(
        _ certificate: CertificateToRead, version: Int, targets: [String]?, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(.certificateSettled, ["certificate": certificate.id])
            if let targets {
                try database.deploy(certificate.id, of: certificate.subscription, to: targets)
            }
            try database.note(
                certificate.subscription, "key-found",
                "version \(version) is certificate \(certificate.number)'s", now)
        }
    }
}

extension Database {
    fileprivate func deploy(_ certificate: Int64, of subscription: Int64, to targets: [String])
        throws
    {
        try run(
            .deploymentOvertake, ["subscription": subscription, "certificate": certificate])
        for target in targets {
            try run(
                .deploymentAgain,
                ["subscription": subscription, "certificate": certificate, "target": target])
        }
    }
}
