import CertificateLedger
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// Takes up keys on disk that the ledger does not know, as after it was restored from a back-up:
/// a certificate of the CA belongs to the key with its public key.
struct KeyAdoption {
    /// A key that was found for a certificate, which now lies beside it.
    struct Found {
        let version: Int
        /// Whether only the customer's request is here, and the key is the customer's.
        let isCustomers: Bool
        let check: DeliveryCheck
    }

    private let context: RunContext
    private let ledger: Ledger
    private let store: CertificateStore

    init(_ context: RunContext, ledger: Ledger, store: CertificateStore) {
        self.context = context
        self.ledger = ledger
        self.store = store
    }

    /// Stores the certificate beside its key, if that is on disk and the ledger does not know.
    func find(
        _ answer: GetInfo.Answer, keyHash: String?, for row: CertificateToRead
    ) throws -> Found? {
        guard !row.hasKey, let keyHash, let pem = answer.leafPEM else { return nil }
        let ours = try store.versions(ofKey: keyHash, folder: row.folder)
        let isCustomers = ours.isEmpty
        let versions =
            isCustomers
            ? try store.customersVersions(ofKey: keyHash, folder: row.folder) : ours
        guard let version = try version(among: versions, pem, for: row) else { return nil }
        let check = try DeliveryCheck(
            leafPEM: pem, intermediates: answer.intermediatePEMs,
            expected: DeliveryExpectation(
                keyHash: keyHash, names: row.names, previousNotAfter: nil),
            at: context.clock.now.seconds)
        try store.store(
            folder: row.folder, version: version, leafPEM: pem,
            intermediates: answer.intermediatePEMs)
        return Found(version: version, isCustomers: isCustomers, check: check)
    }

    /// Makes it live where its subscription relies on it and nothing later is; then it is deployed.
    func settle(_ found: Found, _ row: CertificateToRead, isCurrent: Bool) throws {
        let host = row.names.first ?? row.folder
        var targets: [String]?
        var isLive = false
        if isCurrent, try mayGoLive(found, row) {
            isLive = try makeLive(found, row)
            if isLive, !found.isCustomers {
                targets = context.configuration.settings.deployment.targets(for: host)
            }
        }
        if found.isCustomers, isCurrent { try openHandOver(row, host) }
        try ledger.settled(row, version: found.version, targets: targets, at: context.clock.now)
        let what = found.isCustomers ? "customer's request" : "key"
        context.console.inform(
            "\(host): the \(what) of certificate \(row.number) is here, version \(found.version)"
                + (isLive ? ", which is live" : ""))
    }

    private func makeLive(_ found: Found, _ row: CertificateToRead) throws(KeyStoreError) -> Bool {
        guard !found.isCustomers else {
            return try store.makeKeylessLive(folder: row.folder, version: found.version)
        }
        try store.makeLive(folder: row.folder, version: found.version)
        return true
    }

    /// The ledger does not know whether the customer has it; the export closes the task.
    private func openHandOver(_ row: CertificateToRead, _ host: String) throws(LedgerError) {
        _ = try ledger.openTask(  // Once a certificate; success is silent.
            cause: "hand-over \(row.number)",
            text:
                "\(host): certificate \(row.number) was issued for the customer's CSR; hand it over"
                + " unless that was done: ssl-admin certificate export \(row.number) --format zip"
                + " --output FILE",
            module: nil, subscription: row.subscription, at: context.clock.now)
    }

    private func mayGoLive(_ found: Found, _ row: CertificateToRead) throws -> Bool {
        guard found.check.mayGoLive else {
            context.console.complain(
                "certificate \(row.number) is stored as version \(found.version) and not made"
                    + " live: \(found.check.findings.words)", about: row.names.first ?? row.folder)
            return false
        }
        guard let live = try store.liveVersion(folder: row.folder),
            let facts = try store.facts(folder: row.folder, version: live)
        else { return true }
        return facts.notAfter <= found.check.facts.notAfter
    }

    /// Of the versions with the key the one that has this certificate, else one that has none and
    /// is no other certificate's.
    private func version(
        among versions: [Int], _ pem: String, for row: CertificateToRead
    ) throws -> Int? {
        guard !versions.isEmpty else { return nil }
        let taken = Set(
            try ledger.versions(subscription: row.subscription).map(\.version)
                + ledger.openIssuances().filter { $0.subscription == row.subscription }
                .compactMap(\.version))
        let free = versions.filter { !taken.contains($0) }
        let fingerprint = try CertificateFacts(pem: pem).fingerprint
        let facts = try free.map { ($0, try store.facts(folder: row.folder, version: $0)) }
        return facts.first { $0.1?.fingerprint == fingerprint }?.0
            ?? facts.first { $0.1 == nil }?.0
    }
}
