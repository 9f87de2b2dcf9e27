import CertificateLedger
import Jobs
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// What an order costs, and which module serves it.
extension OrderDesk {
    /// How long prices are shown without being read again, in seconds: the CA asks for that, and
    /// they change by the day.
    private static let priceLife: Int64 = 86_400

    /// Why a module does not serve an order, in words.
    private struct Objection: Error {
        let text: String
    }

    /// The enabled module with the lowest Sort that can serve the order, its balance afterwards
    /// not below its minimum, and the reasons against the others.
    func choose(for order: PlannedOrder) async throws -> ModuleChoice {
        var choice = ModuleChoice()
        var failures = ModuleFailures(context)
        let modules = context.configuration.modules.sorted {
            ($0.settings.sort, $0.name) < ($1.settings.sort, $1.name)
        }
        .filter { order.kind == .buy || $0.name == order.module }
        for module in modules {
            do {
                if let wanted = order.module, module.name != wanted {
                    throw Objection(text: "--module names \(wanted)")
                }
                guard module.settings.isEnabled else { throw Objection(text: "it is disabled") }
                if let chosen = choice.quote?.module {
                    throw Objection(text: "\(chosen.name) comes before it")
                }
                choice.quote = try await quote(order, at: module)
            } catch let objection as Objection {
                choice.others.append("  not \(module.name): \(objection.text)")
            } catch let error as any ExplainedError {
                failures.note(error, module: module.name)
                choice.others.append("  not \(module.name): \(error.happened)")
            }
        }
        choice.statuses = failures.statuses
        return choice
    }

    private func quote(_ order: PlannedOrder, at module: ConfiguredModule) async throws -> Quote {
        let connection = context.isDryRun ? nil : try connection(to: module)
        guard let id = try connection?.id ?? ledger.knownModule(named: module.name)?.id else {
            throw Objection(text: "nothing is known of its account yet; run ssl-scan")
        }
        if let connection, isLocked { try await settleUnknown(of: connection) }
        let readAt = try await freshPrices(order.action, module: id, connection)
        let (price, words) = try price(of: order, module: id)
        let balance = try await balance(of: module, connection)
        guard balance.currency == price.currency else {
            throw Objection(
                text: "its prices are in \(price.currency.printable(limit: 10)) and its balance in"
                    + " \(balance.currency.printable(limit: 10))")
        }
        let after = balance.minorUnits - price.total
        guard after >= 0 else {
            throw Objection(
                text: "it costs \(money(price.total, price.currency)), and the balance is"
                    + " \(money(balance.minorUnits, price.currency))")
        }
        if let least = module.settings.minimalBalance, after < least {
            throw Objection(
                text: "\(money(after, price.currency)) would be left, and its minimum is"
                    + " \(money(least, price.currency))")
        }
        var quote = Quote(
            module: module, moduleID: id, total: price.total, currency: price.currency,
            balance: balance.minorUnits, price: words, certificates: certificates(order, module))
        if connection != nil {
            if readAt < now { quote.asOf = "prices of \(readAt)" }
        } else {
            quote.asOf = "prices of \(readAt), balance of \(balance.at): nothing was asked now"
        }
        return quote
    }

    /// An unknown outcome is looked up before anything else changes the balance of its account,
    /// by which it is told: until then the whole account waits.
    private func settleUnknown(of connection: ModuleConnection) async throws {
        let waiting = try ledger.listedPurchases(reference: nil).map(\.purchase).filter {
            $0.intent.module == connection.id && [.sending, .unknown].contains($0.state)
        }
        for purchase in waiting {
            let settled = try await reconcile(purchase, connection)
            guard settled.state != .unknown else {
                let intent = purchase.intent
                let reference = intent.reference.printable()
                throw Objection(
                    text: "the outcome of the order for \(reference)"
                        + " (\(intent.host.printable(limit: 260)),"
                        + " \(money(intent.quoted, intent.currency)), sent \(purchase.sentAt)) is"
                        + " not known yet, and its account buys nothing before;"
                        + " ssl-order status \(reference) settles it from"
                        + " \(settlesAt(settled))")
            }
        }
    }

