import CertificateLedger
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// ssl-scan: brings the ledger up to date from every module and prints what is due and why.
package struct ScanJob {
    /// Pages kept aside in one transaction: each waits for the disk, and an error keeps what was
    /// read, so only a killed run asks for up to so many pages again.
    private static let pagesAtOnce = 50
    /// A list older than this begins anew, in seconds.
    private static let listLife: Int64 = 86_400

    private let context: RunContext
    private let ledger: Ledger
    private let adoption: KeyAdoption

    private init(_ context: RunContext, ledger: Ledger) throws {
        self.context = context
        self.ledger = ledger
        adoption = KeyAdoption(context, ledger: ledger, store: try context.store())
    }

    /// Runs the job and says with which status it ends.
    package static func run(_ context: RunContext) async throws -> ExitStatus {
        guard !context.isDryRun else { return try plan(context) }
        let lock = try context.takeLock()
        let ledger = try context.openLedger()
        try context.checkClock(against: ledger)
        try ExchangeLog(context.configuration, clock: context.clock)
            .probe(program: context.program)
        let status = try await ScanJob(context, ledger: ledger).run()
        _ = consume lock  // Held until here.
        return status
    }

    private func run() async throws -> ExitStatus {
        var record = try RunRecord(context, ledger: ledger)
        var failures = ModuleFailures(context)
        for module in context.configuration.enabledModules {
            do { try await scan(module, record: &record) } catch let error as any ExplainedError {
                failures.note(error, module: module.name)
            }
        }
        record.add(failures.statuses)
        await ServedCheck(context, ledger: ledger).lookNightly(&record)
        try ReplacementAlarms(context, ledger: ledger).name(&record)
        try await Preflight(context, ledger: ledger).run()
        try await SilentReview(context, ledger: ledger).run()
        try TaskReview(context, ledger: ledger).run()
        let pass = try SelectionPass(
            ledger: ledger, bases: SelectionBases(context.configuration, at: context.now))
        return try record.end(pass, alarms: pass.alarms)
    }

    private func scan(_ module: ConfiguredModule, record: inout RunRecord) async throws {
        let connection = try ModuleConnection(module: module, ledger: ledger, context: context)
        let balance = try await connection.send(GetBalances(), for: .scan)
        try check(balance, of: connection)
        let summary = try await readList(connection)
        try reportGone(summary, connection, record: &record)
        try AccountEnrolment(context, ledger: ledger, module: module).run(module: connection.id)
        try UnownedOrders(context, ledger: ledger)
            .tell(ofModule: module.name, id: connection.id)
        try await readDetails(connection, record: &record)
        context.console.inform(
            "\(module.name): list read, \(summary.changed) rows new or changed")
    }

    private func readList(_ connection: ModuleConnection) async throws -> ListSummary {
        let now = context.clock.now
        var progress = try ledger.listProgress(module: connection.id)
        if progress.map({ now - $0.startedAt > ScanJob.listLife }) ?? true {
            try ledger.beginList(module: connection.id, at: now)
            progress = nil
        }
        var number = progress?.nextPage ?? 1
        var kept: [ListedCertificate] = []
        while true {
            let answer: GetList.Answer
            do { answer = try await page(number, connection) } catch {
                // What was read so far is kept: the next run goes on from here.
                try ledger.keep(kept, module: connection.id, nextPage: number, total: 0)
                throw error
            }
            kept += answer.rows.map(ListedCertificate.init)
            let isLast = number * answer.pageSize >= answer.totalItems
            guard isLast || !answer.rows.isEmpty else {
                throw NamecheapError.unexpected(command: GetList.name, .missing("rows"))
            }
            context.console.progress(
                "\(connection.module.name): page \(number), \(answer.totalItems) rows in all")
            number += 1
            if isLast || number % ScanJob.pagesAtOnce == 0 {
                try ledger.keep(
                    kept, module: connection.id, nextPage: number, total: answer.totalItems)
                kept.removeAll(keepingCapacity: true)
            }
            if isLast {
                return try ledger.finishList(
                    module: connection.id, products: context.configuration.settings.products,
                    at: now)
            }
        }
    }

    private func page(_ page: Int, _ connection: ModuleConnection) async throws -> GetList.Answer {
        do { return try await connection.send(GetList(page: page), for: .scan) } catch {
            // One more try for a read that failed in passing; then the next run continues here.
            guard let error = error as? NamecheapError, error.errorClass == .transient else {
                throw error
            }
            return try await connection.send(GetList(page: page), for: .scan)
        }
    }

    private func readDetails(
        _ connection: ModuleConnection, record: inout RunRecord
    ) async throws {
        var tried: Set<Int> = []
        let names = try NameDifferences(context, ledger: ledger)
        while true {
            let rows = try ledger.certificatesToRead(module: connection.id, limit: 50)
                .filter { tried.insert($0.number).inserted }
            if rows.isEmpty { return }
            for row in rows {
                do { try await readDetails(of: row, connection, names) } catch {
                    guard error.concernsOneRow else { throw error }
                    record.add([context.complain(error, about: "certificate \(row.number)")])
                }
            }
        }
    }

    private func readDetails(
        of row: CertificateToRead, _ connection: ModuleConnection, _ names: NameDifferences
    ) async throws {
        let answer = try await connection.send(
            GetInfo(certificateID: row.number, returnsCertificate: true), for: .scan)
        var details = CertificateDetails(answer)
        let found = try adoption.find(answer, keyHash: details.keyHash, for: row)
        if found?.isCustomers == true {
            details.keylessVersion = found?.version
        } else {
            details.version = found?.version
        }
        let recorded = try ledger.record(
            details, of: row, module: connection.id, at: context.clock.now)
        if let found { try adoption.settle(found, row, isCurrent: recorded.isCurrent) }
        if recorded.isCurrent { try names.look(at: answer, of: row, module: connection.id) }
        if let adopted = recorded.adopted {
            context.console.inform(
                "\(answer.commonName.printable()): certificate \(adopted) was reissued elsewhere;"
                    + " its key is not here")
        }
    }

    /// What the task about a balance below its minimum is called.
    static func balanceCause(ofModule name: String) -> String { "balance-low \(name)" }

    private func check(
        _ answer: GetBalances.Answer, of connection: ModuleConnection
    ) throws {
        let now = context.clock.now
        try ledger.record(
            Money(minorUnits: answer.available, currency: answer.currency, at: now),
            module: connection.id)
        let cause = ScanJob.balanceCause(ofModule: connection.module.name)
        guard let least = connection.module.settings.minimalBalance, answer.available < least else {
            return try ledger.closeTask(cause: cause, at: now)
        }
        let text =
            "balance of \(connection.module.name) is \(decimal(answer.available))"
            + " \(answer.currency), below its minimum of \(decimal(least))"
        let isNew = try ledger.openTask(
            cause: cause, text: text, module: connection.id, subscription: nil, at: now)
        if isNew { context.console.complain(text + "; top it up") }
    }

    private func reportGone(
        _ summary: ListSummary, _ connection: ModuleConnection, record: inout RunRecord
    ) throws {
        for number in summary.gone {
            let text = "certificate \(number) is missing from the account for the second day"
            let isNew = try ledger.openTask(
                cause: "gone \(connection.module.name) \(number)", text: text,
                module: connection.id, subscription: nil, at: context.clock.now)
            if isNew { context.console.complain(text + "; ask the CA's support") }
            record.add([.failed])
        }
    }

    /// The calls a scan would make and what is due today, without a call or a change.
    private static func plan(_ context: RunContext) throws -> ExitStatus {
        let ledger = try context.openLedger()
        for module in context.configuration.enabledModules {
            let settings = module.settings
            guard let known = try ledger.knownModule(named: module.name) else {
                context.console.inform("\(module.name): first list, pages not known")
                continue
            }
            let counts = try ledger.callCounts(module: known.id, at: context.clock.now)
            let waiting = try ledger.certificatesToRead(module: known.id, limit: 1_000_000).count
            context.console.inform(
                "\(module.name): 1 balance, pages of 100, \(waiting) details; budget left "
                    + "\(left(settings.callsPerHour, counts.hour)) this hour, "
                    + "\(left(settings.callsPerDay, counts.day)) today")
        }
        let looks = try ServedCheck(context, ledger: ledger).extent()
        if looks.targets > 0 {
            context.console.inform(
                "\(looks.targets) targets of \(looks.subscriptions) certificates asked what they serve"
            )
        }
        let pass = try SelectionPass(
            ledger: ledger, bases: SelectionBases(context.configuration, at: context.now))
        return try DecisionOutput(context).show(pass)
    }

    private static func left(_ limit: Int, _ used: Int) -> String {
        limit == 0 ? "without limit" : String(max(0, limit - used))
    }
}

/// Hundredths as a decimal number.
package func decimal(_ hundredths: Int) -> String {
    let sign = hundredths < 0 ? "-" : ""
    let cents = abs(hundredths) % 100
    return "\(sign)\(abs(hundredths) / 100).\(cents < 10 ? "0" : "")\(cents)"
}

extension Error {
    /// Whether the error says something about one certificate only, and the others can go on.
    fileprivate var concernsOneRow: Bool {
        if let error = self as? NamecheapError {
            return [.rejected, .statusConflict, .gone].contains(error.errorClass)
        }
        if self is KeyStoreError { return true }
        if case .refused = self as? LedgerError { return true }
        return false
    }
}
