import ArgumentParser
import CertificateLedger
import Subscriptions
import Wording

/// `ssl-admin subscription set --served`: whom to ask which certificate is served.
package struct ServedTargetsJob {
    /// Sets the targets of one subscription.
    package static func run(
        _ context: RunContext, reference: String, served: ServedOption
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.openLedger(access: .readWrite)
        let isChange = try ledger.setServed(
            served.targets, reference: reference, at: context.clock.now)
        _ = consume lock  // Held until here.
        guard let isChange else {
            throw JobError.usage(text: "there is no subscription \(reference.printable())")
        }
        context.console.inform(
            isChange ? "\(reference): asked from now on: \(served.targets.words)" : "unchanged")
        return .success
    }
}

/// Whom to ask, on the command line.
package struct ServedOption: ExpressibleByArgument, Sendable {
    let targets: ServedTargets

    /// Reads `default`, `none`, or targets with commas between them.
    package init?(argument: String) {
        guard let targets = ServedTargets(argument) else { return nil }
        self.targets = targets
    }
}

extension ServedTargets {
    fileprivate var words: String { self == .names ? "each of its names" : description }
}
