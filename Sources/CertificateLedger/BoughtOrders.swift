import GRDB
package import Subscriptions

/// How a new order becomes a subscription.
package struct BoughtSubscription: Sendable, Equatable {
    /// The folder it gets in the key store.
    package var folder: String
    /// How its identity is checked.
    package var validation: ValidationLevel
    /// The CA's maximum validity by day of issue, for the estimated Expiration date.
    package var schedule: ValiditySchedule
    /// SHA-256 of the public key of the customer's request, hex.
    package var customersKeyHash: String?
    /// The kind of that key.
    package var customersAlgorithm = ""

    /// A subscription whose keys are made here.
    package init(folder: String, validation: ValidationLevel, schedule: ValiditySchedule) {
        self.folder = folder
        self.validation = validation
        self.schedule = schedule
    }
}

extension Ledger {
    /// Records a new order: subscription, paid period and certificate, with the order itself.
    package func recordBought(
        _ purchase: Purchase, _ result: Purchase.Result, as new: BoughtSubscription,
        detail: String, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            let intent = purchase.intent
            let subscription = try database.number(
                .subscriptionInsert,
                [
                    "module": intent.module, "reference": intent.reference, "host": intent.host,
                    "names": intent.names.joined(separator: " "), "product": result.product,
                    "validation": new.validation.rawValue, "method": intent.method, "choices": "",
                    "policy": nil, "mail": intent.mail, "folder": new.folder, "now": now.seconds,
                ])
            let id = Int64(subscription ?? 0)
            try database.run(
                .subscriptionOrganisation,
                ["subscription": id, "organisation": intent.organisation])
            let period = PaidPeriod(
                startsOn: purchase.sentAt.day, years: intent.years, termSource: .ordered)
            let certificate = try database.add(
                period, of: purchase, result, subscription: id, status: .newPurchase,
                expires: period.estimatedExpiration(by: new.schedule), at: now)
            try database.run(
                .subscriptionPoint, ["subscription": id, "certificate": certificate])
            if let csr = intent.csr, let hash = new.customersKeyHash {
                try database.run(
                    .customerRequestInsert,
                    [
                        "subscription": id, "csr": csr, "key_hash": hash,
                        "algorithm": new.customersAlgorithm, "now": now.seconds,
                    ])
                try database.run(
                    .subscriptionCustody, ["subscription": id, "custody": "customer"])
            }
            try database.settle(purchase, result, subscription: id, detail: detail, at: now)
        }
    }

    /// Records a renewal: the next paid period, which begins where the last one ends.
    package func recordRenewed(
        _ purchase: Purchase, _ result: Purchase.Result, detail: String, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            let id = purchase.intent.subscription ?? 0
            let chain = try database.row(.paidPeriodChain, ["subscription": id])
            let start = max(chain?.day("ends_on") ?? purchase.sentAt.day, purchase.sentAt.day)
            let period = PaidPeriod(
                startsOn: start, years: purchase.intent.years, termSource: .ordered)
            _ = try database.add(  // The current certificate stays the order's before it.
                period, of: purchase, result, subscription: id, status: .newRenewal,
                expires: nil, at: now)
            try database.settle(purchase, result, subscription: id, detail: detail, at: now)
        }
    }

    /// Records that names were added to a subscription; without a purchase they were paid before.
    package func recordNames(
        _ names: [String], subscription: Int64,
        bought: (purchase: Purchase, result: Purchase.Result)? = nil, detail: String = "",
        at now: Timestamp
    ) throws(LedgerError) {
        let (purchase, result) = (bought?.purchase, bought?.result)
        try write { database in
            try database.run(
                .subscriptionNames,
                ["subscription": subscription, "names": names.joined(separator: " ")])
            guard let purchase, let result else {
                return try database.note(
                    subscription, "names", names.joined(separator: " "), now)
            }
            try database.settle(
                purchase, result, subscription: subscription, detail: detail, at: now)
        }
    }

    /// Keeps `Name value` lines about the organisation behind a subscription.
    package func recordOrganisation(
        _ lines: String, subscription: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .subscriptionOrganisation, ["subscription": subscription, "organisation": lines])
            try database.note(
                subscription, "changed", lines.isEmpty ? "organisation: nothing" : "organisation",
                now)
        }
    }
}

extension Database {
    fileprivate func add(
        _ period: PaidPeriod, of purchase: Purchase, _ result: Purchase.Result,
        subscription: Int64, status: CertificateStatus, expires: Day?, at now: Timestamp
    ) throws -> Int {
        let intent = purchase.intent
        let row = try number(
            .paidPeriodBought,
            [
                "subscription": subscription, "starts": period.startsOn.number,
                "ends": period.endsOn.number, "years": period.years, "number": result.number,
                "amount": result.charged, "currency": intent.currency,
            ])
        let certificate = try number(
            .certificateBought,
            [
                "module": intent.module, "number": result.number, "subscription": subscription,
                "period": row, "status": status.word, "host": intent.host,
                "product": result.product, "years": period.years,
                "today": purchase.sentAt.day.number, "order": result.order,
                "issued": expires.map { _ in period.startsOn.number },
                "expires": expires?.number, "now": now.seconds,
            ])
        guard let certificate else {
            throw LedgerError.refused(
                text: "certificate \(result.number) is another subscription's")
        }
        return certificate
    }

    fileprivate func settle(
        _ purchase: Purchase, _ result: Purchase.Result, subscription: Int64, detail: String,
        at now: Timestamp
    ) throws {
        try run(
            .purchaseBought,
            [
                "purchase": purchase.id, "number": result.number, "order": result.order,
                "transaction": result.transaction, "charged": result.charged,
                "product": result.product, "subscription": subscription, "detail": detail,
                "now": now.seconds,
            ])
        guard changesCount == 1 else {
            throw LedgerError.refused(text: "order \(purchase.id) is settled")
        }
        try note(
            subscription, "order-bought",
            "\(purchase.intent.kind.rawValue) for \(purchase.intent.reference): certificate"
                + " \(result.number), \(result.charged) \(purchase.intent.currency) in minor units",
            now)
    }
}
