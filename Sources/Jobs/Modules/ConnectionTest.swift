import CertificateLedger
import Foundation
import HTTP
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// The last step of setting a module up: one free call that shows whether the account can be used.
struct ConnectionTest {
    /// An account that answered.
    struct Connected: Sendable {
        let balance: Money
        let elapsed: Duration

        /// The balance for people.
        var balanceText: String { "\(decimal(balance.minorUnits)) \(balance.currency.printable())" }
    }

    let module: ConfiguredModule
    let context: RunContext
    let timeLimit: Duration

    /// Asks for the balance; throws `ConnectionFailure` where the module cannot be used.
    ///
    /// The call counts against the budget where the ledger knows the module, and is logged.
    func run() async throws -> Connected {
        if context.clock.isOverridden, !module.isOnThisMachine {
            throw JobError.clockOverridden(module: module.name)
        }
        let ledger = try context.ledgerIfPresent()
        let known = try ledger?.knownModule(named: module.name)
        let call = try admit(ledger, known)
        var last: Exchange?
        do throws(NamecheapError) {
            let answer = try await namecheap.send(GetBalances()) { last = $0 }
            let balance = Money(
                minorUnits: answer.available, currency: answer.currency, at: context.clock.now)
            end(call, ledger, "ok", last)
            if let ledger, let known { try? ledger.record(balance, module: known.id) }
            return Connected(balance: balance, elapsed: last?.elapsed ?? .zero)
        } catch {
            end(call, ledger, "\(error.errorClass)", last)
            throw ConnectionFailure(error, of: module)
        }
    }

    private var namecheap: Namecheap {
        let log = ExchangeLog(context.configuration, clock: context.clock)
        // A log that cannot be written is no reason not to say whether the account can be used.
        try? log.probe(program: context.program)
        var namecheap = Namecheap(
            account: module.account, client: HTTPClient(route: module.route),
            observe: { [name = module.name] in log.record($0, module: name) })
        namecheap.timeLimit = timeLimit
        return namecheap
    }
}

extension ConnectionTest.Connected {
    /// Tells a ledger that is there what the test of a module it did not know has cost and shown.
    func remember(of module: ConfiguredModule, _ context: RunContext) throws {
        guard let ledger = try context.ledgerIfPresent() else { return }
        let id = try ledger.module(named: module.name).id
        let call = try ledger.beginCall(
            module: id, program: context.program, command: GetBalances.name, at: balance.at)
        try ledger.endCall(
            call, outcome: "ok", httpStatus: 200, milliseconds: Int(elapsed / .milliseconds(1)))
        try ledger.record(balance, module: id)
    }
}

extension ConnectionTest {
    /// The row of the call that is about to go out; nil where the ledger does not know the module.
    private func admit(_ ledger: Ledger?, _ known: ModuleRecord?) throws -> Int64? {
        guard let ledger, let known else { return nil }
        let settings = module.settings
        let limits = [settings.callsPerMinute, settings.callsPerHour, settings.callsPerDay]
        let admission = try ledger.admitCall(
            module: known.id, program: context.program, command: GetBalances.name,
            at: context.clock.now
        ) { counts in
            zip(limits, [counts.minute, counts.hour, counts.day]).allSatisfy { $0 == 0 || $1 < $0 }
        }
        switch admission {
        case .admitted(let call): return call
        case .refused(let counts):
            throw BudgetReached(
                module: module.name,
                limit: "\(counts.minute) calls in a minute, \(counts.hour) in an hour,"
                    + " \(counts.day) in a day")
        }
    }

    // The answer is what was asked for: it is not lost because a note of it fails.
    private func end(_ call: Int64?, _ ledger: Ledger?, _ outcome: String, _ last: Exchange?) {
        guard let call, let ledger else { return }
        try? ledger.endCall(
            call, outcome: outcome, httpStatus: last?.httpStatus,
            milliseconds: Int((last?.elapsed ?? .zero) / .milliseconds(1)))
    }
}

extension RunContext {
    /// The ledger, where there is one already.
    func ledgerIfPresent(access: Ledger.Access? = nil) throws(LedgerError) -> Ledger? {
        guard FileManager.default.fileExists(atPath: configuration.settings.ledger) else {
            return nil
        }
        return try openLedger(access: access)
    }

    /// The module of that name, or an error that says which there are.
    func module(named name: String) throws(JobError) -> ConfiguredModule {
        if let module = configuration.modules.first(where: { $0.name == name }) { return module }
        let names = configuration.modules.map { $0.name.printable() }.joined(separator: ", ")
        throw .refused(
            what: "there is no module \(name.printable())",
            remedy: names.isEmpty ? "set one up with ssl-admin module add" : "there is: \(names)")
    }
}
