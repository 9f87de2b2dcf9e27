import GRDB
import Subscriptions

/// What an enrolment would do, without doing it.
package enum EnrolmentDifference: Sendable, Equatable {
    /// A new subscription.
    case new
    /// An existing one with other values.
    case changed([FieldChange])
    /// Nothing to do.
    case unchanged
    /// It contradicts what is recorded; the text says how.
    case refused(String)
}

extension Ledger {
    /// What an enrolment into a module would change; nothing is.
    package func difference(
        of enrolment: Enrolment, module: Int64?
    ) throws(LedgerError) -> EnrolmentDifference {
        try read { database in
            guard
                let known = try database.row(
                    .subscriptionFind, ["reference": enrolment.reference])
            else {
                let numbers = [enrolment.number, enrolment.renewalNumber].compactMap(\.self)
                let refusal = try module.flatMap {
                    try database.refusal(of: enrolment, numbers: numbers, module: $0)
                }
                if case .refused(let text)? = refusal { return .refused(text) }
                return .new
            }
            return try database.difference(of: enrolment, to: known, module: module)
        }
    }
}

extension Database {
    fileprivate func difference(
        of enrolment: Enrolment, to known: Row, module: Int64?
    ) throws -> EnrolmentDifference {
        if let text = enrolment.contradiction(to: known, module: module) { return .refused(text) }
        var changes: [FieldChange] = []
        func compare(_ field: String, _ old: String?, _ new: String?) {
            guard old != new else { return }
            changes.append(FieldChange(field: field, old: old ?? "", new: new ?? ""))
        }
        compare("policy", known["policy"], enrolment.policy?.rawValue)
        compare("mail", known["mail"], enrolment.mail)
        compare("dcv", known["method"], enrolment.method)
        if let renewal = enrolment.renewalNumber {
            let row = try row(
                .paidPeriodEnd, ["subscription": known["id"] as Int64, "number": renewal])
            if row?["is_known"] == 0 {
                if let module,
                    case .refused(let text)? = try refusal(
                        of: enrolment, numbers: [renewal], module: module)
                {
                    return .refused(text)
                }
                compare("renewal_certificate_id", nil, "\(renewal)")
            }
        }
        if let row = try row(.subscriptionKept, ["reference": enrolment.reference]) {
            changes += differences(of: enrolment.following(row), to: row)
        }
        return changes.isEmpty ? .unchanged : .changed(changes)
    }
}

extension Enrolment {
    /// Why it cannot be the subscription that has its reference; nil where it can.
    func contradiction(to known: Row, module: Int64?) -> String? {
        let isSame =
            known["module_id"] == module && known["host"] == host
            && known["names"] == names.joined(separator: " ")
        return isSame ? nil : "reference \(reference) is another subscription with other names"
    }

    /// What else it says about the subscription of a row: its order too, where that was a guess.
    func following(_ row: Row) -> SubscriptionChange {
        var change = further
        if !isEstimated, row["term_source"] == "estimated", row["first_number"] == number {
            change.order = SubscriptionChange.Order(orderedOn: orderedOn, years: years)
        }
        return change
    }
}
