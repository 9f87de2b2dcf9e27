import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

/// One piece of work of a flight, done beside others.
enum FlightJob: Sendable {
    /// Carry on what an earlier run left.
    case carry(Issuance, place: Int)
    /// Begin what is due.
    case begin(Decision, Action, place: Int)
    /// See what was published before the CA is asked.
    case look(Pending)
    /// Write the records of all of these into their zones.
    case publish([Pending])
    /// Carry on what was published in its zone.
    case resume(Pending)
    /// Ask the list about all of these after a pause, or each by itself where there is no list.
    case poll([Pending], PendingPoll?, after: Duration)
    /// Ask the CA to look again.
    case nudge(Pending)
    /// Fetch the certificate; `isMissing` where a list did not show it.
    case fetch(Pending, isMissing: Bool)
    /// Leave it to a later run.
    case leave(Pending)

    /// What a flight has to know of the jobs under way.
    enum Kind: Sendable {
        /// Something may come to wait for the CA by it.
        case start
        /// Records are looked at, which is mostly waiting and no call.
        case look
        /// The list is asked.
        case poll
        /// Anything else.
        case other
    }

    /// What kind of job it is.
    var kind: Kind {
        switch self {
        case .carry, .begin, .publish, .resume: .start
        case .look: .look
        case .poll: .poll
        case .nudge, .fetch, .leave: .other
        }
    }
}

/// What became of one subscription in a flight.
struct Carried: Sendable {
    /// Its place in the order of urgency.
    let place: Int
    let subscription: Int64
    /// What is worth saying of it in the report of the run.
    var text = ""
    var statuses: [ExitStatus] = []
    /// Complaints as they are said, in their order.
    var complaints: [String] = []
    /// Why it was not begun.
    var skipped: Reason?
    /// Whether it was left because the run's time is over.
    var isLeft = false
}

/// What one job came to.
struct FlightResult: Sendable {
    /// What is to be said; nil for a poll that went well.
    var carried: Carried?
    /// What waits for the CA now and did not before.
    var begun: Pending?
    /// What is to be seen before it waits for the CA.
    var published: Pending?
    /// What waits for the others of its zone.
    var gathered: Pending?
    /// What is in its zone now.
    var resumed: [Pending] = []
    /// What is to be said of others.
    var others: [Carried] = []
    /// What goes on waiting, as the list or getInfo says.
    var waiting: [Pending] = []
    /// What the list does not show as waiting.
    var changed: [Pending] = []
    /// What the CA was asked to look at again.
    var nudged: Pending?
    /// Whether a list left out what waits.
    var filterMisleads = false
    /// The error that every further call of this module would end with.
    var failure: NamecheapError?
    /// Whether a list was asked, not each by itself.
    var isByList = false
    /// Which job it was.
    var kind = FlightJob.Kind.other
}

extension IssuanceWorker {
    /// Calls that a reissue may need in all: request, nudge, look and certificate.
    private static let callsOfReissue = 4
    /// Calls that are left once it was submitted.
    private static let callsOfPending = 3

    /// Does one job; whatever happens in it stops no other.
    func run(_ job: FlightJob) async -> FlightResult {
        showProgress(of: job)
        let transcript = Transcript()
        let worker = keepingBack(in: transcript)
        var result = await worker.result(of: job)
        result.kind = job.kind
        result.carried?.complaints = transcript.take()
        return result
    }

    private func result(of job: FlightJob) async -> FlightResult {
        switch job {
        case .carry(let issuance, let place) where deadline.isReached:
            FlightResult(
                carried: Carried(
                    place: place, subscription: issuance.subscription,
                    text: "left for the next run (--max-runtime)", isLeft: true))
        case .begin(let decision, _, let place) where deadline.isReached:
            FlightResult(
                carried: Carried(
                    place: place, subscription: decision.subscription.id,
                    skipped: .limitReached, isLeft: true))
        case .carry(let issuance, let place):
            await tell(place, issuance.subscription, issuance.host, issuance.id) {
                try await start(issuance, place: place, reserved: 0)
            }
        case .begin(let decision, let action, let place):
            await begin(decision, action, place: place)
        case .look(let pending):
            await tell(pending) { try await see(pending) }
        case .publish(let gathered): await publishInZones(gathered)
        case .resume(let pending):
            await tell(pending) { try await resume(pending) }
        case .poll(let pending, let poll, let pause): await ask(pending, poll, pause)
        case .nudge(let pending):
            await tell(pending) { try await nudge(pending) }
        case .fetch(let pending, let isMissing):
            await tell(pending) {
                try await fetch(pending, isMissing: isMissing)
            }
        case .leave(let pending):
            await tell(pending) { try leave(pending) }
        }
    }

