import GRDB
package import Subscriptions

/// One row of the account as the CA's list shows it.
package struct ListedCertificate: Sendable, Equatable {
    /// The CertificateID.
    package var number: Int
    /// The state, in the CA's words, lower case.
    package var status: String
    /// The common name; empty before activation.
    package var host: String
    /// The product, lower case.
    package var product: String
    /// The years bought.
    package var years: Int?
    /// The day of the purchase.
    package var purchasedOn: Day?
    /// The end of the certificate or of the order, which the CA does not say.
    package var expiresOn: Day?
    /// The order at the CA's supplier, the same for all reissues.
    package var providerOrder: String

    /// A row with all its columns.
    package init(
        number: Int, status: String, host: String, product: String, years: Int?,
        purchasedOn: Day?, expiresOn: Day?, providerOrder: String
    ) {
        self.number = number
        self.status = status
        self.host = host
        self.product = product
        self.years = years
        self.purchasedOn = purchasedOn
        self.expiresOn = expiresOn
        self.providerOrder = providerOrder
    }
}

/// Where the list of a module continues.
package struct ListProgress: Sendable, Equatable {
    /// When its first page was asked for.
    package let startedAt: Timestamp
    /// The next page to ask for, from 1.
    package let nextPage: Int
    /// The rows the CA announced.
    package let total: Int
}

/// What a complete list changed.
package struct ListSummary: Sendable, Equatable {
    /// Rows that are new or differ.
    package let changed: Int
    /// Certificates that are missing from a second list, and belong to a subscription.
    package let gone: [Int]
}

extension Ledger {
    /// Where the unfinished list of a module continues, if there is one.
    package func listProgress(module: Int64) throws(LedgerError) -> ListProgress? {
        try read { database in
            try database.row(.listProgressFind, ["module": module]).map {
                ListProgress(
                    startedAt: Timestamp(seconds: $0["started_at"]), nextPage: $0["next_page"],
                    total: $0["total"])
            }
        }
    }

    /// Begins a list at its first page, forgetting what an older one kept aside.
    package func beginList(module: Int64, at now: Timestamp) throws(LedgerError) {
        try write { database in
            try database.clearList(module: module)
            try database.run(.listProgressStart, ["module": module, "now": now.seconds])
        }
    }

    /// Keeps pages aside until the list is complete; `nextPage` is the one after them.
    ///
    /// Rows that are just what is known already cost one look-up and one note that they were seen.
    package func keep(
        _ rows: [ListedCertificate], module: Int64, nextPage: Int, total: Int
    ) throws(LedgerError) {
        try write { database in
            var comparison = try ListComparison(database, module: module)
            for row in rows { try comparison.keep(row) }
            try database.run(
                .listProgressNext, ["module": module, "page": nextPage, "total": total])
        }
    }

    /// Takes a complete list over, or refuses it whole where it is of another account.
    package func finishList(
        module: Int64, products: ProductCatalogue = .namecheap, at now: Timestamp
    ) throws(LedgerError) -> ListSummary {
        do {
            return try write { try $0.applyList(module: module, products, at: now) }
        } catch .anotherAccount(let live, let shown) {
            try write { try $0.clearList(module: module) }
            throw .anotherAccount(live: live, shown: shown)
        }
    }
}

extension Database {
    fileprivate func clearList(module: Int64) throws {
        if try number(.listProgressOthers, ["module": module]) == 0 {
            try run(.listSeenClearAll)
        } else {
            try run(.listSeenClear, ["module": module])
        }
        try run(.listChangeClear, ["module": module])
        try run(.listProgressEnd, ["module": module])
    }

    fileprivate func applyList(
        module: Int64, _ products: ProductCatalogue, at now: Timestamp
    ) throws -> ListSummary {
        guard let progress = try row(.listProgressFind, ["module": module]) else {
            return ListSummary(changed: 0, gone: [])
        }
        let started: Int64 = progress["started_at"]
        // Usually nothing is missing, and then nothing needs to be counted.
        let isMissingAny = try number(.listMissingAny, ["module": module]) == 1
        if isMissingAny, let counts = try row(.listLiveCounts, ["module": module]) {
            let (live, shown): (Int, Int) = (counts["live"], counts["shown"])
            if shown * 2 < live { throw LedgerError.anotherAccount(live: live, shown: shown) }
        }
        try run(.listApply, ["module": module, "started": started])
        let changed = changesCount
        try run(.listSiblings, ["module": module])
        try run(.listReappeared, ["module": module])
        let missing =
            isMissingAny ? try rows(.listMissing, ["module": module, "now": now.seconds]) : []
        try run(.paidPeriodWaiting, ["module": module])
        try followProducts(module: module, products)
        try run(.moduleListed, ["module": module, "now": started])
        try clearList(module: module)
        let gone = missing.filter { $0["gone_at"] != nil && $0["subscription_id"] != nil }
        return ListSummary(changed: changed, gone: gone.map { $0["number"] })
    }

    private func followProducts(module: Int64, _ products: ProductCatalogue) throws {
        for row in try rows(.listProducts, ["module": module]) {
            let product: String = row["product"]
            try run(
                .subscriptionProduct,
                [
                    "subscription": row["id"] as Int64, "product": product,
                    "validation": products.validation(of: product).rawValue,
                ])
        }
        // What the settings say may be newer than the subscription.
        for product in products.ownProducts {
            try run(
                .subscriptionLevel,
                [
                    "module": module, "product": product.name,
                    "validation": product.validation.rawValue,
                ])
        }
    }
}
