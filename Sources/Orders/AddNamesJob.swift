import CertificateLedger
package import Jobs
import NamecheapAPI
import Subscriptions
import Wording

/// `ssl-order add-names`: names for the current order, held from the next certificate on.
package enum AddNamesJob {
    /// Quotes, asks, buys once, and records the names; what is paid already costs nothing more.
    package static func run(
        _ context: RunContext, reference: String, names: [String], consent: Consent
    ) async throws -> ExitStatus {
        try await OrderRun(context, consent: consent, reference: reference) {
            try await plan(reference, names.map { $0.lowercased() }, $0)
        }.run()
    }

    private static func plan(
        _ reference: String, _ names: [String], _ desk: OrderDesk
    ) async throws -> Planning {
        if let wrong = names.first(where: { !Enrolment.isName($0) }) {
            throw JobError.usage(text: "\(wrong.printable()) is no name")
        }
        let known = try desk.subscription(reference)
        let added = names.filter { !known.names.contains($0) }
        guard Set(added).count == added.count else {
            throw JobError.usage(text: "a name is twice")
        }
        guard !added.isEmpty else { return .already("it has these names already") }
        let (asked, sold) = try desk.product(named: known.product)
        guard sold.coverage == .multiDomain else {
            throw JobError.usage(text: "\(sold.name) takes no further names")
        }
        try BuyJob.check(names: known.names + added, against: sold)
        guard !known.hasOpenIssuance else {
            throw JobError.refused(
                what: "an issuance for \(known.host.printable()) is under way",
                remedy: "let it end first; ssl-report reissues shows what it waits for")
        }
        guard let number = known.number, let status = known.status,
            status == .active || status == .newPurchase
        else {
            throw JobError.refused(
                what: "its certificate is \(known.status?.word ?? "not known"), and names are"
                    + " added to an active or new one", remedy: "run ssl-scan")
        }
        let paid = try await desk.paidNames(of: known, number, sold)
        let needed = known.names.count - 1 + added.count - paid
        guard needed > 0 else { return try takePaid(added, known, desk) }
        var order = PlannedOrder(
            kind: .addNames, reference: reference, host: known.host, names: added, asked: asked,
            sold: sold, years: known.years ?? 1, addedNames: needed, productNames: [asked.name])
        order.subscription = known
        order.module = known.moduleName
        order.namesBefore = paid
        return .order(order)
    }

    private static func takePaid(
        _ added: [String], _ known: OrderedSubscription, _ desk: OrderDesk
    ) throws -> Planning {
        if !desk.context.isDryRun {
            try desk.ledger.recordNames(
                known.names + added, subscription: known.id, at: desk.now)
        }
        return .already(
            "the order has room for these names, nothing is to be paid; ssl-reissue"
                + " \(known.reference) --force --reason names gets the certificate now")
    }
}

extension OrderDesk {
    /// The further names that an order pays, as the CA says; without a call, those in use.
    func paidNames(
        of known: OrderedSubscription, _ number: Int, _ sold: Product
    ) async throws -> Int {
        guard !context.isDryRun else { return max(known.names.count, sold.includedNames) - 1 }
        let connection = try connection(to: module(named: known.moduleName))
        return try await connection.send(
            GetInfo(certificateID: number, returnsCertificate: false), for: .followUp
        ).sansCount
    }
}