    private func showProgress(of job: FlightJob) {
        switch job {
        case .carry(let issuance, let place):
            context.console.progress(
                "unfinished \(place + 1) of \(watched.open): \(issuance.host)")
        case .begin(let decision, _, let place):
            let number = place - watched.open + 1
            context.console.progress(
                "\(number) of \(watched.due): \(decision.subscription.host)")
        case .look, .publish, .resume, .poll, .nudge, .fetch, .leave: break
        }
    }

    private func start(
        _ issuance: Issuance, place: Int, reserved: Int
    ) async throws -> FlightResult {
        let calls = min(reserved, Self.callsOfPending)
        switch try await carry(issuance) {
        case .ended(let end): return ended(end, place, issuance.subscription)
        case .pending(let issuance):
            return FlightResult(begun: Pending(issuance, place: place, reserved: calls))
        case .published(let issuance):
            return FlightResult(published: Pending(issuance, place: place, reserved: calls))
        case .gathered(let issuance):
            return FlightResult(gathered: Pending(issuance, place: place, reserved: calls))
        }
    }

    private func see(_ pending: Pending) async throws -> FlightResult {
        let issuance = try ledger.issuance(pending.issuance)
        switch try await see(issuance) {
        case .passed: return FlightResult(begun: pending)
        case .changed:
            return try await start(
                ledger.issuance(issuance.id), place: pending.place, reserved: pending.reserved)
        case .left(let end):
            connection(of: issuance.module)?.release(calls: pending.reserved)
            return ended(end, pending.place, pending.subscription)
        }
    }

    private func resume(_ pending: Pending) async throws -> FlightResult {
        let issuance = try ledger.issuance(pending.issuance)
        let result = try await start(
            issuance, place: pending.place, reserved: pending.reserved)
        let goesOn = result.begun ?? result.published ?? result.gathered
        connection(of: issuance.module)?.release(
            calls: pending.reserved - (goesOn?.reserved ?? 0))
        return result
    }

    private func begin(_ decision: Decision, _ action: Action, place: Int) async -> FlightResult {
        let subscription = decision.subscription
        let connection = connection(of: subscription.module)
        var carried = Carried(place: place, subscription: subscription.id)
        do {
            try connection?.reserve(calls: Self.callsOfReissue)
        } catch {
            guard error is BudgetReached else { return failed(error, subscription.host, &carried) }
            carried.skipped = .budgetReached
            carried.text = error.words
            return FlightResult(carried: carried)
        }
        let result: FlightResult
        do {
            let issuance = try plan(action, for: decision)
            result = await tell(place, subscription.id, subscription.host, issuance.id) {
                try await start(issuance, place: place, reserved: Self.callsOfReissue)
            }
        } catch { result = failed(error, subscription.host, &carried) }
        let kept = (result.begun ?? result.published ?? result.gathered)?.reserved ?? 0
        connection?.release(calls: Self.callsOfReissue - kept)
        return result
    }

    private func ask(
        _ pending: [Pending], _ poll: PendingPoll?, _ pause: Duration
    ) async -> FlightResult {
        var result = FlightResult()
        do {
            try await Pauses.pass(pause)
            let waiting = try await poll?.waiting(of: Set(pending.map(\.number))) ?? []
            result.isByList = poll != nil
            result.waiting = pending.filter { waiting.contains($0.number) }
            result.changed = pending.filter { !waiting.contains($0.number) }
        } catch {
            // The list is about all of them: the first speaks for them.
            var carried = Carried(
                place: pending.first?.place ?? 0, subscription: pending.first?.subscription ?? 0)
            note(error, "the list of what waits", &carried, &result)
            result.carried = carried
        }
        return result
    }

    private func nudge(_ pending: Pending) async throws -> FlightResult {
        var nudged = pending
        nudged.isNudged = true
        let isTaken = try await nudge(ledger.issuance(pending.issuance))
        return isTaken ? FlightResult(nudged: nudged) : FlightResult(changed: [nudged])
    }

    private func fetch(_ pending: Pending, isMissing: Bool) async throws -> FlightResult {
        let issuance = try ledger.issuance(pending.issuance)
        guard let end = try await fetch(issuance) else {
            return FlightResult(waiting: [pending], filterMisleads: isMissing)
        }
        connection(of: issuance.module)?.release(calls: pending.reserved)
        if !end.isFailure { try await removeTokens(of: issuance) }
        return ended(end, pending.place, pending.subscription)
    }

    private func leave(_ pending: Pending) throws -> FlightResult {
        let end = try leave(ledger.issuance(pending.issuance))
        return ended(end, pending.place, pending.subscription)
    }

    private func ended(_ end: IssuanceEnd, _ place: Int, _ subscription: Int64) -> FlightResult {
        FlightResult(
            carried: Carried(
                place: place, subscription: subscription, text: end.text,
                statuses: end.isFailure ? [.failed] : []))
    }
}
