import GRDB
package import Subscriptions

/// What can be said about a subscription, to its customer or to the department.
package struct NoticeSubject: Sendable {
    /// How the current certificate got where it is used, as far as the ledger knows.
    package struct Installation: Sendable, Equatable {
        /// The targets that a deployment has.
        package let targets: Int
        /// Those that wait to be deployed.
        package let pending: Int
        /// Those that are deployed.
        package let deployed: Int
        /// The hosts that were looked at, and those that were seen serving it.
        package let looks: Int
        /// Those that were seen serving it.
        package let seen: Int
        /// Those that were seen serving another one.
        package let wrong: Int
    }

    /// The row of the subscription.
    package let id: Int64
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The product, in the CA's words.
    package let product: String
    /// How its names are proved.
    package let choices: ValidationChoices
    /// Whether the customer keeps the key.
    package let isCustomers: Bool
    /// The customer's address.
    package let mail: String?
    /// The address of the administrator in the certificate's details.
    package let administratorMail: String?
    /// The language the customer reads.
    package let language: String?
    /// Where the customer renews.
    package let renewURL: String?
    /// What the customer pays for a year.
    package let retailPrice: RetailPrice?
    /// The policy of its own.
    package let policy: Policy?
    /// Kinds that are not sent about it, or `all`.
    package let silenced: Set<String>
    /// The folder in the key store.
    package let folder: String
    /// The version folder of the current certificate.
    package let version: Int?
    /// Whether the current certificate was requested by other means than these programs.
    package let isElsewhere: Bool
    /// Whether the current certificate is the first of a purchase or renewal, and no reissue.
    package let isFirst: Bool
    /// The order of the current certificate at the CA.
    package let orderNumber: Int?
    /// The row of the module.
    package let module: Int64
    /// The name of the module.
    package let moduleName: String
    /// The row of the current certificate.
    package let certificate: Int64?
    /// The CertificateID of the current certificate.
    package let number: Int?
    /// The state of the current certificate at the CA.
    package let status: CertificateStatus?
    /// The day the current certificate was issued.
    package let issuedOn: Day?
    /// The day the current certificate ends.
    package let expiresOn: Day?
    /// The moment the current certificate ends.
    package let notAfter: Timestamp?
    /// The end of everything that is paid.
    package let paidTo: Day?
    /// Paid until as people are told it: nil while every unfinished period is of one year.
    package let paidUntil: Day?
    /// The CertificateID of an earlier certificate: of those that may still be in use because no
    /// later one was deployed or seen, the first to end; else of the one before the current one.
    package let oldNumber: Int?
    /// The day that earlier certificate ends.
    package let oldExpiresOn: Day?
    /// The moment that earlier certificate ends.
    package let oldNotAfter: Timestamp?
    /// How the current certificate got where it is used.
    package let installation: Installation
}

extension Ledger {
    /// What can be said about a subscription; nil where there is none.
    package func noticeSubject(
        _ subscription: Int64, on today: Day
    ) throws(LedgerError) -> NoticeSubject? {
        try read { database in
            try database.row(
                .noticeSubject, ["subscription": subscription, "today": today.number]
            ).map(NoticeSubject.init)
        }
    }
}

extension NoticeSubject {
    fileprivate init(_ row: Row) {
        id = row["id"]
        reference = row["reference"]
        host = row["host"]
        names = row.words("names")
        product = row["product"]
        choices = ValidationChoices(method: row["method"], further: row["choices"])
        isCustomers = row["custody"] == "customer"
        mail = row["mail"]
        administratorMail = row["administrator_mail"]
        language = row["language"]
        renewURL = row["renew_url"]
        retailPrice = RetailPrice(
            minorUnits: row["retail_price"], currency: row["retail_currency"])
        silenced = Set((row["silenced"] as String).split(separator: ",").map(String.init))
        folder = row["folder"]
        version = row["version"]
        isElsewhere = row["key_place"] == "elsewhere"
        isFirst = row["is_first"]
        policy = (row["policy"] as String?).flatMap(Policy.init(rawValue:))
        orderNumber = row["order_number"]
        module = row["module_id"]
        moduleName = row["module"]
        certificate = row["certificate_id"]
        number = row["number"]
        status = (row["status"] as String?).map(CertificateStatus.init)
        issuedOn = row.day("issued_on")
        expiresOn = row.day("expires_on")
        notAfter = row.moment("not_after")
        paidTo = row.day("paid_to")
        paidUntil = (row["paid_until"] as Int?).flatMap { $0 < 0 ? nil : Day(number: $0) }
        oldNumber = row["old_number"]
        oldExpiresOn = row.day("old_expires_on")
        oldNotAfter = row.moment("old_not_after")
        installation = Installation(
            targets: row["deployments"], pending: row["pending"], deployed: row["deployed"],
            looks: row["looks"], seen: row["seen"], wrong: row["wrong"])
    }
}
