import CertificateLedger
import Subscriptions
import Wording

/// `ssl-admin subscription set --names`: the names of a subscription, where its enrolment said
/// others than its certificate has.
package enum NamesJob {
    /// Changes them for the next certificate; more names than before are an order's.
    package static func run(
        _ context: RunContext, reference: String, names text: String
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        guard let known = try ledger.orderedSubscription(reference: reference) else {
            throw JobError.usage(text: "there is no subscription \(reference.printable())")
        }
        let names: [String]
        do { names = try Enrolment.names(text, host: known.host) } catch {
            throw JobError.usage(text: error.text.printable())
        }
        guard names != known.names else {
            context.console.inform("nothing to change")
            return .success
        }
        guard !known.hasOpenIssuance else {
            throw JobError.refused(
                what: "an issuance for \(known.host.printable()) is under way",
                remedy: "let it end first; ssl-report reissues shows what it waits for")
        }
        guard names.count <= known.names.count else {
            throw JobError.refused(
                what: "the subscription is for \(known.names.count) names, not \(names.count)",
                remedy: "ssl-order add-names takes further ones, and buys them if they are not paid"
            )
        }
        try ledger.recordNames(names, subscription: known.id, at: context.clock.now)
        try ledger.readCertificateAgain(of: known.id)
        context.console.inform(
            "\(reference): the next certificate is for \(names.joined(separator: " "))")
        _ = consume lock  // Held until here.
        return .success
    }
}
