import CertificateLedger
package import Jobs
import Wording

/// `ssl-order status`: orders, what is known of their outcome, and what a person has to do.
package enum StatusJob {
    /// Looks unknown outcomes up, which is free, and shows every order or those for a reference.
    package static func run(_ context: RunContext, reference: String?) async throws -> ExitStatus {
        if !context.isDryRun { try await lookUp(context, reference) }
        let ledger = try context.openLedger(access: .readOnly)
        let listed = try ledger.listedPurchases(reference: reference)
        if let reference, listed.isEmpty {
            throw JobError.usage(text: "nothing was ordered for \(reference.printable())")
        }
        try PurchaseOutput(context).write(listed, isTable: !context.options.quiet)
        if context.options.quiet { tell(listed, context) }
        return listed.contains { $0.purchase.state.isOpen || $0.task != nil } ? .failed : .success
    }

    /// Where no table is wanted, as under cron, what waits for somebody is a line all the same.
    private static func tell(_ listed: [ListedPurchase], _ context: RunContext) {
        for order in listed where order.purchase.state.isOpen || order.task != nil {
            // A task names its order itself.
            if let task = order.task {
                context.console.complain(task)
                continue
            }
            context.console.complain(
                "the outcome of the order is \(order.purchase.state.rawValue):"
                    + " \(order.purchase.detail)", about: order.purchase.intent.reference)
        }
    }

    private static func lookUp(_ context: RunContext, _ reference: String?) async throws {
        let shown = try context.openLedger(access: .readOnly)
        guard try !waiting(shown, reference).isEmpty else { return }
        let lock: ProgramLock
        do { lock = try context.takeLock() } catch {
            // An order under way is shown as it is; its own run records what comes of it.
            guard case .locked = error else { throw error }
            return LockHolder.mention(context, program: context.program)
        }
        let desk = OrderDesk(context: context, ledger: try context.openLedger())
        try context.checkClock(against: desk.ledger)
        try ExchangeLog(context.configuration, clock: context.clock)
            .probe(program: context.program)
        for purchase in try waiting(desk.ledger, reference) {
            let connection = try desk.connection(to: desk.module(named: purchase.moduleName))
            let settled = try await desk.reconcile(purchase, connection)
            context.console.inform(
                "\(settled.intent.reference): \(settled.state.rawValue) \(settled.detail)")
        }
        _ = consume lock  // Held until here.
    }

    private static func waiting(_ ledger: Ledger, _ reference: String?) throws -> [Purchase] {
        try ledger.listedPurchases(reference: reference).map(\.purchase)
            .filter { [.sending, .unknown].contains($0.state) }
    }
}
