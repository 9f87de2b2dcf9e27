import CertificateLedger
import Foundation
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// ssl-reissue: carries what is due, and what an earlier run left unfinished, to a live pair.
package struct ReissueJob {
    /// What this run is asked for beside the usual.
    package struct Options: Sendable {
        /// Continue what is unfinished; begin nothing.
        package var continuesOnly = false
        /// Begin no more than this many.
        package var limit: Int?
        /// A window for this run alone.
        package var before: Int?
        /// What a person asks for out of turn.
        package var batch = BatchRequest.unset
        /// How long the CA is asked again about what was begun; nil for once, a short while later.
        package var wait: Duration?

        /// The usual.
        package init() {}
    }

    private let context: RunContext
    private let ledger: Ledger
    private let options: Options
    private let narrowing: Narrowing
    private let deadline: RunDeadline

    /// Runs the job and says with which status it ends.
    package static func run(
        _ context: RunContext, options: Options
    ) async throws -> ExitStatus {
        let deadline = RunDeadline(after: options.batch.mostRuntime?.duration)
        let narrowing = try options.batch.naming.narrowing()
        guard !context.isDryRun else {
            let pass = try selection(context.openLedger(), context, options, narrowing)
            LockHolder.mention(context, program: context.program)
            return try DecisionOutput(context).show(pass)
        }
        // Nobody waits for the lock while a person thinks; what was agreed to is checked after.
        let agreed = try options.batch.agreement(context) {
            try selection(context.openLedger(), context, options, narrowing)
        }
        let lock: ProgramLock
        do { lock = try context.takeLock() } catch {
            // The quarter-hourly run gives way to the nightly one in silence.
            if options.continuesOnly, case .locked = error { return .success }
            throw error
        }
        let ledger = try context.openLedger()
        try context.checkClock(against: ledger)
        let job = ReissueJob(
            context: context, ledger: ledger, options: options, narrowing: narrowing,
            deadline: deadline)
        let status = try await job.run(agreed)
        _ = consume lock  // Held until here.
        return status
    }

    /// What a run with these options acts on.
    private static func selection(
        _ ledger: Ledger, _ context: RunContext, _ options: Options, _ narrowing: Narrowing
    ) throws -> SelectionPass {
        var pass = try SelectionPass(
            ledger: ledger,
            bases: SelectionBases(
                context.configuration, at: context.now, before: options.before,
                isForced: options.batch.isForced), narrowing: narrowing)
        try pass.checkNames()
        if options.continuesOnly { pass.leaveAll() } else { pass.limit(to: options.limit) }
        return pass
    }

    private func run(_ agreed: BatchAgreement?) async throws -> ExitStatus {
        var pass = try Self.selection(ledger, context, options, narrowing)
        try agreed?.check(pass)
        let open = try ledger.openIssuances().filter { pass.concerns($0.subscription) }
        let served = ServedCheck(context, ledger: ledger)
        if options.continuesOnly, open.isEmpty, try !hasLeftovers(served) { return .success }
        try ExchangeLog(context.configuration, clock: context.clock)
            .probe(program: context.program)
        try checkStore()
        var record = try RunRecord(context, ledger: ledger)
        var failures = ModuleFailures(context)
        var worker = try IssuanceWorker(
            context, ledger: ledger, bases: pass.bases, failures: &failures)
        worker.deadline = deadline
        worker.reason = options.batch.reason
        worker.repeatsItself = !options.continuesOnly
        await fly(open, worker, &pass, &record, &failures)
        await worker.removeLeftovers(&record, retriesZones: !options.continuesOnly)
        await DeploymentWorker(context, ledger: ledger, complains: !options.continuesOnly)
            .run(&record)
        await served.lookAfterDeployment(&record, complains: !options.continuesOnly)
        if options.batch.revokesOld {
            await Revocation(context, ledger: ledger, worker: worker).run(pass, &record)
        }
        if !options.continuesOnly {
            record.add(Retention(context, ledger: ledger, store: worker.store).run().statuses)
        }
        record.add(failures.statuses)
        try openTasksForWaiting(pass)
        if !options.continuesOnly {
            nameUrgentLeft(pass, &record)
            // A run for some subscriptions does not fail for the others.
            if !pass.isNarrowed { try ReplacementAlarms(context, ledger: ledger).name(&record) }
        }
        return try record.end(
            pass, alarms: alarms(of: pass), repeatsItself: !options.continuesOnly)
    }

    /// Whether finished issuances left work behind whose time has come.
    private func hasLeftovers(_ served: ServedCheck) throws -> Bool {
        try !ledger.leftoverTokens(limit: 1, due: context.clock.now).isEmpty
            || !ledger.pendingDeployments().isEmpty || served.isDue()
    }

    /// Refuses a store that could not even be begun, once for all subscriptions.
    private func checkStore() throws(JobError) {
        let store = context.configuration.settings.store
        let place = (store as NSString).deletingLastPathComponent
        guard FileManager.default.fileExists(atPath: place) else {
            throw .cannotWrite(path: store, text: "the folder it lies in does not exist")
        }
    }

    /// Lets everything fly, then tells what became of each, the most urgent first.
    private func fly(
        _ open: [Issuance], _ worker: IssuanceWorker, _ pass: inout SelectionPass,
        _ record: inout RunRecord, _ failures: inout ModuleFailures
    ) async {
        for decision in pass.due where failures.hasFailed(decision.subscription.moduleName) {
            pass.skip(decision, for: .moduleFailed)
        }
        let open = open.filter { !failures.hasFailed(worker.moduleName($0.module)) }
        let due = pass.due
        var worker = worker
        worker.watched = (open.count, due.count)
        let outcomes = await Flights(worker: worker, wait: options.wait).fly(open, due)
        context.console.endProgress()
        saySo(outcomes.flatMap(\.carried).count { $0.isLeft })
        for outcome in outcomes {
            guard let failure = outcome.failure else { continue }
            failures.note(failure, module: worker.moduleName(outcome.module))
        }
        let decisions = Dictionary(
            pass.decisions.map { ($0.subscription.id, $0) }, uniquingKeysWith: { first, _ in first }
        )
        for carried in outcomes.flatMap(\.carried).sorted(by: { $0.place < $1.place }) {
            context.console.tell(carried.complaints)
            record.add(carried.statuses)
            let isFailure = carried.statuses.contains { $0 != .success }
            if !carried.text.isEmpty || isFailure {
                record.note(carried.text, about: carried.subscription, isFailure: isFailure)
            }
            if let reason = carried.skipped, let decision = decisions[carried.subscription] {
                pass.skip(decision, for: reason)
            }
        }
    }

    private func saySo(_ left: Int) {
        guard left > 0, let most = options.batch.mostRuntime else { return }
        context.console.complain(
            "\(left) left for the next run: --max-runtime \(most.text) is over")
    }

    /// What did not fit and is urgent is named; a limit is never lifted for it.
    private func nameUrgentLeft(_ pass: SelectionPass, _ record: inout RunRecord) {
        for decision in pass.decisions where decision.urgency?.isUrgent == true {
            guard let reason = decision.verdict.reason,
                [.limitReached, .budgetReached, .moduleFailed].contains(reason)
            else { continue }
            context.console.complain(
                "urgent, \(decision.urgency?.daysLeft ?? 0) days left, and left for the next run"
                    + " (\(reason.rawValue)); raise the limit, or run ssl-reissue again",
                about: decision.subscription.host)
            record.add([.failed])
        }
    }

    /// A subscription that still waits below half of its window becomes a task.
    private func openTasksForWaiting(_ pass: SelectionPass) throws {
        let open = Dictionary(
            try ledger.openIssuances().map { ($0.subscription, $0) },
            uniquingKeysWith: { first, _ in first })
        var causes: Set<String> = []
        for decision in pass.decisions {
            guard let issuance = open[decision.subscription.id], let urgency = decision.urgency,
                urgency.daysLeft * 2 < decision.effectiveWindow ?? 0
            else { continue }
            let wait = issuance.waitsFor.isEmpty ? "another attempt" : issuance.waitsFor
            let text =
                "\(issuance.reference) \(issuance.host): \(urgency.daysLeft) days left, and its"
                + " \(issuance.action.rawValue) waits for \(wait)"
            _ = try ledger.openTask(  // Once an issuance; its own complaint has been made.
                cause: "waiting \(issuance.id)", text: text, module: issuance.module,
                subscription: issuance.subscription, at: context.clock.now)
            causes.insert("waiting \(issuance.id)")
        }
        guard !pass.isNarrowed else { return }
        for cause in try ledger.openCauses(of: "waiting") where !causes.contains(cause) {
            try ledger.closeTask(cause: cause, at: context.clock.now)
        }
    }

    /// What is past the alarm after this run's work; where nothing is begun, of what is unfinished.
    private func alarms(of pass: SelectionPass) throws -> [Decision] {
        guard !pass.alarms.isEmpty else { return [] }
        let after = try SelectionPass(
            ledger: ledger, bases: SelectionBases(context.configuration, at: context.clock.now),
            narrowing: narrowing)
        guard options.continuesOnly else { return after.alarms }
        let open = Set(try ledger.openIssuances().map(\.subscription))
        return after.alarms.filter { open.contains($0.subscription.id) }
    }
}
