import GRDB
package import Subscriptions

/// Something in the ledger that contradicts itself.
package struct Contradiction: Sendable, Equatable {
    /// What is contradicted.
    package enum Kind: String, Sendable, CaseIterable {
        /// A paid period begins before the one before it has ended.
        case periodsOverlap = "periods-overlap"
        /// A subscription without a current certificate.
        case noCurrent = "no-current-certificate"
        /// A current certificate that is another subscription's.
        case foreignCurrent = "foreign-current-certificate"
        /// A certificate of the same order is active and lasts longer than the current one.
        case twoCurrent = "two-current-certificates"
        /// A subscription that a night would pass over.
        case passedOver = "passed-over"
        /// An open issuance names a certificate that is not the subscription's.
        case issuanceWithoutCertificate = "issuance-without-certificate"
    }

    /// What is contradicted.
    package let kind: Kind
    /// The seller's own service number.
    package let reference: String
    /// The host of the subscription.
    package let host: String
    /// The rows in question.
    package let detail: String

    init(_ kind: Kind, _ row: Row, _ detail: String) {
        self.kind = kind
        reference = row["reference"]
        host = row["host"]
        self.detail = detail
    }
}

/// A version folder as the ledger has it, to be held against the disk.
package struct RecordedVersion: Sendable, Equatable {
    /// The seller's own service number.
    package let reference: String
    /// The host of the subscription.
    package let host: String
    /// The folder in the key store.
    package let folder: String
    /// The number of the version.
    package let version: Int
    /// The CertificateID; nil for the key of an open issuance.
    package let number: Int?
    /// Whether a private key belongs into it.
    package let hasKey: Bool
    /// SHA-256 of its public key, where that is known.
    package let keyHash: String?
    /// SHA-256 of the certificate, where that is known.
    package let fingerprint: String?
    /// The end of the certificate to the second.
    package let notAfter: Timestamp?
    /// Whether it is the active certificate that the subscription relies on.
    package let isCurrent: Bool
    /// Whether a person went back to an earlier version.
    package let isRolledBack: Bool
}

extension Ledger {
    /// Everything that contradicts itself.
    package func contradictions() throws(LedgerError) -> [Contradiction] {
        try read { database in
            let overlaps = try database.rows(.checkPeriodOverlap).map { row in
                let next = row.day("next_starts_on").map(\.description) ?? "?"
                let end = row.day("ends_on").map(\.description) ?? "?"
                return Contradiction(
                    .periodsOverlap, row, "a period ends on \(end), the next begins on \(next)")
            }
            let passedOver = try database.rows(.checkWatch).map {
                Contradiction(
                    .passedOver, $0, "looked at only from \($0.day("watch_on")?.description ?? "?")"
                )
            }
            return try overlaps + database.rows(.checkCurrent).map(Contradiction.init(current:))
                + passedOver
                + database.rows(.checkIssuance).compactMap(Contradiction.init(issuance:))
        }
    }

    /// Every version folder there should be, by subscription and version.
    package func recordedVersions() throws(LedgerError) -> [RecordedVersion] {
        try read { database in
            let certificates = try database.rows(.checkVersion).map(
                RecordedVersion.init(certificate:))
            return try certificates
                + database.rows(.checkIssuance).compactMap(RecordedVersion.init(issuance:))
        }
    }
}

extension Contradiction {
    fileprivate init(current row: Row) {
        let number: Int? = row["number"]
        let other: Int? = row["other_number"]
        if let number, row["is_foreign"] == 1 {
            self.init(.foreignCurrent, row, "certificate \(number)")
        } else if let number, let other {
            self.init(.twoCurrent, row, "certificate \(number), and \(other) lasts longer")
        } else {
            self.init(.noCurrent, row, "")
        }
    }

    fileprivate init?(issuance row: Row) {
        let old: Int = row["old_number"]
        let new: Int? = row["new_number"]
        if row["has_old"] == 0 {
            self.init(
                .issuanceWithoutCertificate, row, "certificate \(old) is asked to be reissued")
        } else if let new, row["has_new"] == 0 {
            self.init(.issuanceWithoutCertificate, row, "certificate \(new) is waited for")
        } else {
            return nil
        }
    }
}

extension RecordedVersion {
    fileprivate init(certificate row: Row) {
        reference = row["reference"]
        host = row["host"]
        folder = row["folder"]
        version = row["version"]
        number = row["number"]
        hasKey = row["key_place"] == "here"
        keyHash = row["key_hash"]
        fingerprint = row["fingerprint"]
        notAfter = row.moment("not_after")
        isCurrent = row["is_current"]
        isRolledBack = row["is_rolled_back"]
    }

    fileprivate init?(issuance row: Row) {
        guard let version: Int = row["version"] else { return nil }
        reference = row["reference"]
        host = row["host"]
        folder = row["folder"]
        self.version = version
        number = nil
        hasKey = row["custody"] == "here"
        keyHash = row["key_hash"]
        fingerprint = nil
        notAfter = nil
        isCurrent = false
        isRolledBack = false
    }
}
