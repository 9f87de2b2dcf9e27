import CertificateLedger
import Jobs
import NamecheapAPI
import NamecheapOrders
import Settings
import Subscriptions
import Wording

// The request that costs money: its intent before it, and what its answer, or none, means.
extension OrderDesk {
    /// Sends an order once, and by its other name only where the CA surely refused the first.
    func place(_ order: PlannedOrder, _ quote: Quote) async throws -> ExitStatus {
        let connection = try connection(to: quote.module)
        var newest = 0
        if order.kind != .addNames {
            let list = try await connection.send(GetList(sort: .newestFirst), for: .followUp)
            if order.kind == .buy, !order.isAnother {
                try await checkOwned(list, order, connection)
            }
            newest = try newestNumber(list.rows, module: connection.id)
        }
        for (index, name) in order.productNames.enumerated() {
            let intent = intent(of: order, quote, product: name, newest: newest)
            var id: Int64?
            do {
                let answer = try await send(order, product: name, connection) {
                    id = try ledger.begin(intent, at: now)
                }
                guard let id else { break }
                let purchase = try ledger.purchase(id)
                return try await succeed(purchase, order, answer, connection)
            } catch let error as NamecheapError {
                guard let id else { throw error }
                let purchase = try ledger.purchase(id)
                guard error.orderConsequence == .notPerformed else {
                    return try await lookUp(purchase, after: error, connection)
                }
                try ledger.note(.refused, of: purchase, detail: error.happened, at: now)
                // 2012301: which of the two names the CA wants is uncertain (section 6.8).
                let isOtherName = error.isRefusal(2_012_301)
                if isOtherName, index + 1 < order.productNames.count { continue }
                return refused(error, order, at: quote.module)
            }
        }
        return .failed
    }

    private func send(
        _ order: PlannedOrder, product: String, _ connection: ModuleConnection,
        intent: () throws -> Void
    ) async throws -> PurchasedOrder {
        let old = order.subscription?.number ?? 0
        switch order.kind {
        case .buy:
            return try await connection.send(
                Create(product: product, years: order.years, addedNames: order.addedNames),
                for: .newWork, intent: intent)
        case .renew:
            return try await connection.send(
                Renew(certificateID: old, product: product, years: order.years), for: .newWork,
                intent: intent)
        case .addNames:
            return try await connection.send(
                AddNames(certificateID: old, count: order.addedNames), for: .newWork,
                intent: intent)
        }
    }

    private func intent(
        of order: PlannedOrder, _ quote: Quote, product: String, newest: Int
    ) -> Purchase.Intent {
        var intent = Purchase.Intent(
            order.kind, module: quote.moduleID, reference: order.reference, host: order.host,
            names: order.names, product: product, years: order.years, quoted: quote.total,
            currency: quote.currency, balanceBefore: quote.balance, newestBefore: newest)
        intent.subscription = order.subscription?.id
        intent.addedNames = order.addedNames
        intent.oldNumber = order.subscription?.number
        intent.method = order.method
        intent.mail = order.mail
        intent.csr = order.csr
        intent.organisation = order.organisation
        intent.namesBefore = order.namesBefore
        return intent
    }

    private func refused(
        _ error: NamecheapError, _ order: PlannedOrder, at module: ConfiguredModule
    ) -> ExitStatus {
        if case .account = error.errorClass {
            var failures = ModuleFailures(context)
            failures.note(error, module: module.name)
            return ExitStatus.strongest(of: failures.statuses + [.failed])
        }
        let remedy =
            switch true {
            case error.isRefusal(2_528_166): "top up the balance"
            case error.isRefusal(4_028_294):
                "a renewal is there already; run ssl-scan, then ssl-admin subscription list"
                    + " --not-enrolled shows its certificate id, and ssl-admin subscription link"
                    + " \(order.reference.printable()) ID makes it the next paid period"
            case order.kind == .renew && error.isRefusal(4_011_294):
                "by the CA's reckoning it is too early to renew it, or the row is not in this"
                    + " account; run ssl-scan"
            default: error.remedy
            }
        context.console.complain(
            "nothing was bought: \(error.happened); \(remedy)", about: order.reference)
        return .failed
    }

