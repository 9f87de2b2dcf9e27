import CertificateLedger
import Jobs
import NamecheapAPI
import NamecheapOrders
import Settings
import Subscriptions
import Wording

/// What every order works with: the run, its ledger, and connections that may pay.
struct OrderDesk: Sendable {
    let context: RunContext
    let ledger: Ledger
    /// Whether this run holds the lock: only then an unknown outcome is no running order's.
    var isLocked = false

    var now: Timestamp { context.clock.now }
    var today: Day { context.now.day }
    var products: ProductCatalogue { context.configuration.settings.products }

    /// The connection to a module, the only kind in the programs that sends what costs money.
    func connection(to module: ConfiguredModule) throws -> ModuleConnection {
        try ModuleConnection(module: module, ledger: ledger, context: context, paying: .orders)
    }

    /// The module of that name, which must be enabled.
    func module(named name: String) throws(JobError) -> ConfiguredModule {
        guard let module = context.configuration.modules.first(where: { $0.name == name }) else {
            throw .usage(text: "there is no module \(name.printable())")
        }
        guard module.settings.isEnabled else {
            throw .refused(
                what: "module \(name.printable()) is disabled", remedy: "set Enabled on")
        }
        return module
    }

    /// The product of that name, and what is sold by it today.
    func product(named name: String) throws(JobError) -> (asked: Product, sold: Product) {
        guard let asked = products.named(name) else {
            let known = products.products.map(\.name)
            throw .usage(
                text: "there is no product \(name.printable()); known are "
                    + known.joined(separator: ", "))
        }
        guard let sold = products.sold(as: asked, on: today) else {
            let day = asked.soldFrom.map { " before \($0)" } ?? ""
            throw .usage(text: "\(asked.name.printable()) is not sold\(day)")
        }
        return (asked, sold)
    }

    /// Notes a task for the department about an order; what was said of it before is closed.
    func openTask(_ text: String, about purchase: Purchase) throws(LedgerError) {
        try ledger.closeTask(cause: purchase.cause, at: now)
        _ = try ledger.openTask(  // It is new: an earlier one was closed just now.
            cause: purchase.cause,
            text: "\(purchase.intent.reference) \(purchase.intent.host): \(text)",
            module: purchase.intent.module, subscription: purchase.intent.subscription, at: now)
    }

    /// Amount and currency.
    func money(_ amount: Int, _ currency: String) -> String { "\(decimal(amount)) \(currency)" }
}
