import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

/// All issuances of one module in a run, as many at once as are useful.
///
/// What was submitted waits in pools; one list serves all of a pool, and only what changed is
/// asked about by itself. What ends a call early ends the module, never another module.
struct ModuleFlight {
    /// What a flight came to.
    struct Outcome: Sendable {
        let module: Int64
        var carried: [Carried] = []
        var failure: NamecheapError?
    }

    /// So many wait before a list is asked while others still begin: a page of it.
    private static let listWorth = PendingPoll.pageSize
    /// Tasks for each call under way: what each does between its calls is waiting for the disk,
    /// three times as long as the call.
    private static let tasksForCall = 4
    /// Looks at the same time: each is a few questions and then a pause.
    private static let mostLooks = 256

    private let worker: IssuanceWorker
    private let module: Int64
    private let threads: WorkThreads?
    private let width: Int
    private var pauses: Pauses
    private var poll: PendingPoll?

    private var starts: ArraySlice<FlightJob>
    private var ready: [FlightJob] = []
    /// Published, and not seen yet.
    private var unseen: [Pending] = []
    /// Their records are written zone by zone once nothing else begins.
    private var gathered: [Pending] = []
    /// Not asked about yet in this run.
    private var fresh: [Pending] = []
    /// Nudged in this run and not asked about since.
    private var nudged: [Pending] = []
    /// Asked about and still waiting.
    private var late: [Pending] = []
    private var running = 0
    private var starting = 0
    private var looking = 0
    private var isPolling = false
    private var told: [Int: Carried] = [:]
    private var failure: NamecheapError?

    /// A flight of these jobs, the most urgent first; `wait` as `--wait` has it.
    init(
        _ worker: IssuanceWorker, module: Int64, starts: [FlightJob], wait: Duration?,
        threads: WorkThreads?
    ) {
        self.worker = worker
        self.module = module
        self.threads = threads
        self.starts = starts[...]
        pauses = Pauses(wait: wait, clock: worker.context.clock)
        let calls = worker.connection(of: module)?.mostCalls ?? 1
        width = threads == nil ? 1 : calls * Self.tasksForCall
    }

    /// Flies until nothing is left to do in this run.
    mutating func run() async -> Outcome {
        await withTaskGroup(of: FlightResult.self) { group in
            while true {
                while let job = nextLook() ?? (running < width ? next() : nil) {
                    switch job.kind {
                    case .look: looking += 1
                    case .start: starting += 1
                    case .poll: isPolling = true
                    case .other: break
                    }
                    if job.kind != .look { running += 1 }
                    group.addTask(executorPreference: threads) { [worker] in
                        await worker.run(job)
                    }
                }
                guard let result = await group.next() else { break }
                take(result)
            }
        }
        tellWhatIsLeft()
        return Outcome(
            module: module, carried: told.values.sorted { $0.place < $1.place }, failure: failure)
    }

    /// A look, which holds up nothing else.
    private mutating func nextLook() -> FlightJob? {
        guard failure == nil, looking < (threads == nil ? 1 : Self.mostLooks) else { return nil }
        return unseen.popLast().map { .look($0) }
    }

    private mutating func next() -> FlightJob? {
        guard failure == nil else { return nil }
        if !ready.isEmpty { return ready.removeFirst() }
        if !isPolling {
            if fresh.count >= Self.listWorth { return askFresh() }
            if nudged.count >= Self.listWorth { return askNudged(after: .zero) }
        }
        if let start = starts.popFirst() { return start }
        if starting == 0, !gathered.isEmpty {
            defer { gathered = [] }
            return .publish(gathered)
        }
        // What is looked at may come to wait with the others: one list for all of them.
        if starting == 0, looking == 0, !isPolling, !fresh.isEmpty { return askFresh() }
        guard running == 0, looking == 0 else { return nil }
        if !nudged.isEmpty || (!late.isEmpty && pauses.hasMore) {
            nudged += late
            late = []
            return askNudged(after: pauses.take())
        }
        return late.popLast().map { .leave($0) }
    }

    private mutating func askFresh() -> FlightJob {
        defer { fresh = [] }
        return .poll(fresh, poll(for: fresh), after: .zero)
    }

    private mutating func askNudged(after pause: Duration) -> FlightJob {
        defer { nudged = [] }
        return .poll(nudged, poll(for: nudged), after: pause)
    }

    /// The list for several; none for one, because getInfo says the same and has the certificate.
    private mutating func poll(for pool: [Pending]) -> PendingPoll? {
        guard pool.count > 1, let connection = worker.connection(of: module) else { return nil }
        if poll == nil {
            // Not knowing makes the account seem large, which only costs a call.
            let known = try? worker.ledger.certificateCount(module: module)
            poll = PendingPoll(connection: connection, known: known ?? 1_000_000)
        }
        return poll
    }

    private mutating func take(_ result: FlightResult) {
        if result.kind != .look { running -= 1 }
        switch result.kind {
        case .look: looking -= 1
        case .start: starting -= 1
        case .poll: isPolling = false
        case .other: break
        }
        if let carried = result.carried { tell(carried) }
        for other in result.others { tell(other) }
        if let begun = result.begun { fresh.append(begun) }
        if let published = result.published { unseen.append(published) }
        if let waiting = result.gathered { gathered.append(waiting) }
        ready += result.resumed.map { .resume($0) }
        if let taken = result.nudged { nudged.append(taken) }
        for pending in result.waiting {
            if pending.isNudged || pending.isMail {
                late.append(pending)
            } else {
                ready.append(.nudge(pending))
            }
        }
        ready += result.changed.map { .fetch($0, isMissing: result.isByList) }
        if result.filterMisleads { poll?.filterMisleads = true }
        failure = failure ?? result.failure
    }

    private mutating func tell(_ carried: Carried) {
        guard var known = told[carried.place] else {
            told[carried.place] = carried
            return
        }
        if !carried.text.isEmpty { known.text = carried.text }
        known.statuses += carried.statuses
        known.complaints += carried.complaints
        known.skipped = known.skipped ?? carried.skipped
        told[carried.place] = known
    }

    /// What the end of the module leaves undone.
    private mutating func tellWhatIsLeft() {
        for case .begin(let decision, _, let place) in starts {
            tell(
                Carried(
                    place: place, subscription: decision.subscription.id, skipped: .moduleFailed))
        }
        for pending in gathered {
            tell(
                Carried(
                    place: pending.place, subscription: pending.subscription,
                    text: "waits for its record to be published"))
        }
        for pending in unseen + fresh + nudged + late {
            tell(
                Carried(
                    place: pending.place, subscription: pending.subscription,
                    text: "waits for the CA's check"))
        }
    }
}
