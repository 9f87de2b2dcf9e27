import CertificateLedger
import Jobs
import Wording

/// One order from its plan to what came of it.
struct OrderRun: Sendable {
    /// What a person agreed to.
    private struct Agreed: Equatable {
        let module: String
        let total: Int
        let currency: String
    }

    private let context: RunContext
    private let consent: Consent
    private let reference: String
    private let plan: @Sendable (OrderDesk) async throws -> Planning

    /// An order for a reference, planned anew once the lock is held.
    init(
        _ context: RunContext, consent: Consent, reference: String,
        plan: @escaping @Sendable (OrderDesk) async throws -> Planning
    ) {
        self.context = context
        self.consent = consent
        self.reference = reference
        self.plan = plan
    }

    /// Quotes, asks or checks, buys once, and says with which status the run ends.
    func run() async throws -> ExitStatus {
        guard !context.isDryRun else { return try await rehearse() }
        guard consent.isAgreed || Agreement.canBeAsked else {
            throw JobError.usage(
                text: "where nobody can be asked, an order needs --yes and --max-price AMOUNT")
        }
        // Nobody waits for the lock while a person thinks; what was agreed to is checked after.
        let agreed = consent.isAgreed ? nil : try await ask()
        if agreed?.status != nil, let status = agreed?.status { return status }
        let lock = try context.takeLock()
        let desk = OrderDesk(
            context: context, ledger: try context.openLedger(), isLocked: true)
        try context.checkClock(against: desk.ledger)
        try ExchangeLog(context.configuration, clock: context.clock)
            .probe(program: context.program)
        let status = try await buy(desk, agreed: agreed?.agreed)
        _ = consume lock  // Held until here.
        return status
    }

    private func rehearse() async throws -> ExitStatus {
        let desk = OrderDesk(context: context, ledger: try context.openLedger())
        LockHolder.mention(context, program: context.program)
        if let open = try open(desk) {
            context.console.show([
                "\(reference): the outcome of an earlier order is open: \(open.detail)"
            ])
            return .failed
        }
        guard case .order(let order) = try await planned(desk) else { return .success }
        let choice = try await desk.choose(for: order)
        guard let quote = show(choice, order) else { return noModule(choice, order) }
        try check(quote)
        return .success
    }

    /// Shows the quote and asks; what was agreed to, or the status where there is nothing to ask.
    private func ask() async throws -> (agreed: Agreed?, status: ExitStatus?) {
        let desk = OrderDesk(context: context, ledger: try context.openLedger())
        try context.checkClock(against: desk.ledger)
        // What is open is settled with the lock held, and nothing is asked about it.
        if try open(desk) != nil { return (nil, nil) }
        guard case .order(let order) = try await planned(desk) else { return (nil, .success) }
        let choice = try await desk.choose(for: order)
        guard let quote = show(choice, order) else { return (nil, noModule(choice, order)) }
        try check(quote)
        guard Agreement.isGiven(context.console) else {
            throw JobError.refused(what: "nobody agreed; nothing was bought", remedy: "say yes")
        }
        return (
            Agreed(module: quote.module.name, total: quote.total, currency: quote.currency), nil
        )
    }

    private func buy(_ desk: OrderDesk, agreed: Agreed?) async throws -> ExitStatus {
        if let open = try open(desk) {
            let connection = try desk.connection(to: desk.module(named: open.moduleName))
            let settled = try await desk.reconcile(open, connection)
            return try desk.tell(settled)
        }
        guard case .order(let order) = try await planned(desk) else { return .success }
        let choice = try await desk.choose(for: order)
        let isToBeShown = agreed == nil && !context.options.quiet
        guard let quote = isToBeShown ? show(choice, order) : choice.quote else {
            return noModule(choice, order)
        }
        try check(quote)
        guard
            consent.isAgreed
                || agreed
                    == Agreed(
                        module: quote.module.name, total: quote.total, currency: quote.currency)
        else {
            throw JobError.refused(
                what: "the quote changed meanwhile; nothing was bought",
                remedy: "run it again and look at the new quote")
        }
        return try await desk.place(order, quote)
    }

    /// The order whose outcome has to be known before anything is sent for the reference.
    private func open(_ desk: OrderDesk) throws -> Purchase? {
        try desk.ledger.purchases(reference: reference).first { $0.state.isOpen }
    }

    private func planned(_ desk: OrderDesk) async throws -> Planning {
        let planning = try await plan(desk)
        guard case .already(let text) = planning else { return planning }
        context.console.inform("\(reference): \(text)")
        let last = try desk.ledger.purchases(reference: reference).first { $0.state == .bought }
        if let last {
            try PurchaseOutput(context).write(
                [ListedPurchase(purchase: last, task: nil)], isTable: false)
        }
        return planning
    }

    private func show(_ choice: ModuleChoice, _ order: PlannedOrder) -> Quote? {
        guard let quote = choice.quote else { return nil }
        context.console.show(quote.lines(of: order) + choice.others)
        return quote
    }

    private func noModule(_ choice: ModuleChoice, _ order: PlannedOrder) -> ExitStatus {
        let reasons = choice.others.map { $0.drop { $0 == " " } }.joined(separator: "; ")
        context.console.complain(
            "no module can serve \(order.words): "
                + (reasons.isEmpty
                    ? "there is none; set one up with ssl-admin module add"
                    : "\(reasons); see --module, MinimalBalance and the balances"),
            about: order.reference)
        return ExitStatus.strongest(of: choice.statuses + [.failed])
    }

    /// The total is held against `--max-price` before anything is sent.
    private func check(_ quote: Quote) throws(JobError) {
        guard let most = consent.mostPrice, quote.total > most else { return }
        throw .refused(
            what: "the order costs \(decimal(quote.total)) \(quote.currency), and --max-price is"
                + " \(decimal(most)); nothing was bought",
            remedy: "raise --max-price if that is right")
    }
}
