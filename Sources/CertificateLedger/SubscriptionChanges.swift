import GRDB
package import Subscriptions

extension Ledger {
    /// Changes what a person decides about a subscription.
    ///
    /// - Returns: what is another value now; nil where there is no such subscription.
    package func change(
        _ change: SubscriptionChange, reference: String, at now: Timestamp
    ) throws(LedgerError) -> [FieldChange]? {
        try write { database in
            guard let row = try database.row(.subscriptionKept, ["reference": reference]) else {
                return nil
            }
            return try database.apply(change, to: row, at: now)
        }
    }

    /// Why the order of the current certificate cannot have been another; nil where it can.
    package func objection(
        to order: SubscriptionChange.Order, reference: String
    ) throws(LedgerError) -> String? {
        try read { database in
            guard let row = try database.row(.subscriptionKept, ["reference": reference]) else {
                return "there is no subscription \(reference)"
            }
            guard let period: Int64 = row["period_id"] else {
                return "its current certificate belongs to no paid period"
            }
            let ends = order.orderedOn.adding(years: order.years)
            let beside = try database.row(
                .paidPeriodBeside,
                [
                    "subscription": row["id"] as Int64, "period": period,
                    "starts": order.orderedOn.number, "ends": ends.number,
                ])
            return beside.map { row in
                let start = row.day("starts_on").map(\.description) ?? "?"
                let end = row.day("ends_on").map(\.description) ?? "?"
                return "it would overlap the paid period from \(start) to \(end)"
            }
        }
    }
}

extension Database {
    /// What a change would make another value in the row of a subscription.
    func differences(of change: SubscriptionChange, to row: Row) -> [FieldChange] {
        let kept = Kept(row)
        return kept.differences(to: kept.applying(change))
    }

    /// Applies a change to the row of a subscription, and notes it.
    func apply(
        _ change: SubscriptionChange, to row: Row, at now: Timestamp
    ) throws -> [FieldChange] {
        let before = Kept(row)
        let after = before.applying(change)
        let differences = before.differences(to: after)
        guard !differences.isEmpty else { return [] }
        let subscription: Int64 = row["id"]
        try run(
            .subscriptionKeep,
            [
                "subscription": subscription, "policy": after.policy, "window": after.window,
                "mail": after.mail, "language": after.language, "renew_url": after.renewURL,
                "price": after.price?.minorUnits, "currency": after.price?.currency,
                "silenced": after.silenced,
            ])
        if after.order != before.order || after.isConfirmed != before.isConfirmed,
            let order = after.order, let period: Int64 = row["period_id"]
        {
            try run(
                .paidPeriodCorrect,
                [
                    "period": period, "starts": order.orderedOn.number, "years": order.years,
                    "ends": order.orderedOn.adding(years: order.years).number,
                ])
        }
        try note(
            subscription, "changed", differences.map(\.description).joined(separator: "; "), now)
        return differences
    }
}

/// What a person decides about a subscription, as the ledger keeps it.
private struct Kept {
    var policy: String?
    var window: Int?
    var mail: String?
    var language: String?
    var renewURL: String?
    var price: RetailPrice?
    var silenced: String
    var order: SubscriptionChange.Order?
    var isConfirmed: Bool

    init(_ row: Row) {
        policy = row["policy"]
        window = row["window_days"]
        mail = row["mail"]
        language = row["language"]
        renewURL = row["renew_url"]
        price = RetailPrice(minorUnits: row["retail_price"], currency: row["retail_currency"])
        silenced = row["silenced"]
        if let start = row.day("starts_on"), let years: Int = row["years"] {
            order = SubscriptionChange.Order(orderedOn: start, years: years)
        }
        isConfirmed = row["term_source"] != "estimated"
    }

    func applying(_ change: SubscriptionChange) -> Kept {
        var kept = self
        if let policy = change.policy { kept.policy = policy?.rawValue }
        if let window = change.window { kept.window = window }
        if let mail = change.mail { kept.mail = mail }
        if let language = change.language { kept.language = language }
        if let url = change.renewURL { kept.renewURL = url }
        if let price = change.retailPrice { kept.price = price }
        if let silenced = change.silenced { kept.silenced = silenced ?? "" }
        if let order = change.order, self.order != nil {
            kept.order = order
            kept.isConfirmed = true
        }
        return kept
    }

    func differences(to other: Kept) -> [FieldChange] {
        zip(fields, other.fields).compactMap { old, new in
            old.value == new.value
                ? nil : FieldChange(field: old.name, old: old.value, new: new.value)
        }
    }

    private var fields: [(name: String, value: String)] {
        [
            ("policy", policy ?? ""), ("before", window.map(String.init) ?? ""),
            ("mail", mail ?? ""), ("language", language ?? ""), ("renew_url", renewURL ?? ""),
            ("retail_price", price?.description ?? ""), ("silence", silenced),
            (
                "paid period",
                order.map {
                    "\($0.orderedOn) for \($0.years) years" + (isConfirmed ? "" : " (estimated)")
                } ?? ""
            ),
        ]
    }
}
