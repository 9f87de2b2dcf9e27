import GRDB
package import Subscriptions

/// All that makes a row of the account a subscription.
package struct Enrolment: Sendable, Equatable {
    /// The seller's own service number.
    package var reference: String
    /// The host the certificate is for.
    package var host: String
    /// All names, host first.
    package var names: [String]
    /// The CertificateID of its first or current certificate.
    package var number: Int
    /// The day of the order.
    package var orderedOn: Day
    /// The years bought.
    package var years: Int
    /// The policy of its own, or nil to follow module and settings.
    package var policy: Policy?
    /// The customer's address.
    package var mail: String?
    /// How the domain is validated: `cname`, `file` or `email`.
    package var method: String
    /// Who approves by mail, where it is said.
    package var approver: String?
    /// The CertificateID of a renewal that is paid already.
    package var renewalNumber: Int?
    /// The folder it gets in the key store, free at the moment.
    package var folder: String
    /// Whether order and years are a guess from the account's list.
    package var isEstimated = false
    /// What else is said about it.
    package var further = SubscriptionChange()

    /// An enrolment with the columns every import has.
    package init(
        reference: String, host: String, names: [String], number: Int, orderedOn: Day, years: Int,
        method: String, folder: String
    ) {
        self.reference = reference
        self.host = host
        self.names = names
        self.number = number
        self.orderedOn = orderedOn
        self.years = years
        self.method = method
        self.folder = folder
    }
}

/// What became of one enrolment.
package enum EnrolmentOutcome: Sendable, Equatable {
    /// A new subscription.
    case added
    /// An existing one, whose policy, mail or method changed.
    case changed
    /// Nothing to do.
    case unchanged
    /// It contradicts what is recorded; the text says how.
    case refused(String)
}

extension Ledger {
    /// Whether the folder belongs to a subscription.
    package func isFolderTaken(_ folder: String) throws(LedgerError) -> Bool {
        try read { try $0.number(.subscriptionFolderTaken, ["folder": folder]) == 1 }
    }

    /// Makes a row of the account a subscription, or brings an existing one up to date.
    package func enrol(
        _ enrolment: Enrolment, module: Int64, schedule: ValiditySchedule,
        products: ProductCatalogue = .namecheap, at now: Timestamp
    ) throws(LedgerError) -> EnrolmentOutcome {
        try write { database in
            if let known = try database.row(
                .subscriptionFind, ["reference": enrolment.reference])
            {
                let outcome = try database.bringUpToDate(known, to: enrolment, module: module)
                return try database.follow(enrolment, after: outcome, at: now)
            }
            let numbers = [enrolment.number, enrolment.renewalNumber].compactMap(\.self)
            if let refusal = try database.refusal(
                of: enrolment, numbers: numbers, module: module)
            {
                return refusal
            }
            try database.add(enrolment, module: module, schedule: schedule, products, at: now)
            return try database.follow(enrolment, after: .added, at: now)
        }
    }
}

extension Database {
    /// Applies what else an enrolment says, and its order where that was a guess before.
    fileprivate func follow(
        _ enrolment: Enrolment, after outcome: EnrolmentOutcome, at now: Timestamp
    ) throws -> EnrolmentOutcome {
        if case .refused = outcome { return outcome }
        guard let row = try row(.subscriptionKept, ["reference": enrolment.reference]) else {
            return outcome
        }
        let differences = try apply(enrolment.following(row), to: row, at: now)
        return outcome == .unchanged && !differences.isEmpty ? .changed : outcome
    }

    fileprivate func bringUpToDate(
        _ known: Row, to enrolment: Enrolment, module: Int64
    ) throws -> EnrolmentOutcome {
        let changesBefore = totalChangesCount
        if let text = enrolment.contradiction(to: known, module: module) { return .refused(text) }
        if let refusal = try addRenewal(of: enrolment, to: known["id"], module: module) {
            return refusal
        }
        let addsRenewal = totalChangesCount > changesBefore
        let before = ValidationChoices(method: known["method"], further: known["choices"])
        var choices = before
        choices.method = .init(rawValue: enrolment.method) ?? .cname
        choices.approver = enrolment.approver ?? before.approver
        if known["policy"] == enrolment.policy?.rawValue, known["mail"] == enrolment.mail,
            choices == before
        {
            return addsRenewal ? .changed : .unchanged
        }
        try run(
            .subscriptionEdit,
            [
                "subscription": known["id"] as Int64, "policy": enrolment.policy?.rawValue,
                "mail": enrolment.mail, "method": choices.method.rawValue,
                "choices": choices.further,
            ])
        if choices != before {
            try run(.issuanceAttend, ["subscription": known["id"] as Int64])
        }
        return .changed
    }

