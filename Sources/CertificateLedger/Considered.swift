import GRDB
package import Subscriptions

/// A subscription that is looked at one by one, with all that the decision about it needs.
package struct ConsideredSubscription: Sendable {
    /// The certificate it relies on now.
    package struct Certificate: Sendable {
        /// The row of the ledger.
        package let id: Int64
        /// The CertificateID.
        package let number: Int
        /// Its end to the second, where it was seen.
        package let notAfter: Timestamp?
    }

    /// The row of the ledger.
    package let id: Int64
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first, separated by one blank.
    package let names: String
    /// The row of its module.
    package let module: Int64
    /// The name of its module.
    package let moduleName: String
    /// The product, in the CA's words.
    package let product: String
    /// How the domain is validated.
    package let method: String
    /// What differs from that for single names.
    package let choices: String
    /// The policy of its own.
    package let policy: Policy?
    /// The window of its own.
    package let window: Int?
    /// The customer's address.
    package let mail: String?
    /// Failed attempts in a row.
    package let failures: Int
    /// The certificate in force.
    package let certificate: Certificate?
    /// The CertificateID of the next order, if it is paid and waits.
    package let nextNumber: Int?
    /// Paid until as people are told it: nil while every unfinished period is of one year.
    package let paidUntil: Day?
    /// The situation but for policy, window and module, which are settings.
    package let situation: Situation
}

/// How many subscriptions there are, and how many an index counts as outside every window.
package struct SubscriptionCounts: Sendable, Equatable {
    /// All subscriptions of the ledger.
    package let subscriptions: Int
    /// Those outside every window.
    package let notSelected: Int
    /// Rows of the accounts that are no subscription's.
    package let notEnrolled: Int
}

extension Ledger {
    /// Counts without reading a row: one index.
    package func counts(horizon: Day) throws(LedgerError) -> SubscriptionCounts {
        try read { try $0.counts(horizon: horizon) }
    }

    /// Counts all, and shows every subscription whose certificate ends by the horizon or about
    /// which something is open, by Expiration date, then id; all of it of one moment.
    ///
    /// The horizon follows from the widest window that a subscription sets for itself.
    package func considered(
        on today: Day, horizon: (_ widest: Int?) -> Day,
        _ body: (ConsideredSubscription) throws -> Void
    ) throws(LedgerError) -> SubscriptionCounts {
        try read { database in
            let horizon = horizon(try database.number(.subscriptionWidestWindow))
            let counts = try database.counts(horizon: horizon)
            try database.visit(horizon: horizon, today: today, body)
            return counts
        }
    }
}

extension Database {
    fileprivate func counts(horizon: Day) throws -> SubscriptionCounts {
        let row = try row(.subscriptionCounts, ["horizon": horizon.number])
        let notEnrolled = try number(.certificateNotEnrolledCount)
        return SubscriptionCounts(
            subscriptions: row?["subscriptions"] ?? 0, notSelected: row?["not_selected"] ?? 0,
            notEnrolled: notEnrolled ?? 0)
    }

    fileprivate func visit(
        horizon: Day, today: Day, _ body: (ConsideredSubscription) throws -> Void
    ) throws {
        let statement = try cachedStatement(sql: Query.subscriptionConsidered.sql)
        let rows = try Row.fetchCursor(
            statement, arguments: ["horizon": horizon.number, "today": today.number])
        while let row = try rows.next() { try body(ConsideredSubscription(row)) }
    }
}

extension ConsideredSubscription {
    // Columns by position: a lookup by name costs more than all else for a thousand rows.
    fileprivate init(_ row: Row) {
        id = row[0]
        reference = row[1]
        host = row[2]
        names = row[3]
        module = row[4]
        moduleName = row[5]
        product = row[6]
        method = row[8]
        choices = row[32]
        policy = (row[9] as String?).flatMap(Policy.init(rawValue:))
        window = row[10]
        mail = row[11]
        failures = row[15]
        certificate = (row[16] as Int64?).map {
            Certificate(
                id: $0, number: row[17],
                notAfter: (row[21] as Int64?).map(Timestamp.init(seconds:)))
        }
        nextNumber = row[28]
        paidUntil = (row[30] as Int?).flatMap { $0 < 0 ? nil : Day(number: $0) }
        var situation = Situation(
            policy: EffectivePolicy(policy: .none, policySource: .default, window: 1),
            certificate: Situation.Certificate(
                status: row[18], issuedOn: row[19], expiresOn: row[20], startsOn: row[24]),
            termEnd: Day(number: row[26] ?? row[20] ?? 0))
        situation.nextTermEnd = (row[27] as Int?).map(Day.init(number:))
        situation.custody = row[12] == "customer" ? .customer(hasUnusedRequest: row[31]) : .here
        situation.backoffUntil = (row[14] as Int64?).map(Timestamp.init(seconds:))
        situation.hasOpenIssuance = row[29]
        self.situation = situation
    }
}

extension Situation.Certificate {
    /// A certificate from its columns; without an end there is nothing to decide about, unless it
    /// waits to be activated.
    package init?(status: String?, issuedOn: Int?, expiresOn: Int?, startsOn: Int?) {
        guard let status else { return nil }
        let known = CertificateStatus(status)
        guard let expires = expiresOn ?? (known.isPaidAndWaiting ? startsOn : nil) else {
            return nil
        }
        self.init(
            status: known, issuedOn: Day(number: issuedOn ?? startsOn ?? expires),
            expiresOn: Day(number: expires))
    }
}
