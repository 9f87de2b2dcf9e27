import GRDB
package import Subscriptions

/// What the CA wants to see published for one name.
package struct ValidationToken: Sendable, Equatable {
    /// The name it proves.
    package let name: String
    /// `cname` or `file`.
    package let method: String
    /// The owner name of the record, or the name of the file.
    package let recordName: String
    /// The target of the record, or the content of the file.
    package let recordValue: String

    /// A token as the answer had it.
    package init(name: String, method: String, recordName: String, recordValue: String) {
        self.name = name
        self.method = method
        self.recordName = recordName
        self.recordValue = recordValue
    }
}

/// A token that is kept in the ledger.
package struct KeptToken: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The token itself.
    package let token: ValidationToken
    /// The row of its subscription.
    package let subscription: Int64
    /// The module whose account the certificate is in.
    package let module: Int64
    /// When it was about to be published: it may be public from then on.
    package let publishingAt: Timestamp?
    /// When it was published.
    package let publishedAt: Timestamp?
    /// When it was seen where the CA looks.
    package let seenAt: Timestamp?
    /// The way it was last published in, as the settings word it; empty where it is not known.
    package let means: String
    /// How often it could not be removed.
    package let removalFailures: Int
    /// Before this moment its removal is not tried again.
    package let removalAt: Timestamp?
    /// When it was left to a person, because the settings no longer name its way.
    package let leftAt: Timestamp?
    /// The seller's own service number, for leftovers.
    package let reference: String
    /// All names of the subscription, for leftovers.
    package let names: [String]
}

extension Ledger {
    /// The tokens of an issuance that count.
    package func tokens(of issuance: Issuance) throws(LedgerError) -> [KeptToken] {
        try tokens(.validationList, of: issuance)
    }

    /// The tokens of an issuance that may be public although others took their place.
    package func replacedTokens(of issuance: Issuance) throws(LedgerError) -> [KeptToken] {
        try tokens(.validationReplaced, of: issuance)
    }

    private func tokens(
        _ query: Query, of issuance: Issuance
    ) throws(LedgerError) -> [KeptToken] {
        try read { database in
            try database.rows(query, ["issuance": issuance.id]).map {
                KeptToken(
                    $0, subscription: issuance.subscription, module: issuance.module,
                    reference: issuance.reference, names: issuance.names)
            }
        }
    }

    /// A token is seen where the CA looks.
    package func seen(_ token: KeptToken, at now: Timestamp) throws(LedgerError) {
        try write {
            try $0.run(.validationSeen, ["validation": token.id, "now": now.seconds])
        }
    }

    /// Tokens are about to be published, each in a way; noted first, so that none stays behind
    /// unknown, and each is removed as it was published.
    package func publishing(
        _ tokens: [(token: KeptToken, means: String)], at now: Timestamp
    ) throws(LedgerError) {
        let new = tokens.filter { $0.token.publishingAt == nil || $0.token.means != $0.means }
        guard !new.isEmpty else { return }
        try write { database in
            for (token, means) in new {
                try database.run(
                    .validationPublishing,
                    ["validation": token.id, "means": means, "now": now.seconds])
            }
        }
    }

    /// A token is published; how often that failed before says nothing of what follows.
    package func published(_ token: KeptToken, at now: Timestamp) throws(LedgerError) {
        try write { database in
            try database.run(.validationPublished, ["validation": token.id, "now": now.seconds])
            try database.run(.issuancePublished, ["validation": token.id])
        }
    }

    /// A token is removed.
    package func removed(_ token: KeptToken, at now: Timestamp) throws(LedgerError) {
        try write {
            try $0.run(.validationRemoved, ["validation": token.id, "now": now.seconds])
        }
    }

    /// A token could not be removed: it is tried again later, or `isLeft` to a person.
    package func notRemoved(
        _ token: KeptToken, isLeft: Bool, until next: Timestamp, at now: Timestamp
    ) throws(LedgerError) {
        try write {
            try $0.run(
                .validationNotRemoved,
                [
                    "validation": token.id, "is_left": isLeft, "next": next.seconds,
                    "now": now.seconds,
                ])
        }
    }

    /// Tokens of finished issuances that may be public and are to be removed by a moment; nil for
    /// all, whenever it is their time.
    package func leftoverTokens(
        limit: Int, due: Timestamp?
    ) throws(LedgerError) -> [KeptToken] {
        let due = due?.seconds ?? .max
        return try read { database in
            try database.rows(.validationLeftover, ["limit": limit, "due": due]).map { row in
                KeptToken(
                    row, subscription: row["subscription_id"], module: row["module_id"],
                    reference: row["reference"],
                    names: (row["names"] as String).split(separator: " ").map(String.init))
            }
        }
    }
}

extension Database {
    /// Keeps tokens before they are published; all that were there before count no longer.
    func keep(_ tokens: [ValidationToken], of issuance: Issuance, at now: Timestamp) throws {
        try run(.validationReplace, ["issuance": issuance.id, "now": now.seconds])
        for token in tokens {
            try run(
                .validationInsert,
                [
                    "issuance": issuance.id, "name": token.name, "method": token.method,
                    "record_name": token.recordName, "record_value": token.recordValue,
                ])
        }
    }
}

extension KeptToken {
    fileprivate init(
        _ row: Row, subscription: Int64, module: Int64, reference: String, names: [String]
    ) {
        self.subscription = subscription
        self.module = module
        id = row["id"]
        token = ValidationToken(
            name: row["name"], method: row["method"], recordName: row["record_name"],
            recordValue: row["record_value"])
        publishingAt = row.moment("publishing_at")
        publishedAt = row.moment("published_at")
        seenAt = row.moment("seen_at")
        means = row["means"]
        removalFailures = row["removal_failures"]
        removalAt = row.moment("removal_at")
        leftAt = row.moment("left_at")
        self.reference = reference
        self.names = names
    }
}
