import CertificateLedger
import DomainValidation
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// How far an issuance came in this run.
struct IssuanceEnd: Sendable {
    /// What is worth saying.
    let text: String
    /// Whether it is a failure of the run.
    var isFailure = false
}

/// Where an issuance stands after it was carried on.
enum Progress: Sendable {
    /// No further in this run.
    case ended(IssuanceEnd)
    /// It waits for the CA's check, which lists show.
    case pending(Issuance)
    /// Its records are published, and are to be seen before the CA is asked.
    case published(Issuance)
    /// Its record is written together with those of the others in its zone.
    case gathered(Issuance)
}

/// Carries issuances from step to step; every step is durable before the next begins.
struct IssuanceWorker: Sendable {
    private(set) var context: RunContext
    let ledger: Ledger
    let bases: SelectionBases
    let store: CertificateStore
    /// When nothing more is begun.
    var deadline = RunDeadline(after: nil)
    /// Why a person asks for what is begun; nil in an ordinary run.
    var reason: StatedReason?
    /// Whether what is known already is said again: once a night, not each quarter hour.
    var repeatsItself = true
    /// How many unfinished ones and how many that are due the line of progress counts.
    var watched = (open: 0, due: 0)
    /// Hooks of all modules together.
    let hooks: Slots
    /// How what was published is looked at.
    let looks: RecordLooks
    private let connections: [Int64: ModuleConnection]

    /// Connects every enabled module; one that cannot be is left out and noted.
    init(
        _ context: RunContext, ledger: Ledger, bases: SelectionBases,
        failures: inout ModuleFailures
    ) throws {
        self.context = context
        self.ledger = ledger
        self.bases = bases
        store = try context.store()
        hooks = Slots(context.hooksAtOnce)
        looks = RecordLooks(context.configuration)
        var connections: [Int64: ModuleConnection] = [:]
        for module in context.configuration.enabledModules {
            do {
                let connection = try ModuleConnection(
                    module: module, ledger: ledger, context: context, overlaps: true)
                connections[connection.id] = connection
            } catch let error as any ExplainedError {
                failures.note(error, module: module.name)
            }
        }
        self.connections = connections
    }

    var now: Timestamp { context.clock.now }

    /// The same worker with complaints kept back.
    func keepingBack(in transcript: Transcript) -> IssuanceWorker {
        var worker = self
        worker.context = context.keepingBack(in: transcript)
        return worker
    }

    /// The connection of a module, if it is configured and enabled.
    func connection(of module: Int64) -> ModuleConnection? { connections[module] }

    /// The name of a module, for messages.
    func moduleName(_ id: Int64) -> String { connections[id]?.module.name ?? "module \(id)" }

    /// The connection of an issuance's module, which may have been switched off meanwhile.
    func connection(of issuance: Issuance) throws(JobError) -> ModuleConnection {
        guard let connection = connections[issuance.module] else {
            throw .configuration(
                what: "the module of \(issuance.host.printable()) is disabled or not configured",
                remedy: "enable it; the issuance waits")
        }
        return connection
    }

    /// The connection of a module in the ledger.
    func connection(ofModule id: Int64) throws(JobError) -> ModuleConnection {
        guard let connection = connections[id] else {
            throw .configuration(
                what: "the module is disabled or not configured", remedy: "enable it")
        }
        return connection
    }

    /// Plans an issuance; its calls have been set aside.
    func plan(_ action: Action, for decision: Decision) throws -> Issuance {
        let subscription = decision.subscription
        guard connections[subscription.module] != nil,
            let number = action == .activate
                ? subscription.nextNumber ?? subscription.certificate?.number
                : subscription.certificate?.number
        else {
            throw JobError.configuration(
                what: "\(subscription.host.printable()) has no certificate to begin with",
                remedy: "run ssl-scan")
        }
        let id = try ledger.plan(
            action, subscription: subscription.id, number: number,
            reason: reason, overridden: decision.overridden, at: now)
        return try ledger.issuance(id)
    }

