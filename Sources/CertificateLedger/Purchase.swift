import GRDB
package import Subscriptions

/// A request that costs money, as far as its outcome is known.
package struct Purchase: Sendable, Equatable {
    /// What is bought.
    package enum Kind: String, Sendable, CaseIterable {
        /// A new order, which becomes a subscription.
        case buy
        /// The order that follows the last one of a subscription.
        case renew
        /// Names for the current order of a subscription.
        case addNames = "add-names"
    }

    /// What is known of its outcome.
    package enum State: String, Sendable, CaseIterable {
        /// It went out, and nothing more is recorded.
        case sending
        /// It was looked up, and the account showed nothing of it yet.
        case unknown
        /// The account showed nothing of it, twice: a person says so.
        case absent
        /// It cannot be told what came of it: a person says so.
        case unclear
        /// It was performed, and what it made is recorded.
        case bought
        /// It surely was not performed.
        case refused

        /// Whether nothing more may be sent for the reference.
        package var isOpen: Bool { self != .bought && self != .refused }
    }

    /// What is durable before the request goes out.
    package struct Intent: Sendable, Equatable {
        /// What is bought.
        package var kind: Kind
        /// The row of the module.
        package var module: Int64
        /// The seller's own service number.
        package var reference: String
        /// The subscription, unless the order makes one.
        package var subscription: Int64?
        /// The host the certificate is for.
        package var host: String
        /// All names, host first; of `addNames` those that are added.
        package var names: [String]
        /// The product that the request names.
        package var product: String
        /// The years, 1–5.
        package var years: Int
        /// Names that are paid beside those included.
        package var addedNames = 0
        /// The CertificateID that the request names.
        package var oldNumber: Int?
        /// How a new subscription proves control of its names.
        package var method = ""
        /// The customer's address.
        package var mail: String?
        /// The customer's request, where the customer keeps the key.
        package var csr: String?
        /// `Name value` lines about the organisation.
        package var organisation = ""
        /// What it may cost, in minor units.
        package var quoted: Int
        /// The currency of all amounts.
        package var currency: String
        /// The balance before the request.
        package var balanceBefore: Int
        /// The newest CertificateID of the account before the request.
        package var newestBefore: Int
        /// The further names bought before, of `addNames`.
        package var namesBefore: Int?

        /// An intent with what every kind has.
        package init(
            _ kind: Kind, module: Int64, reference: String, host: String, names: [String],
            product: String, years: Int, quoted: Int, currency: String, balanceBefore: Int,
            newestBefore: Int
        ) {
            self.kind = kind
            self.module = module
            self.reference = reference
            self.host = host
            self.names = names
            self.product = product
            self.years = years
            self.quoted = quoted
            self.currency = currency
            self.balanceBefore = balanceBefore
            self.newestBefore = newestBefore
        }
    }

    /// What a performed request made, from its answer or from the account.
    package struct Result: Sendable, Equatable {
        /// The CertificateID of the row it made or changed.
        package var number: Int
        /// The order at the CA.
        package var order: Int?
        /// The payment at the CA.
        package var transaction: Int?
        /// What was taken from the balance, in minor units.
        package var charged: Int
        /// The product that was sold, lower case as lists show it.
        package var product: String

        /// What came of a request.
        package init(
            number: Int, order: Int?, transaction: Int?, charged: Int, product: String
        ) {
            self.number = number
            self.order = order
            self.transaction = transaction
            self.charged = charged
            self.product = product
        }
    }

    /// The row of the ledger.
    package let id: Int64
    /// What was asked for.
    package let intent: Intent
    /// The name of the module.
    package let moduleName: String
    /// What is known of the outcome.
    package let state: State
    /// When the request went out.
    package let sentAt: Timestamp
    /// When it ended in whatever way.
    package let endedAt: Timestamp?
    /// When the account first showed nothing of it.
    package let absentAt: Timestamp?
    /// What came of it.
    package let result: Result?
    /// What there is to say of the outcome.
    package let detail: String

    /// The cause of its task.
    package var cause: String { "order \(id)" }
}

extension Purchase {
    init(_ row: Row) throws {
        guard let kind = Kind(rawValue: row["kind"]), let state = State(rawValue: row["state"])
        else { throw LedgerError.refused(text: "order \(row["id"] as Int64)") }
        var intent = Intent(
            kind, module: row["module_id"], reference: row["reference"], host: row["host"],
            names: row.words("names"),
            product: row["product"], years: row["years"], quoted: row["quoted"],
            currency: row["currency"], balanceBefore: row["balance_before"],
            newestBefore: row["newest_before"])
        intent.subscription = row["subscription_id"]
        intent.addedNames = row["added_names"]
        intent.oldNumber = row["old_number"]
        intent.method = row["method"]
        intent.mail = row["mail"]
        intent.csr = row["csr"]
        intent.organisation = row["organisation"]
        intent.namesBefore = row["names_before"]
        self.intent = intent
        self.state = state
        id = row["id"]
        moduleName = row["module"]
        sentAt = Timestamp(seconds: row["sent_at"])
        endedAt = row.moment("ended_at")
        absentAt = row.moment("absent_at")
        detail = row["detail"]
        guard let number: Int = row["number"], let charged: Int = row["charged"] else {
            result = nil
            return
        }
        result = Result(
            number: number, order: row["order_number"], transaction: row["transaction_number"],
            charged: charged, product: row["sold_product"] ?? "")
    }
}
