import CertificateLedger
import Settings
import Wording

/// Closes tasks whose cause is gone, and opens again what was closed by hand too early.
struct TaskReview {
    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Looks at every open task, and at every one that a person closed since the last scan.
    func run() throws {
        let now = context.clock.now
        for text in try ledger.reviewTasks(at: now) {
            context.console.complain("\(text); its task was closed and is open again")
        }
        // A module that is gone, disabled or without a minimum is not looked at any more.
        let checked = Set(
            context.configuration.enabledModules
                .filter { $0.settings.minimalBalance != nil }.map { "balance-low \($0.name)" })
        let used = Set(
            context.configuration.enabledModules.map { AccountTask.cause(ofModule: $0.name) })
        for (kind, causes) in [(TaskKind.balanceLow, checked), (.account, used)] {
            for cause in try ledger.openCauses(of: kind.rawValue) where !causes.contains(cause) {
                try ledger.closeTask(cause: cause, at: now)
            }
        }
    }
}
