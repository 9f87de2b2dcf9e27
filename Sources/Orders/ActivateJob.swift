import CertificateLedger
package import Jobs
import Subscriptions
import Wording

/// `ssl-order activate`: the first certificate of a paid order at once, by ssl-reissue's own job.
package enum ActivateJob {
    /// Runs the job for one subscription, with ssl-reissue's lock and states.
    package static func run(
        _ context: RunContext, reference: String, actions: ActionOptions
    ) async throws -> ExitStatus {
        let ledger = try context.openLedger(access: .readOnly)
        guard let known = try ledger.orderedSubscription(reference: reference) else {
            throw JobError.usage(
                text: "there is no subscription with the reference \(reference.printable())")
        }
        guard isWaiting(known) || known.hasOpenIssuance else {
            context.console.inform("\(reference): no paid order waits to be activated")
            return .success
        }
        let reissue = try RunContext(
            program: "ssl-reissue", options: context.options, actions: actions,
            console: context.console)
        var options = ReissueJob.Options()
        options.batch = .unset
        options.batch.naming.reference = [reference]
        options.batch.isAgreed = true
        let status = try await ReissueJob.run(reissue, options: options)
        guard !context.isDryRun, let after = try ledger.orderedSubscription(reference: reference),
            isWaiting(after), !after.hasOpenIssuance
        else { return status }
        context.console.complain(
            "the paid order is not activated yet; ssl-reissue --dry-run --verbose --reference"
                + " \(reference) says why", about: reference)
        return ExitStatus.strongest(of: [status, .failed])
    }

    private static func isWaiting(_ known: OrderedSubscription) -> Bool {
        known.waitingNumber != nil || known.status?.isPaidAndWaiting == true
    }
}