    /// Carries an issuance as far as it goes now, at most until the CA has to check.
    func carry(_ issuance: Issuance) async throws -> Progress {
        var issuance = issuance
        // Each state is left for good but `submitting`, which may fall back to `prepared` once.
        for _ in 0..<12 {
            if let next = issuance.nextAttemptAt, next > now {
                if try isMended(issuance) {
                    try ledger.wait(
                        issuance, state: .submitted, waits: Waiting("its record to be published"),
                        attempts: 0, at: now)
                    issuance = try ledger.issuance(issuance.id)
                    continue
                }
                let cause = issuance.error.isEmpty ? issuance.waitsFor : issuance.error
                return .ended(IssuanceEnd(text: "waits until \(next): \(cause)"))
            }
            _ = try connection(of: issuance)  // Without one nothing is begun that could not end.
            if [.submitted, .validating].contains(issuance.state), issuance.proof.isOutdated {
                try await follow(issuance)
                issuance = try ledger.issuance(issuance.id)
                continue
            }
            if [.validating, .issued].contains(issuance.state) { return .pending(issuance) }
            if try awaitsZone(issuance) { return .gathered(issuance) }
            if let end = try await step(issuance) { return .ended(end) }
            let next = try ledger.issuance(issuance.id)
            let isPublished = issuance.state == .submitted && next.state == .submitted
            if isPublished, next.choices == issuance.choices { return .published(next) }
            issuance = next
        }
        return .ended(IssuanceEnd(text: "no end in sight", isFailure: true))
    }

    /// An error between two steps: the next look waits, longer where only a person can help.
    ///
    /// What is wrong in our own settings is looked at in every run, and counts as no attempt.
    func delay(_ issuance: Issuance, after error: any Error) throws(LedgerError) {
        // Room, permission and the ledger come back with the next run; no word of it could be kept.
        if let error = error as? any ExplainedError, ExitStatus(of: error) == .cannotWrite {
            return
        }
        let current = try ledger.issuance(issuance.id)
        if let next = current.nextAttemptAt, next > now { return }
        if let error = error as? NamecheapError, error.errorClass == .transient || error.stopsModule
        {
            // What ends the module is told once for the module.
            return try ledger.delay(
                issuance, error: error.happened, until: backoff(after: current.attempts))
        }
        let isOurs = error.isOfSettings
        try ledger.delay(
            issuance, error: error.words, until: now + (isOurs ? 60 : Self.untilNextNight),
            isCounted: !isOurs)
        let remedy = (error as? any ExplainedError).map { "; \($0.remedy)" } ?? ""
        _ = try keepTask(error.words + remedy, for: issuance)  // Its complaint has been made.
    }

    /// Seconds until the next night, a little less than a day so that it is not missed.
    static let untilNextNight: Int64 = 72_000

    /// One step; nil where the next one can follow at once.
    private func step(_ issuance: Issuance) async throws -> IssuanceEnd? {
        switch issuance.state {
        case .planned: try prepare(issuance)
        case .prepared: try await submit(issuance)
        case .submitting: try await reconcile(issuance)
        case .submitted: try await publish(issuance)
        case .validating, .issued: nil
        // In every run: what the CA's support mended goes on.
        case .stuck: try await fetch(issuance) ?? leave(issuance)
        case .stored: IssuanceEnd(text: "live")
        case .failed: IssuanceEnd(text: "given up", isFailure: true)
        }
    }

    /// Says what went wrong with one subscription, and which status that is.
    func complain(_ error: any Error, about host: String) -> ExitStatus {
        let status = context.complain(error, about: host)
        return status == .configuration ? .failed : status
    }

    /// The times between attempts: 1, 10 and 100 minutes, then a day.
    func backoff(after attempts: Int) -> Timestamp {
        let minutes: [Int64] = [1, 10, 100]
        return now + (attempts < minutes.count ? minutes[attempts] * 60 : 86_400)
    }

    /// Opens a task for the department, once a cause, and says what is new about it.
    func openTask(_ text: String, for issuance: Issuance) throws(LedgerError) {
        guard try keepTask(text, for: issuance) != .unchanged else { return }
        context.console.complain(text, about: issuance.host)
    }

    private func keepTask(
        _ text: String, for issuance: Issuance
    ) throws(LedgerError) -> TaskChange {
        try ledger.keepTask(
            cause: "issuance \(issuance.id)",
            text: "\(issuance.reference) \(issuance.host): \(text)",
            module: issuance.module, subscription: issuance.subscription, at: now)
    }

    /// Closes the tasks of an issuance that came to its end after all.
    func closeTasks(of issuance: Issuance) throws(LedgerError) {
        for cause in [
            "issuance \(issuance.id)", "waiting \(issuance.id)", "unseen \(issuance.id)",
            "refused \(issuance.subscription)", "rolled-back \(issuance.subscription)",
        ] {
            try ledger.closeTask(cause: cause, at: now)
        }
    }
}
