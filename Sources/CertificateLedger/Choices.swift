import GRDB
package import Subscriptions

/// How a subscription is validated, as a person may change it.
package struct ChosenSubscription: Sendable {
    /// The row of the ledger.
    package let id: Int64
    /// The row of its module.
    package let module: Int64
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The product, in the CA's words.
    package let product: String
    /// How its names are proved.
    package let choices: ValidationChoices
}

/// How the names of an issuance are proved.
package struct IssuanceProof: Sendable {
    /// What the CA was told.
    package let choices: ValidationChoices
    /// What the subscription wants.
    package let wanted: ValidationChoices
    /// What the subscription wanted when the CA was told.
    package let followed: String
    /// The methods that were of no use.
    package let givenUp: Set<ValidationChoices.Method>

    /// Whether a person chose otherwise since the CA was told, or nobody knows what it was told.
    package var isOutdated: Bool { wanted.text != followed }
    /// Whether the CA was told something, and how that ended is not known.
    package var isInDoubt: Bool { followed.isEmpty }
}

extension Issuance {
    /// How its names are proved, as the CA was told.
    package var choices: ValidationChoices { proof.choices }
}

extension Ledger {
    /// The subscription of a reference with its choices, or nil.
    package func choices(reference: String) throws(LedgerError) -> ChosenSubscription? {
        try read { database in
            try database.row(.subscriptionFind, ["reference": reference]).map { row in
                ChosenSubscription(
                    id: row["id"], module: row["module_id"], host: row["host"],
                    names: (row["names"] as String).split(separator: " ").map(String.init),
                    product: row["product"],
                    choices: ValidationChoices(method: row["method"], further: row["choices"]))
            }
        }
    }

    /// Changes how a subscription is proved; what is under way follows in the next run.
    package func choose(
        _ choices: ValidationChoices, subscription: Int64, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .subscriptionChoose,
                [
                    "subscription": subscription, "method": choices.method.rawValue,
                    "choices": choices.further,
                ])
            try database.run(.issuanceAttend, ["subscription": subscription])
            try database.note(subscription, "validation", choices.text, now)
        }
    }

    /// The CA is about to be told other proofs; until its answer is kept nobody knows what holds.
    package func tellsChoices(of issuance: Issuance) throws(LedgerError) {
        try write {
            try $0.run(.issuanceFollow, ["issuance": issuance.id, "followed": ""])
        }
    }

    /// The CA was surely not asked to send its mail again.
    package func wasNotNudged(_ issuance: Issuance) throws(LedgerError) {
        try write { try $0.run(.issuanceNotNudged, ["issuance": issuance.id]) }
    }

    /// What waits for a validation in a subscription is looked at in the next run.
    package func attend(subscription: Int64) throws(LedgerError) {
        try write { try $0.run(.issuanceAttend, ["subscription": subscription]) }
    }

    /// The CA takes other proofs of an issuance, and gave these tokens for them.
    ///
    /// What was public before stays noted until it is removed. `followed` is what the subscription
    /// wanted, and `givenUp` the method that is left for good.
    package func changed(
        _ issuance: Issuance, to choices: ValidationChoices, givenUp: ValidationChoices.Method?,
        tokens: [ValidationToken], at now: Timestamp
    ) throws(LedgerError) {
        let left = issuance.proof.givenUp.union(givenUp.map { [$0] } ?? [])
        try write { database in
            try database.run(
                .issuanceChoose,
                [
                    "issuance": issuance.id, "method": choices.method.rawValue,
                    "choices": choices.further, "followed": issuance.proof.wanted.text,
                    "given_up": left.map(\.rawValue).sorted().joined(separator: " "),
                ])
            guard database.changesCount == 1 else {
                throw LedgerError.refused(text: "issuance \(issuance.id) is not pending")
            }
            try database.keep(tokens, of: issuance, at: now)
            try database.note(
                issuance.subscription, givenUp == nil ? "method-changed" : "fallback",
                "from \(issuance.choices.text) to \(choices.text)", now)
        }
    }

    /// What the subscription wants was looked at, and the proofs of the issuance stay.
    package func keepsChoices(
        _ issuance: Issuance, because reason: String, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .issuanceFollow, ["issuance": issuance.id, "followed": issuance.proof.wanted.text])
            try database.note(issuance.subscription, "method-kept", reason, now)
        }
    }
}
