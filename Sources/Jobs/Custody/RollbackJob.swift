import CertificateLedger
import Foundation
import KeyStore
import Settings
import Subscriptions
import Wording

/// `ssl-admin certificate rollback`: points `live` at an earlier version and deploys that again.
package struct RollbackJob {
    private let context: RunContext
    private let ledger: Ledger
    private let store: CertificateStore
    private let subscription: NamedSubscription

    /// Switches back, once a person has agreed; `version` names another one than the last before
    /// the live one.
    package static func run(
        _ context: RunContext, reference: String, version: Int?, isAgreed: Bool
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        // Nothing may make another version live meanwhile.
        let path = context.configuration.settings.ledger
        let reissue = try ProgramLock.take(
            program: "ssl-reissue", ledger: path, startedAt: "\(context.clock.now)")
        let ledger = try context.existingLedger()
        let job = RollbackJob(
            context: context, ledger: ledger, store: try context.store(),
            subscription: try ledger.subscription(named: reference))
        try job.run(version: version, isAgreed: isAgreed)
        _ = consume reissue  // Both held until here.
        _ = consume lock  // Both held until here.
        return .success
    }

    private func run(version: Int?, isAgreed: Bool) throws {
        let live = try store.liveVersion(folder: subscription.folder)
        let known = try ledger.versions(subscription: subscription.id)
        let target = try target(version, live: live, of: known)
        let facts = try check(target, live: known.first { $0.version == live })
        let end = Timestamp(seconds: facts.notAfter).day
        let summary =
            "\(subscription.host): live goes from version \(live.map(String.init) ?? "none") to"
            + " version \(target.version), certificate \(target.number) until \(end)"
        guard try isAgreed || RollbackJob.isConfirmed(summary) else {
            throw JobError.refused(what: "nobody agreed; nothing was changed", remedy: "say yes")
        }
        if target.hasKey {
            try store.makeLive(folder: subscription.folder, version: target.version)
        } else if try !store.makeKeylessLive(
            folder: subscription.folder, version: target.version)
        {
            throw JobError.refused(
                what: "version \(target.version) has no key, and the live one has",
                remedy: "servers would lose their key; install it where the customer's key is")
        }
        try record(target, live: live, end: end)
        context.console.inform(summary + "; done")
    }

    /// The version that was named, or the newest usable one below the live one.
    private func target(
        _ version: Int?, live: Int?, of known: [VersionedCertificate]
    ) throws(JobError) -> VersionedCertificate {
        let found =
            if let version {
                known.first { $0.version == version }
            } else {
                known.first { $0.version < live ?? 0 && flaw(of: $0) == nil }
            }
        guard let found else {
            throw .refused(
                what: version.map { "the ledger knows no certificate in version \($0)" }
                    ?? "there is no earlier version that could be used",
                remedy: "ssl-admin certificate list shows what is in the store")
        }
        return found
    }

    /// Why a certificate cannot be gone back to, as far as the ledger knows.
    private func flaw(of certificate: VersionedCertificate) -> String? {
        // Cancelled, revoked and every word that nobody knows.
        guard [.active, .replaced].contains(certificate.status) else {
            return "the CA calls it \(certificate.status.word)"
        }
        if let end = certificate.notAfter, end <= context.clock.now { return "it ended on \(end)" }
        return nil
    }

    private func check(
        _ target: VersionedCertificate, live: VersionedCertificate?
    ) throws -> CertificateFacts {
        func refusal(_ reason: String) -> JobError {
            .refused(
                what: "version \(target.version), certificate \(target.number), cannot go live:"
                    + " \(reason)", remedy: "choose another with --to, or reissue")
        }
        if let flaw = flaw(of: target) { throw refusal(flaw) }
        if let live, target.isSandbox, !live.isSandbox {
            throw refusal("it comes from a sandbox and the live one is real")
        }
        guard let facts = try store.facts(folder: subscription.folder, version: target.version)
        else { throw refusal("its file is missing") }
        let now = context.clock.now.seconds
        guard facts.notBefore <= now, facts.notAfter > now else {
            throw refusal("it is not valid now")
        }
        return facts
    }

    /// The event, the deployment, and a task for as long as an earlier version is live.
    private func record(
        _ target: VersionedCertificate, live: Int?, end: Day
    ) throws {
        let now = context.clock.now
        let rules = context.configuration.settings.deployment
        try ledger.rolledBack(
            to: target, from: live, subscription: subscription.id,
            targets: target.hasKey ? rules.targets(for: subscription.host) : [], at: now)
        let cause = "rolled-back \(subscription.id)"
        try ledger.closeTask(cause: cause, at: now)
        guard target.number != subscription.currentNumber else { return }
        _ = try ledger.openTask(  // It was closed just before.
            cause: cause,
            text: "\(subscription.reference) \(subscription.host): live is the earlier certificate"
                + " \(target.number) until \(end); roll forward or reissue before that day",
            module: subscription.module, subscription: subscription.id, at: now)
    }

    /// What a person at a terminal says; elsewhere `--yes` has to say it.
    private static func isConfirmed(_ summary: String) throws(JobError) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            throw .usage(text: "rollback needs --yes where nobody can be asked")
        }
        FileHandle.standardError.write(Data("\(summary.printable())\nGo on (yes/no)? ".utf8))
        return readLine() == "yes"
    }
}
