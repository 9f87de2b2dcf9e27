import GRDB
package import Subscriptions

/// A subscription as an order for it needs it.
package struct OrderedSubscription: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The row of its module.
    package let module: Int64
    /// The name of its module.
    package let moduleName: String
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The product, in the CA's words.
    package let product: String
    /// `Name value` lines about the organisation behind it, of OV and EV; empty where not known.
    package let organisation: String
    /// The window of its own.
    package let window: Int?
    /// The CertificateID of its current certificate.
    package let number: Int?
    /// The state of that certificate.
    package let status: CertificateStatus?
    /// The years of the current order.
    package let years: Int?
    /// The end of the last paid period.
    package let paidUntil: Day?
    /// The CertificateID of an order that waits to be activated.
    package let waitingNumber: Int?
    /// Whether an issuance is unfinished.
    package let hasOpenIssuance: Bool
}

/// An order in a list, with the text of its open task.
package struct ListedPurchase: Sendable, Equatable {
    /// The order.
    package let purchase: Purchase
    /// What a person has to do about it; nil where nothing is open.
    package let task: String?

    /// An order, and the task about it.
    package init(purchase: Purchase, task: String?) {
        self.purchase = purchase
        self.task = task
    }
}

extension Ledger {
    /// The intent of a request that costs money, durable when this returns; refused where the
    /// outcome of an earlier one for the reference is open.
    package func begin(_ intent: Purchase.Intent, at now: Timestamp) throws(LedgerError) -> Int64 {
        try write { database in
            let id = try database.number(
                .purchaseBegin,
                [
                    "kind": intent.kind.rawValue, "module": intent.module,
                    "reference": intent.reference, "subscription": intent.subscription,
                    "host": intent.host, "names": intent.names.joined(separator: " "),
                    "product": intent.product, "years": intent.years, "added": intent.addedNames,
                    "old": intent.oldNumber, "method": intent.method, "mail": intent.mail,
                    "csr": intent.csr, "organisation": intent.organisation,
                    "quoted": intent.quoted, "currency": intent.currency,
                    "balance": intent.balanceBefore, "newest": intent.newestBefore,
                    "names_before": intent.namesBefore, "now": now.seconds,
                ])
            try database.note(
                intent.subscription, "order-sending",
                "\(intent.kind.rawValue) for \(intent.reference): \(intent.quoted)"
                    + " \(intent.currency) in minor units at most", now)
            return Int64(id ?? 0)
        }
    }

    /// An order by its row.
    package func purchase(_ id: Int64) throws(LedgerError) -> Purchase {
        try read { database in
            guard let row = try database.row(.purchaseFind, ["purchase": id]) else {
                throw LedgerError.refused(text: "there is no order \(id)")
            }
            return try Purchase(row)
        }
    }

    /// The orders for a reference, the newest first.
    package func purchases(reference: String) throws(LedgerError) -> [Purchase] {
        try read {
            try $0.rows(.purchaseOfReference, ["reference": reference]).map(Purchase.init)
        }
    }

    /// All orders, or those for a reference, with their open tasks, the newest last.
    package func listedPurchases(reference: String?) throws(LedgerError) -> [ListedPurchase] {
        try read { database in
            try database.rows(.purchaseList, ["reference": reference]).map {
                ListedPurchase(purchase: try Purchase($0), task: $0["task"])
            }
        }
    }

    /// Notes what is known of a request that is not recorded as bought; `absentAt` where the
    /// account showed nothing of it.
    package func note(
        _ state: Purchase.State, of purchase: Purchase, detail: String,
        absentAt: Timestamp? = nil, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .purchaseOutcome,
                [
                    "purchase": purchase.id, "state": state.rawValue, "ended": now.seconds,
                    "absent": absentAt?.seconds, "detail": detail,
                ])
            guard database.changesCount == 1 else {
                throw LedgerError.refused(text: "order \(purchase.id) is settled")
            }
            try database.note(
                purchase.intent.subscription, "order-\(state.rawValue)",
                "\(purchase.intent.kind.rawValue) for \(purchase.intent.reference): \(detail)",
                now)
        }
    }

    /// Whether a certificate of a module's account belongs to a subscription.
    package func isSubscriptions(_ number: Int, module: Int64) throws(LedgerError) -> Bool {
        try read { database in
            let row = try database.row(.certificateFind, ["module": module, "number": number])
            return row?["subscription_id"] != nil
        }
    }

    /// The newest CertificateID that is known of a module's account.
    package func newestNumber(module: Int64) throws(LedgerError) -> Int {
        try read { try $0.number(.certificateNewest, ["module": module]) ?? 0 }
    }

    /// The subscription that an order is for.
    package func orderedSubscription(
        reference: String
    ) throws(LedgerError) -> OrderedSubscription? {
        try read { database in
            guard let row = try database.row(.subscriptionOrdered, ["reference": reference])
            else { return nil }
            let chain = try database.row(
                .paidPeriodChain, ["subscription": row["id"] as Int64])
            return OrderedSubscription(
                id: row["id"], module: row["module_id"], moduleName: row["module"],
                reference: row["reference"], host: row["host"],
                names: row.words("names"),
                product: row["product"], organisation: row["organisation"],
                window: row["window_days"], number: row["number"],
                status: (row["status"] as String?).map { CertificateStatus($0) },
                years: row["years"], paidUntil: chain?.day("ends_on"),
                waitingNumber: chain?["waiting_number"], hasOpenIssuance: row["is_open"])
        }
    }
}
