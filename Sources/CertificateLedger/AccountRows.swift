import GRDB
package import Subscriptions

/// A row of an account that nobody enrolled.
package struct AccountRow: Sendable, Equatable {
    /// The CertificateID.
    package let number: Int
    /// The host as the list shows it, lower case.
    package let host: String
    /// The product in the CA's words.
    package let product: String
    /// The years bought.
    package let years: Int?
    /// The day of the purchase.
    package let purchasedOn: Day?
    /// The Expiration date that the list shows.
    package let expiresOn: Day?

    init(_ row: Row) {
        number = row["number"]
        host = row["host"]
        product = row["product"]
        years = row["years"]
        purchasedOn = row.day("purchased_on")
        expiresOn = row.day("listed_expires_on")
    }

    private init(_ row: AccountRow, host: String) {
        number = row.number
        self.host = host
        product = row.product
        years = row.years
        purchasedOn = row.purchasedOn
        expiresOn = row.expiresOn
    }

    /// The same row for a host that the list does not show yet.
    package func named(_ host: String) -> AccountRow { AccountRow(self, host: host) }
}

extension Ledger {
    /// The rows of an account that nobody enrolled, by host.
    package func accountRows(module: Int64) throws(LedgerError) -> [AccountRow] {
        try read { database in
            try database.rows(.accountRow, ["module": module]).map(AccountRow.init)
        }
    }

    /// The references of a module's subscriptions by their hosts.
    package func references(module: Int64) throws(LedgerError) -> [String: String] {
        try read { database in
            Dictionary(
                try database.rows(.subscriptionHosts, ["module": module])
                    .map { ($0["host"] as String, $0["reference"] as String) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// Whom a person wants asked about a subscription; nil where there is none.
    package func servedTargets(reference: String) throws(LedgerError) -> ServedTargets? {
        try read { database in
            try database.row(.servedWatchFind, ["reference": reference])
                .flatMap { ServedTargets($0["targets"] as String) }
        }
    }
}
