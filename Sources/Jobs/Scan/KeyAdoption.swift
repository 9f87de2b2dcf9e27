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
        guard !row.hasKey, let keyHash, let pem = answer.leafPEM,
            let version = try version(of: keyHash, pem, for: row)
        else { return nil }
        let check = try DeliveryCheck(
            leafPEM: pem, intermediates: answer.intermediatePEMs,
            expected: DeliveryExpectation(
                keyHash: keyHash, names: row.names, previousNotAfter: nil),
            at: context.clock.now.seconds)
        try store.store(
            folder: row.folder, version: version, leafPEM: pem,
            intermediates: answer.intermediatePEMs)
        return Found(version: version, check: check)
    }

    /// Makes it live where its subscription relies on it and nothing later is; then it is deployed.
    func settle(_ found: Found, _ row: CertificateToRead, isCurrent: Bool) throws {
        let host = row.names.first ?? row.folder
        var targets: [String]?
        if isCurrent, try mayGoLive(found, row) {
            try store.makeLive(folder: row.folder, version: found.version)
            targets = context.configuration.settings.deployment.targets(for: host)
        }
        try ledger.settled(row, version: found.version, targets: targets, at: context.clock.now)
        context.console.inform(
            "\(host): the key of certificate \(row.number) is here, version \(found.version)"
                + (targets == nil ? "" : ", which is live"))
    }

    private func mayGoLive(_ found: Found, _ row: CertificateToRead) throws -> Bool {
        guard found.check.mayGoLive else {
            let findings = found.check.findings.map { "\($0)" }.joined(separator: ", ")
            context.console.complain(
                "certificate \(row.number) is stored as version \(found.version) and not made"
                    + " live: \(findings.printable())", about: row.names.first ?? row.folder)
            return false
        }
        guard let live = try store.liveVersion(folder: row.folder),
            let facts = try store.facts(folder: row.folder, version: live)
        else { return true }
        return facts.notAfter <= found.check.facts.notAfter
    }

    /// The version with the key: the one that has this certificate, else one that has none and is
    /// no other certificate's.
    private func version(
        of keyHash: String, _ pem: String, for row: CertificateToRead
    ) throws -> Int? {
        let versions = try store.versions(ofKey: keyHash, folder: row.folder)
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
