package import CertificateLedger
import HTTP
package import NamecheapAPI
import Settings
import Synchronization
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
package struct ModuleConnection: Sendable {
    /// What a call is for; a tenth of the budget is kept for what was already submitted.
    package enum Purpose: Sendable {
        /// Reading the account.
        case scan
        /// The request of a new reissue.
        case newWork
        /// Reconciling and fetching what was submitted.
        case followUp

        var isReserved: Bool { if case .followUp = self { true } else { false } }
    }

    /// The module's settings.
    package let module: ConfiguredModule
    /// The module in the ledger.
    package let id: Int64
    private let ledger: Ledger
    private let context: RunContext
    private let namecheap: Namecheap
    private let traffic: Traffic
    private let accountTask: AccountTask

    /// Connects a module; with `overlaps` several of its calls may be under way at once, and without
    /// `paying` it can spend nothing.
    package init(
        module: ConfiguredModule, ledger: Ledger, context: RunContext, overlaps: Bool = false,
        paying: PayingCommands = .none
    ) throws {
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
        accountTask = try AccountTask(ledger, module: id, named: module.name)
        let settings = module.settings
        let log = ExchangeLog(context.configuration, clock: context.clock)
        let isOneByOne = context.isSerial || !overlaps
        traffic = Traffic(
            CallsInFlight(
                set: isOneByOne ? 1 : settings.callsInFlight,
                callsPerMinute: settings.callsPerMinute))
        namecheap = Namecheap(
            account: module.account,
            client: HTTPClient(
                route: module.route,
                atOnce: isOneByOne ? nil : settings.callsInFlight ?? CallsInFlight.mostUseful),
            paying: paying,
            observe: { [name = module.name] in log.record($0, module: name) })
    }

    /// How many calls may be under way at once at most.
    var mostCalls: Int { traffic.most }

    /// Sends a command once the budget has room for it and not too many are under way.
    ///
    /// The call is recorded before it goes out, so that other programs count it, and its end after.
    /// `intent` is run right before it goes out, when nothing is left to wait for.
    package func send<Command: NamecheapCommand>(
        _ command: Command, for purpose: Purpose, intent: () throws -> Void = {}
    ) async throws -> Command.Answer {
        try await traffic.slots.run {
            let call = try await admit(Command.name, for: purpose)
            do { try intent() } catch {
                try? end(call, outcome: "not sent", nil)
                throw error
            }
            return try await exchange(command, call)
        }
    }

    /// Sets calls aside for a reissue that is about to begin; throws where they do not fit.
    func reserve(calls: Int) throws {
        let counts = try ledger.callCounts(module: id, at: context.clock.now)
        try traffic.reserve(calls) { try check(counts, beside: $0, more: calls, for: .newWork) }
    }

    /// Gives back what was set aside and is not needed any more.
    func release(calls: Int) { traffic.release(calls) }
}

extension ModuleConnection {
    /// Records the call once there is room: waits out the minute, throws where hour or day is full.
    private func admit(_ command: String, for purpose: Purpose) async throws -> Int64 {
        // A minute's calls are gone after a minute; other programs may take the room meanwhile.
        for _ in 0..<180 {
            let admission = try ledger.admitCall(
                module: id, program: context.program, command: command, at: context.clock.now
            ) { [self] counts in
                (try? check(counts, beside: 0, more: 1, for: purpose)) != nil
                    && fits(1, beside: counts.minute, module.settings.callsPerMinute, purpose)
            }
            switch admission {
            case .admitted(let call): return call
            case .refused(let counts): try check(counts, beside: 0, more: 1, for: purpose)
            }
            try await Task.sleep(for: .seconds(1))
        }
        throw BudgetReached(
            module: module.name,
            limit: "\(module.settings.callsPerMinute) a minute, for three minutes")
    }

    private func check(
        _ counts: CallCounts, beside reserved: Int, more calls: Int, for purpose: Purpose
    ) throws(BudgetReached) {
        let settings = module.settings
        guard fits(calls, beside: counts.day + reserved, settings.callsPerDay, purpose) else {
            throw BudgetReached(
                module: module.name, limit: "\(counts.day) of \(settings.callsPerDay) a day")
        }
        guard fits(calls, beside: counts.hour + reserved, settings.callsPerHour, purpose) else {
            throw BudgetReached(
                module: module.name, limit: "\(counts.hour) of \(settings.callsPerHour) an hour")
        }
    }

    /// Whether calls fit into a limit; where the whole limit is less, all of it has to be free.
    private func fits(_ calls: Int, beside used: Int, _ limit: Int, _ purpose: Purpose) -> Bool {
        guard limit > 0 else { return true }
        let usable = max(1, purpose.isReserved ? limit : limit - limit / 10)
        return used + min(calls, usable) <= usable
    }

    private func exchange<Command: NamecheapCommand>(
        _ command: Command, _ call: Int64
    ) async throws(NamecheapError) -> Command.Answer {
        var last: Exchange?
        do throws(NamecheapError) {
            let answer = try await namecheap.send(command) { last = $0 }
            if let elapsed = last?.elapsed { traffic.saw(elapsed) }
            try? end(call, outcome: "ok", last)
            accountTask.answered(at: context.clock.now)
            return answer
        } catch {
            try? end(call, outcome: "\(error.errorClass)", last)
            accountTask.failed(error, at: context.clock.now)
            throw error
        }
    }

    // The call itself is done: what became of it must not be lost because a note of it failed.
    private func end(_ call: Int64, outcome: String, _ last: Exchange?) throws(LedgerError) {
        let elapsed = last?.elapsed?.components
        let milliseconds = elapsed.map {
            Int($0.seconds * 1_000 + $0.attoseconds / 1_000_000_000_000_000)
        }
        try ledger.endCall(
            call, outcome: outcome, httpStatus: last?.httpStatus, milliseconds: milliseconds ?? 0)
    }
}

/// The calls of one module that are under way, and those that are still to come.
private final class Traffic: Sendable {
    let slots: Slots
    /// The most that may be under way, whatever is learnt of the latency.
    let most: Int
    private let state: Mutex<(calls: CallsInFlight, reserved: Int)>

    init(_ calls: CallsInFlight) {
        slots = Slots(calls.limit)
        most = calls.most
        state = Mutex((calls, 0))
    }

    func saw(_ elapsed: Duration) {
        slots.allow(
            state.withLock {
                $0.calls.saw(elapsed)
                return $0.calls.limit
            })
    }

    /// Sets calls aside unless the check, given those set aside already, throws.
    func reserve(_ calls: Int, _ check: (Int) throws -> Void) throws {
        try state.withLock {
            try check($0.reserved)
            $0.reserved += calls
        }
    }

    func release(_ calls: Int) {
        state.withLock { $0.reserved -= calls }
    }
}
