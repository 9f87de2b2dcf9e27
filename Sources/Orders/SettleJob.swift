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
        let lock = try context.takeLock()
        let desk = OrderDesk(context: context, ledger: try context.openLedger())
        try context.checkClock(against: desk.ledger)
        guard
            let open = try desk.ledger.purchases(reference: reference).first(where: \.state.isOpen)
        else {
            throw JobError.usage(text: "no order for \(reference.printable()) is to be settled")
        }
        guard [.absent, .unclear].contains(open.state) else {
            throw JobError.refused(
                what: "the account has not been looked at twice yet",
                remedy: "ssl-order status \(reference.printable()) looks it up")
        }
        switch word {
        case .nothing:
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
        let info = try await connection.send(
            GetInfo(certificateID: number, returnsCertificate: false), for: .followUp)
        try desk.record(
            open,
            Purchase.Result(
                number: number, order: info.orderID, transaction: nil,
                charged: open.intent.quoted, product: info.type.lowercased()),
            ["a person says that it was bought"])
    }
}
