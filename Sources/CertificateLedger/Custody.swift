import GRDB
package import Subscriptions

/// A subscription as a person names it on a command line.
package struct NamedSubscription: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The row of its module.
    package let module: Int64
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The folder in the key store.
    package let folder: String
    /// Whether the customer keeps the key.
    package let isCustomers: Bool
    /// The CertificateID of its current certificate.
    package let currentNumber: Int?
    /// Whether an issuance is unfinished.
    package let hasOpenIssuance: Bool
}

/// A request that a customer sent and the CA has not taken yet.
package struct CustomerRequest: Sendable, Equatable {
    /// The request as PEM.
    package let csr: String
    /// SHA-256 of its public key, hex.
    package let keyHash: String

    /// A request whose signature, names and key were found right.
    package init(csr: String, keyHash: String) {
        self.csr = csr
        self.keyHash = keyHash
    }
}

/// The key of the certificate that is being replaced, as far as the ledger knows it.
package struct ReusableKey: Sendable, Equatable {
    /// The version folder it is in.
    package let version: Int
    /// SHA-256 of the public key, hex.
    package let keyHash: String
    /// When the first issuance with it was planned.
    package let madeAt: Timestamp
}

extension Ledger {
    /// The subscriptions with that reference or with a certificate of that number.
    ///
    /// One with the very reference comes first; several rows are several modules' certificates.
    package func subscriptions(named word: String) throws(LedgerError) -> [NamedSubscription] {
        try read { database in
            try database.rows(.subscriptionLookup, ["word": word, "number": Int(word)]).map { row in
                NamedSubscription(
                    id: row["id"], module: row["module_id"], reference: row["reference"],
                    host: row["host"],
                    names: (row["names"] as String).split(separator: " ").map(String.init),
                    folder: row["folder"], isCustomers: row["custody"] == "customer",
                    currentNumber: row["current_number"], hasOpenIssuance: row["is_open"])
            }
        }
    }

    /// Changes who keeps the keys; an unused request of the customer is forgotten.
    package func setCustody(
        ofCustomer isCustomers: Bool, subscription: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.setCustody(isCustomers, subscription, now)
            try database.run(.customerRequestWithdraw, ["subscription": subscription])
        }
    }

    /// Keeps a customer's request in place of an unused one; from now on the keys are the
    /// customer's.
    package func keep(
        _ request: CustomerRequest, algorithm: String, subscription: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(.customerRequestWithdraw, ["subscription": subscription])
            try database.run(
                .customerRequestInsert,
                [
                    "subscription": subscription, "csr": request.csr,
                    "key_hash": request.keyHash, "algorithm": algorithm, "now": now.seconds,
                ])
            try database.setCustody(true, subscription, now)
            try database.note(subscription, "customer-request", "key \(request.keyHash)", now)
        }
    }

    /// The customer's request that the next issuance uses.
    package func unusedRequest(
        subscription: Int64
    ) throws(LedgerError) -> CustomerRequest? {
        try read { database in
            try database.row(.customerRequestUnused, ["subscription": subscription]).map {
                CustomerRequest(csr: $0["csr"], keyHash: $0["key_hash"])
            }
        }
    }

    /// Whether the public key was ever used, or sent by a customer.
    package func isKeyKnown(_ keyHash: String) throws(LedgerError) -> Bool {
        try read { try $0.number(.keyKnown, ["key_hash": keyHash]) == 1 }
    }

    /// The key of the certificate that an issuance replaces, if it is here and no other
    /// certificate of the subscription could be taken for the one it asks for.
    package func reusableKey(of issuance: Issuance) throws(LedgerError) -> ReusableKey? {
        try read { database in
            let row = try database.row(
                .keyReusable,
                [
                    "module": issuance.module, "number": issuance.oldNumber,
                    "subscription": issuance.subscription,
                ])
            guard let row, let version: Int = row["version"], let hash: String = row["key_hash"],
                let made = row.moment("made_at")
            else { return nil }
            return ReusableKey(version: version, keyHash: hash, madeAt: made)
        }
    }
}

extension Database {
    fileprivate func setCustody(
        _ isCustomers: Bool, _ subscription: Int64, _ now: Timestamp
    ) throws {
        let custody = isCustomers ? "customer" : "here"
        try run(.subscriptionCustody, ["subscription": subscription, "custody": custody])
        try note(subscription, "custody", custody, now)
    }
}