    /// When the prices were read; with the lock held money follows, and they are read in any case.
    private func freshPrices(
        _ action: PricedAction, module: Int64, _ connection: ModuleConnection?
    ) async throws -> Timestamp {
        let known = try ledger.pricesReadAt(action, module: module)
        if let known, connection == nil || !isLocked && abs(now - known) < Self.priceLife {
            return known
        }
        guard let connection else {
            throw Objection(
                text: "its prices are not known yet; without --dry-run they are read, and nothing"
                    + " is bought before you agree")
        }
        let prices = try await connection.send(
            GetPricing(action == .renew ? .renew : .purchase), for: .scan)
        try ledger.keep(
            prices.map {
                TermPrice(
                    product: $0.product, years: $0.years, total: $0.total, currency: $0.currency)
            }, action, module: module, at: now)
        return now
    }

    /// The total with how it comes about; names added are priced like years of their own.
    private func price(
        of order: PlannedOrder, module: Int64
    ) throws -> (price: TermPrice, words: String) {
        var parts: [(text: String, price: TermPrice)] = []
        if order.kind != .addNames {
            let price = try price(of: order, ending: "", module: module)
            parts.append((term(price), price))
        }
        if order.addedNames > 0 {
            let each = try price(of: order, ending: "-moresans", module: module)
            let total = each.total * order.addedNames
            parts.append(
                (
                    "\(order.addedNames == 1 ? "1 name" : "\(order.addedNames) names") more × \(term(each))",
                    TermPrice(
                        product: each.product, years: each.years, total: total,
                        currency: each.currency)
                ))
        }
        guard let first = parts.first?.price,
            parts.allSatisfy({ $0.price.currency == first.currency })
        else { throw Objection(text: "its prices are in several currencies") }
        let total = parts.map(\.price.total).reduce(0, +)
        let price = TermPrice(
            product: first.product, years: order.years, total: total, currency: first.currency)
        let words = parts.map(\.text).joined(separator: " + ")
        return (price, "\(words) = \(money(total, first.currency))")
    }

    /// The price by the name of what is sold, else by the name that was asked for.
    private func price(
        of order: PlannedOrder, ending: String, module: Int64
    ) throws -> TermPrice {
        for product in [order.sold, order.asked] {
            let name = product.priceName + ending
            let price = try ledger.price(
                order.action, product: name, years: order.years, module: module)
            if let price { return price }
        }
        let what = ending.isEmpty ? order.sold.name : "further names of \(order.sold.name)"
        throw Objection(text: "it has no price for \(order.years) years of \(what)")
    }

    /// `3.74 USD a year × 2`, where the years share the price evenly.
    private func term(_ price: TermPrice) -> String {
        price.total % price.years == 0
            ? "\(money(price.total / price.years, price.currency)) a year × \(price.years)"
            : "\(money(price.total, price.currency)) for \(price.years) years"
    }

    private func balance(
        of module: ConfiguredModule, _ connection: ModuleConnection?
    ) async throws -> Money {
        guard let connection else {
            guard let known = try ledger.knownModule(named: module.name)?.balance else {
                throw Objection(text: "its balance is not known yet; run ssl-scan")
            }
            return known
        }
        return try await readBalance(connection)
    }

    /// What an order may cost, as the CA says now.
    func readBalance(_ connection: ModuleConnection) async throws -> Money {
        let answer = try await connection.send(GetBalances(), for: .followUp)
        let balance = Money(minorUnits: answer.available, currency: answer.currency, at: now)
        try ledger.record(balance, module: connection.id)
        return balance
    }

    private func certificates(_ order: PlannedOrder, _ module: ConfiguredModule) -> Int? {
        guard let term = order.term else { return nil }
        let settings = context.configuration.settings
        return CertificateForecast.count(
            from: term.lowerBound, until: term.upperBound,
            window: order.subscription?.window ?? module.settings.window ?? settings.window.value,
            schedule: settings.schedule.with(margin: module.settings.validityMargin),
            share: settings.windowShare)
    }
}