    /// Adds a renewal that was paid after the enrolment; nil where there is nothing to refuse.
    func addRenewal(
        of enrolment: Enrolment, to subscription: Int64, module: Int64
    ) throws -> EnrolmentOutcome? {
        guard let renewal = enrolment.renewalNumber else { return nil }
        let row = try row(
            .paidPeriodEnd, ["subscription": subscription, "number": renewal])
        guard let row, row["is_known"] == 0, let end: Int = row["ends_on"] else { return nil }
        if let refusal = try refusal(of: enrolment, numbers: [renewal], module: module) {
            return refusal
        }
        let listed = try self.row(.certificateFind, ["module": module, "number": renewal])
        let period = PaidPeriod(
            startsOn: Day(number: end), years: listed?["years"] ?? enrolment.years,
            termSource: .estimated)
        _ = try addPeriod(  // The current certificate stays the order's before it.
            period, subscription: Int(subscription), module: module, number: renewal,
            host: enrolment.host, expires: nil)
        return nil
    }

    func refusal(
        of enrolment: Enrolment, numbers: [Int], module: Int64
    ) throws -> EnrolmentOutcome? {
        for number in numbers {
            let row = try row(.certificateFind, ["module": module, "number": number])
            if let row, row["subscription_id"] != nil {
                return .refused("certificate \(number) belongs to another subscription")
            }
            if let host: String = row?["host"], !host.isEmpty,
                host.lowercased() != enrolment.host
            {
                return .refused("the account has certificate \(number) for another host")
            }
        }
        return nil
    }

    fileprivate func add(
        _ enrolment: Enrolment, module: Int64, schedule: ValiditySchedule,
        _ products: ProductCatalogue, at now: Timestamp
    ) throws {
        let subscription = try insert(enrolment, module: module, products, at: now)
        let period = PaidPeriod(
            startsOn: enrolment.orderedOn, years: enrolment.years,
            termSource: enrolment.isEstimated ? .estimated : .ordered)
        let certificate = try addPeriod(
            period, subscription: subscription, module: module, number: enrolment.number,
            host: enrolment.host, expires: period.estimatedExpiration(by: schedule))
        if let renewal = enrolment.renewalNumber {
            let row = try row(.certificateFind, ["module": module, "number": renewal])
            let next = PaidPeriod(
                startsOn: period.endsOn, years: row?["years"] ?? enrolment.years,
                termSource: .estimated)
            _ = try addPeriod(  // The current certificate stays the first order's.
                next, subscription: subscription, module: module, number: renewal,
                host: enrolment.host, expires: nil)
        }
        try run(
            .subscriptionPoint, ["subscription": subscription, "certificate": certificate])
        try run(
            .eventInsert,
            [
                "now": now.seconds, "run": nil, "subscription": subscription, "kind": "enrolled",
                "detail": "certificate \(enrolment.number)",
            ])
    }

    private func insert(
        _ enrolment: Enrolment, module: Int64, _ products: ProductCatalogue, at now: Timestamp
    ) throws -> Int? {
        let listed = try row(.certificateFind, ["module": module, "number": enrolment.number])
        let product: String = listed?["product"] ?? ""
        var choices = ValidationChoices(.init(rawValue: enrolment.method) ?? .cname)
        choices.approver = enrolment.approver
        return try number(
            .subscriptionInsert,
            [
                "module": module, "reference": enrolment.reference, "host": enrolment.host,
                "names": enrolment.names.joined(separator: " "), "product": product,
                "validation": products.validation(of: product).rawValue,
                "method": choices.method.rawValue, "choices": choices.further,
                "policy": enrolment.policy?.rawValue,
                "mail": enrolment.mail, "folder": enrolment.folder, "now": now.seconds,
            ])
    }

    private func addPeriod(
        _ period: PaidPeriod, subscription: Int?, module: Int64, number: Int, host: String,
        expires: Day?
    ) throws -> Int? {
        let row = try row(.certificateFind, ["module": module, "number": number])
        let status = CertificateStatus(row?["status"] ?? "")
        let periodID = try self.number(
            .paidPeriodInsert,
            [
                "subscription": subscription, "starts": period.startsOn.number,
                "ends": period.endsOn.number, "years": period.years,
                "term_end": period.termEnd.number, "term_source": period.termSource.rawValue,
                "number": number, "waiting": status.isPaidAndWaiting,
            ])
        return try self.number(
            .certificateExpect,
            [
                "module": module, "number": number, "subscription": subscription,
                "period": periodID, "host": host,
                "issued": expires.map { _ in period.startsOn.number }, "expires": expires?.number,
            ])
    }
}
