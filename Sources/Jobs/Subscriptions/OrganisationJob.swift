import CertificateLedger
import Settings
import Subscriptions
import Wording

/// `ssl-admin subscription set --organisation`: who is behind an OV or EV subscription that was not
/// bought here.
package enum OrganisationJob {
    /// Keeps the particulars of a file for activation and reissues; `none` takes them away.
    package static func run(
        _ context: RunContext, reference: String, file: String
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        guard let known = try ledger.orderedSubscription(reference: reference) else {
            throw JobError.usage(text: "there is no subscription \(reference.printable())")
        }
        let lines = try lines(file, for: known, context)
        guard lines != known.organisation else {
            context.console.inform("nothing to change")
            return .success
        }
        try ledger.recordOrganisation(lines, subscription: known.id, at: context.clock.now)
        context.console.inform(
            lines.isEmpty
                ? "\(reference): nothing is known of its organisation any more"
                : "\(reference): its organisation is told with the next request")
        _ = consume lock  // Held until here.
        return .success
    }

    private static func lines(
        _ file: String, for known: OrderedSubscription, _ context: RunContext
    ) throws -> String {
        guard file != "none" else { return "" }
        let validation = context.configuration.settings.products.validation(of: known.product)
        guard validation != .domain else {
            let product = known.product.isEmpty ? "its product" : known.product.printable()
            throw JobError.usage(text: "\(product) says nothing of an organisation")
        }
        return OrganisationText.lines(
            try OrganisationFile(path: file, validation: validation).particulars)
    }
}
