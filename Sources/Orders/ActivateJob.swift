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
        // Whoever names a first order to activate means it, whatever the policy does by itself; a
        // renewal would be set aside for a reissue of the order before it.
        let decision = try SelectionPass.decision(context, ledger, reference: reference)
        options.batch.isForced =
            isFirst(known) && decision?.verdict.reason?.isOverridable == true
        let status = try await ReissueJob.run(reissue, options: options)
        guard !context.isDryRun, let after = try ledger.orderedSubscription(reference: reference)
        else { return status }
        if after.hasOpenIssuance {
            context.console.inform(
                "\(reference): it is under way and goes on in the next run; ssl-report reissues"
                    + " says what it waits for")
            return status
        }
        guard isWaiting(after) else { return status }
        context.console.complain(
            "the paid order is not activated: \(try reason(context, ledger, reference))",
            about: reference)
        return ExitStatus.strongest(of: [status, .failed])
    }

    private static func isFirst(_ known: OrderedSubscription) -> Bool {
        known.status?.isPaidAndWaiting == true
    }

    private static func isWaiting(_ known: OrderedSubscription) -> Bool {
        known.waitingNumber != nil || isFirst(known)
    }

    /// Why nothing is done about it, in the words of the selection.
    private static func reason(
        _ context: RunContext, _ ledger: Ledger, _ reference: String
    ) throws -> String {
        let decision = try SelectionPass.decision(context, ledger, reference: reference)
        guard let decision, let reason = decision.verdict.reason else {
            return "the next run of ssl-reissue tries again"
        }
        let current = decision.subscription.situation.certificate
        guard reason == .outsideWindow, let current, let days = decision.urgency?.daysLeft else {
            return reason.rawValue
        }
        return "the certificate in hand is good for \(days) days, until \(current.expiresOn);"
            + " ssl-reissue activates the order when it gains nothing more"
    }
}
