import CertificateLedger
import HTTP
import NamecheapAPI
import Settings
package import Wording

/// A module's call budget is used up for the hour or the day.
package struct BudgetReached: ExplainedError, Equatable {
    /// The module.
    package let module: String
    /// The limit that is reached, in words.
    package let limit: String

    /// What happened.
    package var happened: String { "the call budget of \(module.printable()) is used up: \(limit)" }
    /// What to do next.
    package var remedy: String { "the next run goes on; raise the limits only if the CA allows it" }
    /// The budget comes back with time.
    package var retry: Retry { .later }
}

/// One account during a run: every call is counted, logged and kept within the budget.
struct ModuleConnection: Sendable {
    /// What a call is for; a tenth of the budget is kept for what was already submitted.
    enum Purpose: Sendable {
        /// Reading the account.
        case scan
        /// A new reissue, with the calls it needs in all.
        case newWork(calls: Int)
        /// Reconciling and fetching what was submitted.
        case followUp

        var calls: Int { if case .newWork(let calls) = self { calls } else { 1 } }
        var isReserved: Bool { if case .followUp = self { true } else { false } }
    }

    /// The module's settings.
    let module: ConfiguredModule
    /// The module in the ledger.
    let id: Int64
    private let ledger: Ledger
    private let context: RunContext
    private let namecheap: Namecheap
    private let exchange: LastExchange

    init(module: ConfiguredModule, ledger: Ledger, context: RunContext) throws {
        self.module = module
        self.ledger = ledger
        self.context = context
        id = try ledger.module(named: module.name).id
        guard try ledger.isSameEnvironment(module: id, isSandbox: module.isForTests) else {
            throw JobError.configuration(
                what: "module \(module.name.printable()) was used with"
                    + " \(module.isForTests ? "real" : "test") certificates and is now set to"
                    + " \(module.isForTests ? "test" : "real") ones",
                remedy:
                    "set Sandbox and Endpoint back, or give the other account a module of its own")
        }
        let settings = module.settings
        let log = ExchangeLog(context.configuration, clock: context.clock)
        let exchange = LastExchange()
        self.exchange = exchange
        namecheap = Namecheap(
            account: NamecheapAccount(
                endpoint: module.endpoint, apiUser: settings.apiUser, userName: settings.username,
                apiKey: module.apiKey, clientIP: settings.clientIP),
            client: HTTPClient(
                route: HTTPRoute(
                    proxy: settings.proxy?.exposed, interface: settings.interface,
                    trustFile: settings.trustFile)),
            observe: { [name = module.name] in
                log.record($0, module: name)
                exchange.keep($0)
            })
    }

    /// Sends a command once the budget has room for it.
    ///
    /// The call is recorded before it goes out, so that other programs count it, and its end after.
    func send<Command: NamecheapCommand>(
        _ command: Command, for purpose: Purpose
    ) async throws -> Command.Answer {
        try await waitForBudget(purpose)
        let call = try ledger.beginCall(
            module: id, program: context.program, command: Command.name, at: context.clock.now)
        do throws(NamecheapError) {
            let answer = try await namecheap.send(command)
            try? end(call, outcome: "ok")
            return answer
        } catch {
            try? end(call, outcome: "\(error.errorClass)")
            throw error
        }
    }

    /// Waits out the minute; throws where the hour or the day is used up.
    func waitForBudget(_ purpose: Purpose) async throws {
        let settings = module.settings
        // A minute's calls are gone after a minute; other programs may take the room meanwhile.
        for _ in 0..<180 {
            let counts = try ledger.callCounts(module: id, at: context.clock.now)
            let room = { (limit: Int, used: Int) -> Bool in
                guard limit > 0 else { return true }
                let usable = purpose.isReserved ? limit : limit - limit / 10
                return used + min(purpose.calls, max(usable, 1)) <= max(usable, 1)
            }
            guard room(settings.callsPerDay, counts.day) else {
                throw BudgetReached(
                    module: module.name, limit: "\(counts.day) of \(settings.callsPerDay) a day")
            }
            guard room(settings.callsPerHour, counts.hour) else {
                throw BudgetReached(
                    module: module.name,
                    limit: "\(counts.hour) of \(settings.callsPerHour) an hour")
            }
            if room(settings.callsPerMinute, counts.minute) { return }
            try await Task.sleep(for: .seconds(1))
        }
        throw BudgetReached(
            module: module.name, limit: "\(settings.callsPerMinute) a minute, for three minutes")
    }

    // The call itself is done: what became of it must not be lost because a note of it failed.
    private func end(_ call: Int64, outcome: String) throws(LedgerError) {
        let last = exchange.take()
        let elapsed = last?.elapsed?.components
        let milliseconds = elapsed.map {
            Int($0.seconds * 1_000 + $0.attoseconds / 1_000_000_000_000_000)
        }
        try ledger.endCall(
            call, outcome: outcome, httpStatus: last?.httpStatus, milliseconds: milliseconds ?? 0)
    }
}