    /// What an unknown outcome is, as far as it shows at once; nothing is sent again.
    private func lookUp(
        _ purchase: Purchase, after error: NamecheapError, _ connection: ModuleConnection
    ) async throws -> ExitStatus {
        try ledger.note(.unknown, of: purchase, detail: error.happened, at: now)
        try openTask(
            "the outcome of an order of \(money(purchase.intent.quoted, purchase.intent.currency))"
                + " is not known (\(error.happened)); ssl-order status"
                + " \(purchase.intent.reference) looks it up", about: purchase)
        context.console.complain(
            "the order's outcome is not known and is looked up: \(error.happened)",
            about: purchase.intent.reference)
        return try tell(
            try await reconcile(try ledger.purchase(purchase.id), connection, isFirst: true))
    }

    /// Records what was bought, then holds it against the quote and the account.
    private func succeed(
        _ purchase: Purchase, _ order: PlannedOrder, _ answer: PurchasedOrder,
        _ connection: ModuleConnection
    ) async throws -> ExitStatus {
        let intent = purchase.intent
        let result = Purchase.Result(
            number: answer.certificateID, order: answer.orderID,
            transaction: answer.transactionID, charged: answer.charged,
            product: (answer.product ?? order.sold.name).lowercased())
        var differences: [String] = []
        if answer.charged != intent.quoted {
            differences.append(
                "\(money(answer.charged, intent.currency)) was charged, not the quoted"
                    + " \(money(intent.quoted, intent.currency))")
        }
        if result.product != order.sold.name.lowercased() {
            differences.append(
                "\(result.product.printable(limit: 60)) was sold, not \(order.sold.name)")
        }
        if let years = answer.years, years != intent.years, order.kind != .addNames {
            differences.append("\(years) years were sold, not \(intent.years)")
        }
        try record(purchase, result, differences)
        differences += await differencesInAccount(purchase, result, connection)
        if !differences.isEmpty { try reportDifferences(differences, purchase) }
        return try tell(try ledger.purchase(purchase.id), isBought: differences.isEmpty)
    }

    /// A person has to look at what is not as it was quoted; it is bought all the same.
    private func reportDifferences(_ differences: [String], _ purchase: Purchase) throws {
        let text =
            "it is bought, and not as quoted: \(differences.joined(separator: "; "));"
            + " compare it with the account"
        try openTask(text, about: purchase)
        context.console.complain(text, about: purchase.intent.reference)
    }

    /// What the account shows otherwise than the answer; a look that fails says nothing.
    private func differencesInAccount(
        _ purchase: Purchase, _ result: Purchase.Result, _ connection: ModuleConnection
    ) async -> [String] {
        let intent = purchase.intent
        var differences: [String] = []
        do {
            let balance = try await readBalance(connection).minorUnits
            if balance != intent.balanceBefore - result.charged {
                differences.append(
                    "the balance is \(money(balance, intent.currency)), not"
                        + " \(money(intent.balanceBefore - result.charged, intent.currency))")
            }
            guard intent.kind != .addNames else { return differences }
            let others = try await newRows(of: purchase, connection)
                .filter { $0.certificateID != result.number }
            if !others.isEmpty {
                let numbers = others.map { String($0.certificateID) }.joined(separator: ", ")
                differences.append("the account has a further new order: certificate \(numbers)")
            }
        } catch {
            context.console.inform("the account could not be looked at after the order")
        }
        return differences
    }

    /// Records what was bought; where the ledger refuses it, a person has to, and nothing is lost.
    func record(
        _ purchase: Purchase, _ result: Purchase.Result, _ remarks: [String]
    ) throws {
        let detail = remarks.joined(separator: "; ")
        do {
            switch purchase.intent.kind {
            case .buy:
                try ledger.recordBought(
                    purchase, result, as: try subscription(of: purchase, result), detail: detail,
                    at: now)
            case .renew:
                try ledger.recordRenewed(purchase, result, detail: detail, at: now)
            case .addNames:
                let before = try ledger.orderedSubscription(reference: purchase.intent.reference)
                let names = (before?.names ?? []) + purchase.intent.names
                try ledger.recordNames(
                    names, subscription: purchase.intent.subscription ?? 0,
                    bought: (purchase, result), detail: detail, at: now)
            }
            try ledger.closeTask(cause: purchase.cause, at: now)
            try ledger.closeUnownedTasks(at: now)
        } catch let error as LedgerError {
            guard case .refused(let text) = error else { throw error }
            let words =
                "it is bought as certificate \(result.number) and cannot be recorded:"
                + " \(text.printable())"
            try ledger.note(.unclear, of: purchase, detail: words, at: now)
            try openTask(words, about: purchase)
        }
    }
}
