import CertificateLedger
import Foundation
import Settings
import Subscriptions
import Wording

/// `ssl-admin ledger restore`: a back-up takes the ledger's place, which is kept beside it.
package enum RestoreJob {
    /// The locks of every program that writes the ledger, held while it is replaced.
    private struct Locks: ~Copyable {
        private let admin: ProgramLock
        private let scan: ProgramLock
        private let reissue: ProgramLock
        private let notify: ProgramLock
        private let order: ProgramLock

        init(_ context: RunContext) throws(JobError) {
            func take(_ program: String) throws(JobError) -> ProgramLock {
                try ProgramLock.take(
                    program: program, ledger: context.configuration.settings.ledger,
                    startedAt: "\(context.clock.now)")
            }
            let admin = try take("ssl-admin")
            let scan = try take("ssl-scan")
            let reissue = try take("ssl-reissue")
            let notify = try take("ssl-notify")
            let order = try take("ssl-order")
            self.admin = admin
            self.scan = scan
            self.reissue = reissue
            self.notify = notify
            self.order = order
        }
    }

    /// Verifies the back-up, asks, and puts a copy of it where the ledger is.
    package static func run(
        _ context: RunContext, from backup: String, isAgreed: Bool
    ) throws -> ExitStatus {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw JobError.fileMissing(path: backup)
        }
        let path = context.configuration.settings.ledger
        try check(backup, against: path)
        let locks = try Locks(context)
        let facts = try Ledger.verify(path: backup)
        let kept =
            "\(path).before-\(context.clock.now.description.filter { $0 != "-" && $0 != ":" })"
        let age = age(of: facts.newest, at: path)
        try agree(
            [
                "the back-up has \(facts.subscriptions) subscriptions and ends on \(facts.newest)",
                age, "the ledger \(path) is kept as \(kept)",
            ], context, isAgreed: isAgreed)
        try PlacedFile.put(at: path) { temporary in
            try Ledger.copy(from: backup, to: temporary)
            _ = try Ledger.verify(path: temporary)  // What it throws is what matters.
            try setAside(path, as: kept)
        }
        let ledger = try Ledger(path: path, access: .readWrite)
        try ledger.note(
            "restored", detail: "from a back-up of \(facts.newest)", at: context.clock.now)
        let told = told(since: kept, ledger)
        _ = consume locks  // Held until here.
        context.console.show([
            "the ledger is that of \(facts.newest) again; \(age)", told,
            "run ssl-scan next: it finds by public key what was issued since; then ssl-order status"
                + " and ssl-admin subscription list --not-enrolled show what was bought since",
        ])
        return .success
    }

    /// Refuses what is no back-up at all.
    private static func check(_ backup: String, against ledger: String) throws(JobError) {
        guard !PlacedFile.isFolder(backup) else {
            throw .usage(text: "\(backup.printable()) is a folder; name a back-up in it")
        }
        guard !PlacedFile.isSame(backup, ledger) else {
            throw .usage(text: "\(backup.printable()) is the ledger itself; name a back-up of it")
        }
    }

    /// What becomes of the notices that went out since.
    private static func told(since kept: String, _ ledger: Ledger) -> String {
        guard FileManager.default.fileExists(atPath: kept) else {
            return "what was told since is not known: ssl-notify may tell it again"
        }
        do {
            let count = try ledger.adoptNotices(from: kept)
            return "what ssl-notify told since stays told (\(count.counted("notice"))); what was"
                + " told about something newer than the back-up may be told again"
        } catch {
            return "what was told since cannot be read from the ledger before, and ssl-notify tells"
                + " it again: \(error.happened)"
        }
    }

    /// How the back-up compares with what it takes the place of, which may be gone or damaged.
    private static func age(of backup: Timestamp, at path: String) -> String {
        guard FileManager.default.fileExists(atPath: path),
            let now = try? Ledger.verify(path: path).newest
        else { return "there is no sound ledger to compare it with" }
        guard backup < now else { return "nothing in the ledger before is newer" }
        return "the ledger before went on to \(now): what came between is not in it"
    }

    /// Keeps the old ledger under another name; its write-ahead log must not meet the new one.
    private static func setAside(_ path: String, as kept: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        // A damaged one is kept as it is, with its log beside it.
        do { try Ledger.settle(path: path) } catch LedgerError.locked(let path) {
            throw LedgerError.locked(path: path)
        } catch {}
        try PlacedFile.keep(path, as: kept)
        for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try PlacedFile.rename(path + suffix, to: kept + suffix)
        }
    }

    private static func agree(
        _ lines: [String], _ context: RunContext, isAgreed: Bool
    ) throws(JobError) {
        guard !isAgreed else { return }
        guard Agreement.canBeAsked else {
            throw .usage(text: "restore needs --yes where nobody can be asked")
        }
        context.console.show(lines)
        guard Agreement.isGiven(context.console) else {
            throw .refused(what: "nobody agreed; nothing was changed", remedy: "say yes")
        }
    }
}
