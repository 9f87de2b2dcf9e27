import CertificateLedger
package import Jobs
import NamecheapAPI
import Wording

/// `ssl-order settle`: a person's word on an order whose outcome the account did not show.
package enum SettleJob {
    /// What the person found in the account.
    package enum Word: Sendable {
        /// Nothing was bought.
        case nothing
        /// It was bought, as this certificate.
        case bought(Int)
    }

    /// Records the word; only what was looked up first can be settled so.
    package static func run(
        _ context: RunContext, reference: String, word: Word
    ) async throws -> ExitStatus {
        guard !context.isDryRun else { return try rehearse(context, reference) }
        let lock = try context.takeLock()
        let desk = OrderDesk(context: context, ledger: try context.openLedger())
        try context.checkClock(against: desk.ledger)
        let open = try open(reference, desk)
        switch word {
        case .nothing:
            try await checkNothing(open, desk)
            try desk.ledger.note(
                .refused, of: open, detail: "a person says that nothing was bought", at: desk.now)
            try desk.ledger.closeTask(cause: open.cause, at: desk.now)
            context.console.inform("\(reference): settled; it can be ordered again")
        case .bought(let number):
            try await record(open, number, desk)
        }
        _ = consume lock  // Held until here.
        let after = try desk.ledger.purchase(open.id)
        return after.state.isOpen ? try desk.tell(after) : .success
    }

    private static func record(_ open: Purchase, _ number: Int, _ desk: OrderDesk) async throws {
        let connection = try desk.connection(to: desk.module(named: open.moduleName))
        guard
            try !desk.ledger.isSubscriptions(number, module: connection.id)
                || open.intent.kind == .addNames && number == open.intent.oldNumber
        else {
            throw JobError.refused(
                what: "certificate \(number) belongs to a subscription", remedy: "name another one")
        }
        try await check(open, number, desk, connection)
        let info = try await connection.send(
            GetInfo(certificateID: number, returnsCertificate: false), for: .followUp)
        try desk.record(
            open,
            Purchase.Result(
                number: number, order: info.orderID, transaction: nil,
                charged: open.intent.quoted, product: info.type.lowercased()),
            ["a person says that it was bought"])
    }

    /// The order that a word can be said of.
    private static func open(_ reference: String, _ desk: OrderDesk) throws -> Purchase {
        guard
            let open = try desk.ledger.purchases(reference: reference).first(where: \.state.isOpen)
        else {
            throw JobError.usage(text: "no order for \(reference.printable()) is to be settled")
        }
        guard [.absent, .unclear].contains(open.state) else {
            throw JobError.refused(
                what: "the account has not been looked at twice yet",
                remedy: "ssl-order status \(reference.printable()) looks it up, the second time"
                    + " from \(desk.settlesAt(open))")
        }
        return open
    }

    /// Shows the order; whether the account agrees is asked by a real run only.
    private static func rehearse(
        _ context: RunContext, _ reference: String
    ) throws -> ExitStatus {
        let desk = OrderDesk(context: context, ledger: try context.openLedger())
        let open = try open(reference, desk)
        try PurchaseOutput(context).write(
            [ListedPurchase(purchase: open, task: nil)], isTable: !context.options.quiet)
        return .success
    }

    /// A new order that nobody owns may be this one: then nobody may say that nothing was bought.
    private static func checkNothing(_ open: Purchase, _ desk: OrderDesk) async throws {
        guard open.intent.kind != .addNames else { return }
        let connection = try desk.connection(to: desk.module(named: open.moduleName))
        let rows = try await desk.newRows(of: open, connection)
        guard rows.isEmpty else {
            throw JobError.refused(
                what: "the account has a new order that nobody owns: certificate"
                    + " \(desk.numbers(rows))",
                remedy: "say --certificate ID where it is this order; what belongs to another"
                    + " subscription is linked first: ssl-admin subscription link REFERENCE ID")
        }
    }

    /// Only a new order of the account that is like what was asked for can be its outcome.
    private static func check(
        _ open: Purchase, _ number: Int, _ desk: OrderDesk, _ connection: ModuleConnection
    ) async throws {
        let intent = open.intent
        guard intent.kind != .addNames else {
            guard number == intent.oldNumber else {
                throw JobError.refused(
                    what: "the names were ordered for certificate \(intent.oldNumber ?? 0), not"
                        + " \(number)", remedy: "name that one")
            }
            return
        }
        let rows = try await desk.newRows(of: open, connection)
        guard let row = rows.first(where: { $0.certificateID == number }) else {
            throw JobError.refused(
                what: "certificate \(number) is no new order since \(open.sentAt)",
                remedy: rows.isEmpty
                    ? "the account has none that nobody owns"
                    : "the account has certificate \(desk.numbers(rows))")
        }
        guard desk.isAsked(row, by: intent) else {
            throw JobError.refused(
                what: "certificate \(number) is \(row.type.printable(limit: 60)) for"
                    + " \(row.years ?? 0) years, not \(intent.product) for \(intent.years)",
                remedy: "name another one")
        }
        guard row.hostName.isEmpty || row.hostName.lowercased() == intent.host else {
            throw JobError.refused(
                what: "certificate \(number) is for \(row.hostName.printable(limit: 80)), not"
                    + " \(intent.host)", remedy: "name another one")
        }
    }
}
