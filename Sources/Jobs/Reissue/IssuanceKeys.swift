import CertificateLedger
import KeyStore
import Settings
import Subscriptions
import Wording

// The key of an issuance: new, that of the certificate it replaces, or the customer's.
extension IssuanceWorker {
    /// How old a key may get by reuse, in seconds.
    ///
    /// 398 days were the longest life of a certificate until 2026-03-15 (Baseline Requirements
    /// 6.3.2): no key serves longer by reuse than it could in one such certificate.
    static let oldestReusedKey: Int64 = 398 * 86_400

    /// Key and request, durable before anything is asked.
    func prepare(_ issuance: Issuance) throws -> IssuanceEnd? {
        try store.probe(folder: issuance.folder)
        let key = issuance.isCustomers ? try customersKey(issuance) : try ownKey(issuance)
        try ledger.prepared(
            issuance, version: key.version, keyHash: key.keyHash, csr: key.csrPEM, at: now)
        return nil
    }

    /// What was prepared, reread: the key may have been restored, moved or cut since.
    func preparedKey(of issuance: Issuance) throws(KeyStoreError) -> PreparedKey {
        let version = issuance.version ?? 0
        guard !issuance.isCustomers else {
            return try store.customersRequest(folder: issuance.folder, version: version)
        }
        return try store.prepared(
            folder: issuance.folder, version: version, names: issuance.names)
    }

    /// The customer's request in a version folder of its own.
    private func customersKey(_ issuance: Issuance) throws -> PreparedKey {
        guard let request = try ledger.unusedRequest(subscription: issuance.subscription) else {
            throw JobError.refused(
                what: "the customer keeps the key and no unused CSR is here",
                remedy: "ssl-admin certificate request \(issuance.reference) --csr FILE")
        }
        let (next, unrecorded) = try versions(of: issuance)
        if let unrecorded,
            let left = try? store.customersRequest(folder: issuance.folder, version: unrecorded),
            left.keyHash == request.keyHash
        {
            return left
        }
        return try store.prepare(
            folder: issuance.folder, version: next,
            customersRequest: KeyStore.CertificateRequest(pem: request.csr))
    }

    /// A key of our own; one that the ledger does not know is taken up.
    private func ownKey(_ issuance: Issuance) throws -> PreparedKey {
        let (next, unrecorded) = try versions(of: issuance)
        let reusable = try reusableKey(of: issuance)
        if let unrecorded, let key = try unrecordedKey(issuance, unrecorded, reusable) {
            return key
        }
        if let reusable,
            let key = try store.prepare(
                folder: issuance.folder, version: next, keyOf: reusable.version,
                keyHash: reusable.keyHash, names: issuance.names)
        {
            return key
        }
        return try store.prepare(
            folder: issuance.folder, version: next, algorithm: algorithm(for: issuance),
            names: issuance.names)
    }

    /// The next version, and the last one on disk where the ledger knows nothing of it; what a
    /// crash left of a key is cleared away before.
    private func versions(of issuance: Issuance) throws -> (next: Int, unrecorded: Int?) {
        let folder = issuance.folder
        let largest = try ledger.largestVersion(subscription: issuance.subscription)
        var last = try store.versions(folder: folder).last ?? 0
        if last > largest, try store.removeUnfinished(folder: folder, version: last) {
            last = try store.versions(folder: folder).last ?? 0
        }
        let next = try store.nextVersion(folder: folder, ledgerLargest: largest)
        return (next, last > largest ? last : nil)
    }

    /// A key that a crash left, or that a restored ledger forgot: if the CA has a request with it,
    /// that is found by this very key, and nothing is asked twice.
    private func unrecordedKey(
        _ issuance: Issuance, _ version: Int, _ reusable: ReusableKey?
    ) throws -> PreparedKey? {
        guard try store.facts(folder: issuance.folder, version: version) == nil,
            let key = try? store.prepared(
                folder: issuance.folder, version: version, names: issuance.names),
            try Set(KeyStore.CertificateRequest(pem: key.csrPEM).names) == Set(issuance.names),
            try key.keyHash == reusable?.keyHash || !ledger.isKeyKnown(key.keyHash)
        else { return nil }
        return key
    }

    /// The key of the certificate that is replaced, where the settings want it and it may serve on.
    private func reusableKey(of issuance: Issuance) throws(LedgerError) -> ReusableKey? {
        let settings = context.configuration.settings
        guard settings.reusesKeys, issuance.statedReason != .keyCompromise,
            issuance.action == .reissue,
            settings.keyAlgorithm == nil || settings.keyAlgorithm == issuance.keyAlgorithm,
            let key = try ledger.reusableKey(of: issuance),
            now - key.madeAt <= IssuanceWorker.oldestReusedKey
        else { return nil }
        return key
    }

    /// The set algorithm, else that of the certificate it replaces, else P-256.
    private func algorithm(for issuance: Issuance) -> KeyAlgorithm {
        let set = context.configuration.settings.keyAlgorithm.flatMap(KeyAlgorithm.init)
        return set ?? issuance.keyAlgorithm.flatMap(KeyAlgorithm.init)?.forReissue ?? .p256
    }
}
