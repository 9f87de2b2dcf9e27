import GRDB
package import Subscriptions

/// What became of linking a row of the account to a subscription.
package enum LinkOutcome: Sendable, Equatable {
    /// It is the current certificate now.
    case current
    /// It belongs to the subscription, whose current certificate lasts longer.
    case earlier
    /// It is the next paid period, which waits to be activated.
    case renewal
    /// Nothing to do.
    case unchanged
    /// It contradicts what is recorded; the text says how.
    case refused(String)
}

extension Ledger {
    /// Gives a row of the account to a subscription of its module; nil where there is none.
    package func link(
        certificate number: Int, to reference: String, at now: Timestamp
    ) throws(LedgerError) -> LinkOutcome? {
        try write { database in
            guard let known = try database.row(.subscriptionKept, ["reference": reference]) else {
                return nil
            }
            let subscription: Int64 = known["id"]
            let outcome = try database.link(number, to: known)
            if ![.unchanged].contains(outcome), !outcome.isRefusal {
                try database.note(subscription, "linked", "certificate \(number)", now)
            }
            return outcome
        }
    }
}

extension LinkOutcome {
    fileprivate var isRefusal: Bool {
        if case .refused = self { true } else { false }
    }
}

extension Database {
    fileprivate func link(_ number: Int, to known: Row) throws -> LinkOutcome {
        let module: Int64 = known["module_id"]
        let subscription: Int64 = known["id"]
        guard let row = try row(.certificateFind, ["module": module, "number": number]) else {
            return .refused("the account shows no certificate \(number); run ssl-scan first")
        }
        if let refusal = try refusal(of: row, number, known) { return refusal }
        let status = CertificateStatus(row["status"])
        if status.isPaidAndWaiting { return try linkRenewal(row, number, known) }
        let owner: Int64? = row["subscription_id"]
        if owner == nil {
            _ = try self.number(  // That it was nobody's is known.
                .certificateLink,
                [
                    "module": module, "number": number, "subscription": subscription,
                    "period": known["period_id"] as Int64?,
                ])
        }
        let current = try self.row(.certificateOfSubscription, ["subscription": subscription])
        let isBetter =
            status == .active && (row["replaced_by"] as Int?) == nil
            && (current?["status"] != "active" || (current?["replaced_by"] as Int?) != nil
                || (row["expires_on"] as Int? ?? 0) > (current?["expires_on"] as Int? ?? 0))
        guard isBetter, current?["id"] != row["id"] as Int64 else {
            return owner == nil ? .earlier : .unchanged
        }
        try run(
            .subscriptionPoint,
            ["subscription": subscription, "certificate": row["id"] as Int64])
        return .current
    }

    private func refusal(of row: Row, _ number: Int, _ known: Row) throws -> LinkOutcome? {
        if let owner: Int64 = row["subscription_id"], owner != known["id"] {
            return .refused("certificate \(number) belongs to another subscription")
        }
        let host: String = row["host"]
        if !host.isEmpty, host.lowercased() != known["host"] {
            return .refused("the account has certificate \(number) for another host")
        }
        let words: StatementArguments = ["word": known["reference"] as String, "number": nil]
        if try self.row(.subscriptionLookup, words)?["is_open"] == 1 {
            return .refused("an issuance is under way; let it end first")
        }
        return nil
    }

    private func linkRenewal(_ row: Row, _ number: Int, _ known: Row) throws -> LinkOutcome {
        guard (row["subscription_id"] as Int64?) == nil else { return .unchanged }
        guard let start = known.day("starts_on"), let years: Int = known["years"] else {
            return .refused("its current certificate belongs to no paid period")
        }
        var enrolment = Enrolment(
            reference: known["reference"], host: known["host"], names: [known["host"]],
            number: number, orderedOn: start, years: years, method: "cname", folder: "")
        enrolment.renewalNumber = number
        let refusal = try addRenewal(of: enrolment, to: known["id"], module: known["module_id"])
        if case .refused(let text)? = refusal { return .refused(text) }
        return .renewal
    }
}
