import CertificateLedger
package import Jobs
import Subscriptions
import Wording

/// `ssl-order renew`: the order that follows the last one of a subscription.
package enum RenewJob {
    /// How long before and after its end an order can be renewed, in days (namecheap-api.md, 5.4).
    private static let window = (before: 90, after: 180)

    /// Quotes, asks, buys once, and records the next paid period.
    package static func run(
        _ context: RunContext, reference: String, years: Int, consent: Consent
    ) async throws -> ExitStatus {
        try await OrderRun(context, consent: consent, reference: reference) {
            try await plan(reference, years: years, $0)
        }.run()
    }

    private static func plan(
        _ reference: String, years: Int, _ desk: OrderDesk
    ) async throws -> Planning {
        let known = try desk.subscription(reference)
        let (asked, sold) = try desk.product(named: known.product)
        guard sold.years.contains(years) else {
            throw JobError.usage(
                text: "\(sold.name) is sold for \(sold.years.lowerBound) to"
                    + " \(sold.years.upperBound) years, not \(years)")
        }
        if let waiting = known.waitingNumber {
            return .already(try queued(waiting, known, years: years, desk))
        }
        try checkOrganisation(of: known, sold)
        guard known.status == .active, let number = known.number else {
            throw JobError.refused(
                what: "its certificate is \(known.status?.word ?? "not known"), and only an active"
                    + " one can be renewed",
                remedy: "run ssl-scan; what is replaced or waits is carried on by ssl-reissue")
        }
        let end = known.paidUntil ?? desk.today
        guard end - desk.today <= window.before, desk.today - end <= window.after else {
            throw JobError.refused(
                what: "it is paid until \(end), and can be renewed from \(end - window.before) to"
                    + " \(end + window.after)", remedy: "order it then")
        }
        // The CA copies the number of names that are paid, used or not (namecheap-api.md, 5.4).
        let names =
            sold.coverage == .multiDomain
            ? try await desk.paidNames(of: known, number, sold) + 1 : known.names.count
        var order = PlannedOrder(
            kind: .renew, reference: reference, host: known.host, names: known.names,
            asked: asked, sold: sold, years: years, addedNames: sold.addedNames(for: names),
            productNames: desk.products.renewalNames(of: asked, on: desk.today))
        let start = max(end, desk.today)
        order.term = start...start.adding(years: years)
        order.subscription = known
        order.module = known.moduleName
        return .order(order)
    }

    /// Refuses to pay for what could not be activated.
    private static func checkOrganisation(
        of known: OrderedSubscription, _ sold: Product
    ) throws(JobError) {
        guard sold.validation == .domain || !known.organisation.isEmpty else {
            throw .refused(
                what: "\(sold.name) cannot be activated without its organisation, and that is not"
                    + " known; nothing was bought",
                remedy:
                    "ssl-admin subscription set \(known.reference.printable()) --organisation FILE,"
                    + " with lines such as AdminOrganizationName Example Ltd")
        }
    }

    /// What to say of a renewal that waits; one that was ordered otherwise is refused.
    private static func queued(
        _ waiting: Int, _ known: OrderedSubscription, years: Int, _ desk: OrderDesk
    ) throws -> String {
        let bought = try desk.ledger.purchases(reference: known.reference).first {
            $0.state == .bought && $0.result?.number == waiting
        }
        guard let bought, bought.intent.kind == .renew, bought.intent.years == years else {
            throw JobError.refused(
                what: "certificate \(waiting) is paid and waits to be activated",
                remedy: "ssl-reissue activates it; renew again when that order ends")
        }
        return "it is renewed already as certificate \(waiting); nothing was sent"
    }
}

extension OrderDesk {
    /// The subscription of that reference, or what to do where there is none.
    func subscription(_ reference: String) throws -> OrderedSubscription {
        guard let known = try ledger.orderedSubscription(reference: reference) else {
            throw JobError.usage(
                text: "there is no subscription with the reference \(reference.printable())")
        }
        guard !known.product.isEmpty else {
            throw JobError.refused(
                what: "the product of \(reference.printable()) is not known yet",
                remedy: "run ssl-scan")
        }
        return known
    }
}
