import CertificateLedger
import KeyStore
import Subscriptions
import Wording

/// Holds the version folders of the ledger against the disk.
struct StoreCheck {
    let store: CertificateStore
    let versions: [RecordedVersion]
    /// The folders that are some subscription's.
    let isTaken: (String) throws -> Bool

    /// Everything that does not fit.
    func findings() throws -> [LedgerFinding] {
        let byFolder = Dictionary(grouping: versions, by: \.folder)
        return try versions.flatMap(check)
            + byFolder.keys.sorted().flatMap { folder in
                try checkLive(folder, byFolder[folder] ?? [])
            } + orphans(byFolder)
    }

    private func check(_ version: RecordedVersion) throws -> [LedgerFinding] {
        var findings: [LedgerFinding] = []
        if let flaw = try flaw(of: version) { findings.append(flaw) }
        if try store.isKeyExposed(folder: version.folder, version: version.version) {
            let path = try store.path(
                .privateKey, folder: version.folder, version: version.version)
            findings.append(
                LedgerFinding(
                    "key-exposed", version, "every user may read the key",
                    remedy: "chmod 600 \(path), and reissue with --reason key-compromise"))
        }
        return findings
    }

    private func flaw(of version: RecordedVersion) throws -> LedgerFinding? {
        let content = try store.content(folder: version.folder, version: version.version)
        let isIssuance = version.number == nil
        switch content {
        case .pair where version.hasKey, .certificate where !version.hasKey:
            return try difference(of: version)
        case .key where isIssuance && version.hasKey, .request where isIssuance && !version.hasKey:
            return try difference(of: version)
        case .broken:
            return LedgerFinding(
                "key-mismatch", version, "key and certificate do not belong together",
                remedy: StoreCheck.lost)
        case .certificate, .request, .nothing:
            return LedgerFinding(
                "key-missing", version, version.hasKey ? "its key is gone" : "its files are gone",
                remedy: StoreCheck.lost)
        case .key, .pair:
            return LedgerFinding(
                content == .key ? "certificate-missing" : "key-unexpected", version,
                content == .key
                    ? "its certificate is gone" : "a key lies beside a customer's certificate",
                remedy: StoreCheck.lost)
        }
    }

    private static let lost =
        "put the files back from a back-up of the store, or reissue: ssl-reissue REFERENCE --force"

    /// Whether what is on disk is what the ledger means.
    private func difference(of version: RecordedVersion) throws -> LedgerFinding? {
        let facts = try store.facts(folder: version.folder, version: version.version)
        if let facts, let known = version.fingerprint, facts.fingerprint != known {
            return LedgerFinding(
                "other-certificate", version, "another certificate is on disk",
                remedy: StoreCheck.lost)
        }
        guard let known = version.keyHash, version.hasKey,
            try store.keyHash(folder: version.folder, version: version.version) != known
        else { return nil }
        return LedgerFinding(
            "other-key", version, "another key is on disk", remedy: StoreCheck.lost)
    }

    private func checkLive(
        _ folder: String, _ versions: [RecordedVersion]
    ) throws -> [LedgerFinding] {
        guard let current = versions.first(where: \.isCurrent) else { return [] }
        let back = "ssl-admin certificate rollback \(current.reference) --to \(current.version)"
        guard let live = try store.liveVersion(folder: folder) else {
            // A customer's certificate is live where its key is.
            guard current.hasKey else { return [] }
            return [LedgerFinding("not-live", current, "nothing is live", remedy: back)]
        }
        guard live != current.version, !current.isRolledBack else { return [] }
        guard let known = versions.first(where: { $0.version == live }) else {
            return [
                LedgerFinding(
                    "live-unknown", current,
                    "live is version \(live), which the ledger does not"
                        + " know", remedy: "run ssl-scan, which looks for it by its public key")
            ]
        }
        guard let mine = current.notAfter, let other = known.notAfter, other < mine else {
            return []
        }
        return [
            LedgerFinding(
                "live-earlier", current, "live is version \(live), which ends earlier",
                remedy: back)
        ]
    }

    private func orphans(_ byFolder: [String: [RecordedVersion]]) throws -> [LedgerFinding] {
        var findings = try store.strayNames().map(StoreCheck.stray)
        for folder in try store.folders() {
            let known = Set((byFolder[folder] ?? []).map(\.version))
            if try !isTaken(folder) {
                findings.append(
                    LedgerFinding(
                        "unknown-folder", "\(folder) is no subscription's",
                        remedy: "import its subscription, or move the folder out of the store"))
                continue
            }
            for version in try store.versions(folder: folder) where !known.contains(version) {
                // A key for which nothing was issued is kept: the CA may still come back with it.
                guard try store.content(folder: folder, version: version) != .key else { continue }
                findings.append(
                    LedgerFinding(
                        "unknown-version", "\(folder)/\(version) is in no row of the ledger",
                        remedy: "run ssl-scan; ssl-admin certificate list --unknown shows it"))
            }
            findings += try store.strayFiles(folder: folder).map(StoreCheck.stray)
        }
        return findings
    }

    private static func stray(_ path: String) -> LedgerFinding {
        LedgerFinding(
            "stray-file", "\(path.printable()) is no file of the store",
            remedy: "move it out of the store")
    }
}
