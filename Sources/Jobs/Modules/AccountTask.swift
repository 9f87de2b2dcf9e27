import CertificateLedger
import NamecheapAPI
import Settings
import Subscriptions
import Synchronization
import Wording

/// The task about an account that nobody can use: opened by whoever sees it, closed by the first
/// call that succeeds.
final class AccountTask: Sendable {
    /// Seconds without any answer after which it is one: a little less than a day, so that two
    /// nights are enough.
    static let patience: Int64 = 72_000

    private let ledger: Ledger
    private let module: Int64
    private let name: String
    /// Whether a task may be open, so that a call that succeeds mostly asks nothing.
    private let mayBeOpen: Mutex<Bool>

    /// The task of a module.
    init(_ ledger: Ledger, module: Int64, named name: String) throws(LedgerError) {
        self.ledger = ledger
        self.module = module
        self.name = name
        let cause = Self.cause(ofModule: name)
        mayBeOpen = Mutex(
            try ledger.openCauses(of: TaskKind.account.rawValue).contains(cause))
    }

    /// What the task is called.
    static func cause(ofModule name: String) -> String { "\(TaskKind.account.rawValue) \(name)" }

    /// A call was answered.
    func answered(at now: Timestamp) {
        guard mayBeOpen.withLock({ $0 }) else { return }
        // Where the ledger cannot follow the call itself says so; the next answer closes it.
        try? ledger.closeTask(cause: Self.cause(ofModule: name), at: now)
        mayBeOpen.withLock { $0 = false }
    }

    /// A call was refused, or nobody answered.
    func failed(_ error: NamecheapError, at now: Timestamp) {
        // The error itself ends the call; that it is work for a person must not hide it.
        try? open(error, at: now)
    }

    private func open(_ error: NamecheapError, at now: Timestamp) throws(LedgerError) {
        switch error.errorClass {
        case .account: break
        case .transient, .rateLimited:
            guard let since = try ledger.failingSince(module: module),
                now - since >= Self.patience
            else { return }
        case .rejected, .statusConflict, .gone: return
        }
        _ = try ledger.openTask(  // Whoever called complains.
            cause: Self.cause(ofModule: name),
            text: "module \(name.printable()) cannot be used: \(error.happened); \(error.remedy)",
            module: module, subscription: nil, at: now)
        mayBeOpen.withLock { $0 = true }
    }
}
