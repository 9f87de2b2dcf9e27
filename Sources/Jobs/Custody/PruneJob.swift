import CertificateLedger
import KeyStore
import Wording

/// `ssl-admin certificate prune`: retention at once, with a word on what is kept.
package enum PruneJob {
    /// Removes what retention lets go, or in a dry run says what that would be.
    package static func run(_ context: RunContext) throws -> ExitStatus {
        let store = try context.store()
        guard !context.isDryRun else {
            let ledger = try context.existingLedger()
            let retention = Retention(context, ledger: ledger, store: store)
            say(try retention.removable(), "would be removed", context)
            try tellKept(context, ledger, store)
            return .success
        }
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let outcome = Retention(context, ledger: ledger, store: store).run()
        say(outcome.removed, "removed", context)
        try tellKept(context, ledger, store)
        _ = consume lock  // Held until here.
        return ExitStatus.strongest(of: outcome.statuses)
    }

    private static func say(
        _ versions: [RemovableVersion], _ what: String, _ context: RunContext
    ) {
        for version in versions {
            context.console.inform(
                "\(version.host): version \(version.version) of certificate \(version.number)"
                    + " \(what)")
        }
        context.console.inform("\(versions.count) versions \(what)")
    }

    /// Keys for which nothing was ever issued are kept: the CA may still come back with one.
    private static func tellKept(
        _ context: RunContext, _ ledger: Ledger, _ store: CertificateStore
    ) throws {
        let kept = try ledger.knownVersions().filter { version in
            try version.status == "never-issued"
                && store.content(folder: version.folder, version: version.version) == .key
        }
        for version in kept {
            context.console.inform(
                "\(version.host): version \(version.version) is kept: a key for which nothing was"
                    + " issued")
        }
    }
}
