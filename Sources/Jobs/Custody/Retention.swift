import CertificateLedger
import KeyStore
import Settings
import Subscriptions
import Wording

/// Removes version folders that nothing needs any more, so many a run.
struct Retention {
    /// How long a certificate has ended before its folder goes, in seconds: 30 days, in which
    /// somebody may still ask what a host served.
    private static let rest: Int64 = 30 * 86_400
    /// Folders a run at most: a night that finds years of them goes on with its work.
    private static let most = 500

    /// What a run of it did.
    struct Outcome {
        var removed: [RemovableVersion] = []
        var statuses: [ExitStatus] = []
    }

    private let context: RunContext
    private let ledger: Ledger
    private let store: CertificateStore

    init(_ context: RunContext, ledger: Ledger, store: CertificateStore) {
        self.context = context
        self.ledger = ledger
        self.store = store
    }

    /// What could go now: replaced, ended long ago, not live, not deployed, not of an open
    /// issuance, with newer versions enough.
    func removable() throws -> [RemovableVersion] {
        let keep = context.configuration.settings.keptVersions
        return try ledger.removableVersions(
            endedBefore: context.clock.now + -Retention.rest, keep: keep, limit: Retention.most
        ).filter { try store.liveVersion(folder: $0.folder) != $0.version }
    }

    /// Removes what can go; a folder that cannot be removed stops no other.
    func run() -> Outcome {
        var outcome = Outcome()
        do {
            for version in try removable() {
                do {
                    try store.remove(folder: version.folder, version: version.version)
                    try ledger.removed(version, at: context.clock.now)
                    outcome.removed.append(version)
                } catch {
                    outcome.statuses.append(context.complain(error, about: version.host))
                }
            }
        } catch {
            outcome.statuses.append(context.complain(error, about: "retention"))
        }
        return outcome
    }
}
