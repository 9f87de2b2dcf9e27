import CertificateLedger
import Jobs
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// An order of unknown outcome is looked up in the account, and never sent again.
extension OrderDesk {
    /// How long after the request ended the account may still show nothing of it, in seconds.
    static let settlingTime: Int64 = 900

    /// More pages of the list than one day's orders fill.
    private static let mostPages = 50

    /// What the account shows of an order.
    private enum Sight {
        /// It was performed, and this came of it.
        case done(number: Int, product: String)
        /// Nothing is there, and nothing was paid.
        case nothing
        /// Something else.
        case other(String)
    }

    /// Decides an unknown outcome by the new rows of the account and its balance, or leaves it to a
    /// person; that nothing happened counts only when seen twice, 15 minutes apart.
    func reconcile(
        _ purchase: Purchase, _ connection: ModuleConnection, isFirst: Bool = false
    ) async throws -> Purchase {
        guard [.sending, .unknown].contains(purchase.state) else { return purchase }
        switch try await sight(of: purchase, connection) {
        case .done(let number, let product):
            let order = try? await connection.send(
                GetInfo(certificateID: number, returnsCertificate: false), for: .followUp
            ).orderID
            try record(
                purchase,
                Purchase.Result(
                    number: number, order: order ?? nil, transaction: nil,
                    charged: purchase.intent.quoted, product: product),
                ["found in the account after its answer was lost"])
        case .other(let text):
            try noteUnsettled(
                purchase, "its outcome cannot be told: \(text)", atLast: .unclear, isFirst: isFirst)
        case .nothing:
            try noteUnsettled(
                purchase, "the account shows nothing of it", atLast: .absent, isFirst: isFirst)
        }
        return try ledger.purchase(purchase.id)
    }

    /// A list may lag behind a balance: only what is seen at the second look is for a person.
    private func noteUnsettled(
        _ purchase: Purchase, _ words: String, atLast state: Purchase.State, isFirst: Bool
    ) throws {
        let settled = settlesAt(purchase)
        guard let lookedAt = purchase.absentAt, lookedAt < now, now >= settled else {
            let words = "\(words) yet; it is looked up again from \(settled)"
            try ledger.note(.unknown, of: purchase, detail: words, absentAt: now, at: now)
            if !isFirst { try openTask("\(words): ssl-order status", about: purchase) }
            return
        }
        try ledger.note(state, of: purchase, detail: words, at: now)
        try openTask("\(words); \(remedy(purchase))", about: purchase)
    }

    /// From when on a second look decides; without an end the request ended with its process.
    func settlesAt(_ purchase: Purchase) -> Timestamp {
        (purchase.endedAt ?? now) + Self.settlingTime
    }

    private func remedy(_ purchase: Purchase) -> String {
        let reference = purchase.intent.reference
        return "look at the account, then say ssl-order settle \(reference) --nothing, or"
            + " --certificate ID where it was bought; nothing is sent for it before"
    }

    private func sight(
        of purchase: Purchase, _ connection: ModuleConnection
    ) async throws -> Sight {
        let intent = purchase.intent
        let seen: (count: Int, number: Int, product: String)
        var named = ""
        if intent.kind == .addNames {
            let number = intent.oldNumber ?? 0
            let info = try await connection.send(
                GetInfo(certificateID: number, returnsCertificate: false), for: .followUp)
            let added = info.sansCount - (intent.namesBefore ?? 0)
            guard added == 0 || added == intent.addedNames else {
                return .other("\(added) names were added, not \(intent.addedNames)")
            }
            seen = (added == 0 ? 0 : 1, number, info.type)
        } else {
            let rows = try await newRows(of: purchase, connection)
            if let row = rows.first, rows.count == 1, !isAsked(row, by: intent) {
                return .other(
                    "the new order \(row.certificateID) is \(row.type.printable(limit: 60)) for"
                        + " \(row.years ?? 0) years, not \(intent.product) for \(intent.years)")
            }
            if !rows.isEmpty { named = " (certificate \(numbers(rows)))" }
            seen = (rows.count, rows.first?.certificateID ?? 0, rows.first?.type ?? "")
        }
        let balance = try await readBalance(connection).minorUnits
        if seen.count == 0, balance == intent.balanceBefore { return .nothing }
        if seen.count == 1, balance == intent.balanceBefore - intent.quoted {
            return .done(number: seen.number, product: seen.product.lowercased())
        }
        let rows = seen.count == 1 ? "1 new order" : "\(seen.count) new orders"
        return .other(
            "the account shows \(rows)\(named), and its balance is"
                + " \(money(balance, intent.currency)); before it was"
                + " \(money(intent.balanceBefore, intent.currency)), and the order"
                + " costs \(money(intent.quoted, intent.currency))")
    }

