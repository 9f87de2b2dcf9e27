import CertificateLedger
package import Jobs
import KeyStore
import Subscriptions
import Wording

/// `ssl-order buy`: a new order, which becomes a subscription.
package enum BuyJob {
    /// Quotes, asks, buys once, and records what was bought.
    package static func run(
        _ context: RunContext, _ request: BuyRequest, consent: Consent
    ) async throws -> ExitStatus {
        try await OrderRun(context, consent: consent, reference: request.effectiveReference) {
            try plan(request, $0, isAsked: !consent.isAgreed)
        }.run()
    }

    private static func plan(
        _ request: BuyRequest, _ desk: OrderDesk, isAsked: Bool
    ) throws -> Planning {
        let (asked, sold) = try desk.product(named: request.product)
        let enrolment = try enrolment(request, sold, on: desk.today)
        try check(enrolment, years: request.years, against: sold)
        if let name = request.module { _ = try desk.module(named: name) }  // It must be there.
        if let done = try earlier(request, enrolment, asked, desk) { return .already(done) }
        var order = PlannedOrder(
            kind: .buy, reference: enrolment.reference, host: enrolment.host,
            names: enrolment.names, asked: asked, sold: sold, years: request.years,
            addedNames: sold.addedNames(for: enrolment.names.count), productNames: [asked.name])
        order.term = desk.today...desk.today.adding(years: request.years)
        order.module = request.module
        order.method = enrolment.method
        order.mail = enrolment.mail
        order.isAnother = request.isAnother
        order.besides = try besides(enrolment.host, desk)
        // A person sees it in the quote; where nobody is asked it has to be said beforehand.
        guard isAsked || request.isAnother || order.besides.isEmpty else {
            throw JobError.refused(
                what: "\(enrolment.host) is sold already: "
                    + "\(order.besides.joined(separator: "; ")); nothing was bought",
                remedy: "ssl-order renew lengthens it; --another buys one more all the same")
        }
        order.organisation = try organisation(request, sold)
        order.csr = try request.csr.map {
            try CustodyJob.request(in: $0, names: enrolment.names, desk.ledger).pem
        }
        return .order(order)
    }

    /// The subscriptions for a host that are paid still, in words.
    private static func besides(_ host: String, _ desk: OrderDesk) throws -> [String] {
        try desk.ledger.subscriptions(holding: host)
            .filter { $0.paidUntil.map { $0 > desk.today } ?? true }
            .map { known in
                let product =
                    known.product.isEmpty ? "" : ", \(known.product.printable(limit: 60))"
                let end = known.paidUntil.map { ", paid until \($0)" } ?? ""
                return "\(known.reference.printable())\(product)\(end)"
            }
    }

    /// The request in the words of an import, whose checks are the same.
    private static func enrolment(
        _ request: BuyRequest, _ sold: Product, on today: Day
    ) throws -> Enrolment {
        let host = request.host.lowercased()
        let names = [host] + request.names.map { $0.lowercased() }.filter { $0 != host }
        do {
            return try Enrolment([
                "reference": request.effectiveReference, "host": host,
                "names": names.joined(separator: " "), "certificate_id": "1",
                "order_date": today.description, "years": String(request.years), "policy": "",
                "mail": request.mail ?? "", "dcv": request.method ?? "",
            ])
        } catch {
            throw JobError.usage(text: error.text.printable())
        }
    }

    private static func check(
        _ enrolment: Enrolment, years: Int, against sold: Product
    ) throws(JobError) {
        guard sold.years.contains(years) else {
            throw .usage(
                text: "\(sold.name) is sold for \(sold.years.lowerBound) to"
                    + " \(sold.years.upperBound) years, not \(years)")
        }
        try check(names: enrolment.names, against: sold)
    }

    /// Refuses names that the certificates of a product cannot hold.
    static func check(names: [String], against sold: Product) throws(JobError) {
        let wildcards = names.filter { $0.hasPrefix("*.") }
        switch sold.coverage {
        case .wildcard where wildcards.count != 1 || names.count != 1:
            throw .usage(text: "\(sold.name) is for one name that begins with *.")
        case .single where names.count != 1:
            throw .usage(
                text: "\(sold.name) is for one name; the CA adds the www name of a domain itself")
        case .single where !wildcards.isEmpty, .multiDomain where !wildcards.isEmpty:
            throw .usage(text: "\(sold.name) holds no wildcard")
        case .multiDomain where names.count > sold.mostNames:
            throw .usage(text: "\(sold.name) holds \(sold.mostNames) names at most")
        default: return
        }
    }

    private static func organisation(_ request: BuyRequest, _ sold: Product) throws -> String {
        guard sold.validation != .domain else {
            guard request.organisation == nil else {
                throw JobError.usage(text: "\(sold.name) says nothing of an organisation")
            }
            return ""
        }
        guard let path = request.organisation else {
            throw JobError.usage(
                text: "\(sold.name) needs --organisation FILE with the particulars of the"
                    + " organisation")
        }
        return OrganisationText.lines(
            try OrganisationFile(path: path, validation: sold.validation).particulars)
    }

    /// What was bought for the reference before; the same again is no second order.
    private static func earlier(
        _ request: BuyRequest, _ enrolment: Enrolment, _ asked: Product, _ desk: OrderDesk
    ) throws -> String? {
        let reference = enrolment.reference
        guard let known = try desk.ledger.orderedSubscription(reference: reference) else {
            return nil
        }
        let bought = try desk.ledger.purchases(reference: reference).first {
            $0.intent.kind == .buy && $0.state == .bought
        }
        guard let bought, let result = bought.result, bought.intent.names == enrolment.names,
            bought.intent.years == request.years,
            bought.intent.product.lowercased() == asked.name.lowercased()
        else {
            throw JobError.refused(
                what: "\(reference.printable()) is a subscription already, for"
                    + " \(known.host.printable())",
                remedy: "give the new one a reference of its own, or renew that one")
        }
        return "it is bought already as certificate \(result.number); nothing was sent"
    }
}