    /// Whether a row is what the order asked for, by an equivalent name too.
    func isAsked(_ row: ListRow, by intent: Purchase.Intent) -> Bool {
        guard row.years ?? intent.years == intent.years else { return false }
        guard let asked = products.named(intent.product), let seen = products.named(row.type)
        else { return row.type.lowercased() == intent.product.lowercased() }
        return seen.isEquivalent(to: asked)
    }

    /// The CertificateIDs of rows, in words.
    func numbers(_ rows: [ListRow]) -> String {
        rows.map { String($0.certificateID) }.joined(separator: ", ")
    }

    /// Rows of the kind an order makes that are newer than it and no subscription's.
    func newRows(of purchase: Purchase, _ connection: ModuleConnection) async throws -> [ListRow] {
        let status: CertificateStatus =
            purchase.intent.kind == .renew ? .newRenewal : .newPurchase
        var found: [Int: ListRow] = [:]
        // The CA's dates are of its own time zone: a day earlier is early enough.
        let since = purchase.sentAt.day - 1
        for page in 1...Self.mostPages {
            let list = try await connection.send(
                GetList(page: page, sort: .newestFirst), for: .followUp)
            for row in list.rows
            where row.certificateID > purchase.intent.newestBefore && row.status == status {
                found[row.certificateID] = row
            }
            let isRecent = list.rows.contains { $0.purchaseDate ?? since >= since }
            if !isRecent || page * list.pageSize >= list.totalItems { break }
        }
        return try found.values.sorted { $0.certificateID < $1.certificateID }.filter {
            try !ledger.isSubscriptions($0.certificateID, module: connection.id)
                || $0.certificateID == purchase.result?.number
        }
    }

    /// The newest CertificateID that ledger and account know.
    func newestNumber(_ rows: [ListRow], module: Int64) throws -> Int {
        max(try ledger.newestNumber(module: module), rows.map(\.certificateID).max() ?? 0)
    }

    /// The subscription that a new order becomes.
    func subscription(
        of purchase: Purchase, _ result: Purchase.Result
    ) throws -> BoughtSubscription {
        let settings = context.configuration.settings
        let module = context.configuration.modules.first { $0.name == purchase.moduleName }
        let store = CertificateStore(root: settings.store)
        let onDisk = Set(try store.folders())
        let folder = CertificateStore.freeFolderName(for: purchase.intent.host) { name in
            // A folder that cannot be looked up counts as taken: the next number is as good.
            onDisk.contains(name) || (try? ledger.isFolderTaken(name)) ?? true
        }
        var new = BoughtSubscription(
            folder: folder, validation: products.validation(of: result.product),
            schedule: settings.schedule.with(margin: module?.settings.validityMargin ?? 0))
        if let csr = purchase.intent.csr {
            let request = try KeyStore.CertificateRequest(pem: csr)
            new.customersKeyHash = request.keyHash
            new.customersAlgorithm = request.algorithm?.text ?? ""
        }
        return new
    }

    /// Says what came of an order, writes its row where that is asked for, and gives the status.
    func tell(_ purchase: Purchase, isBought: Bool = true) throws -> ExitStatus {
        try PurchaseOutput(context).write(
            [ListedPurchase(purchase: purchase, task: nil)], isTable: false)
        let intent = purchase.intent
        guard purchase.state == .bought, let result = purchase.result else {
            let more = purchase.state == .unknown ? "" : "; \(remedy(purchase))"
            context.console.complain(purchase.detail + more, about: intent.reference)
            return .failed
        }
        let order = result.order.map { ", order \($0)" } ?? ""
        context.console.inform(
            "\(intent.reference): bought for \(money(result.charged, intent.currency)):"
                + " certificate \(result.number)\(order); \(next(intent))")
        return isBought ? .success : .failed
    }

    private func next(_ intent: Purchase.Intent) -> String {
        switch intent.kind {
        case .buy: "ssl-reissue gets its certificate, or ssl-order activate \(intent.reference)"
        case .renew: "ssl-reissue activates it when the current order gains nothing more"
        case .addNames:
            "the names count from the next certificate on: ssl-reissue \(intent.reference)"
                + " --force --reason names gets it now"
        }
    }
}
