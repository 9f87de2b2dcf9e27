import CertificateLedger
import KeyStore
import Reports
import Settings
import Subscriptions
import Wording

/// `ssl-admin subscription import`: makes rows of an account subscriptions.
package struct ImportJob {
    private let context: RunContext
    private let ledger: Ledger
    private let module: ConfiguredModule
    private let store: CertificateStore

    init(_ context: RunContext, ledger: Ledger, module: ConfiguredModule) {
        self.context = context
        self.ledger = ledger
        self.module = module
        store = CertificateStore(root: context.configuration.settings.store)
    }

    /// Imports a file into a module; rows that are wrong are named with their lines and left out.
    ///
    /// A dry run shows what would change, and changes nothing.
    package static func run(
        _ context: RunContext, file: String, module name: String?
    ) throws -> ExitStatus {
        let module = try context.configuration.module(named: name)
        let list = try CSVList(path: file)
        let missing = Enrolment.columns.filter { !list.header.contains($0) }
        guard missing.isEmpty else {
            throw JobError.configuration(
                what: "\(file.printable()) has no column \(missing.joined(separator: ", "))",
                remedy:
                    "its first line names the columns: \(Enrolment.columns.joined(separator: ","))")
        }
        // A column nobody reads is a misspelt one more often than not, and what it says is lost.
        let known = Enrolment.columns + Enrolment.furtherColumns
        let unknown = list.header.filter { !known.contains($0) }.map { $0.printable(limit: 60) }
        guard unknown.isEmpty else {
            throw JobError.configuration(
                what:
                    "\(file.printable()) has a column \(unknown.joined(separator: ", ")), which is"
                    + " not read; nothing was imported",
                remedy: "take it out or correct its name: \(known.joined(separator: ","))")
        }
        let candidates = ImportCandidate.all(of: list, file: file, today: context.now.day)
        return try run(context, module) { _ in candidates }
    }

    /// Enrols rows of a module's account that nobody enrolled, those that are named or all.
    package static func run(
        _ context: RunContext, account name: String, words: [String]
    ) throws -> ExitStatus {
        let module = try context.configuration.module(named: name)
        return try run(context, module) { ledger in
            guard let id = try ledger.knownModule(named: name)?.id else {
                throw JobError.refused(
                    what: "the account of \(name.printable()) was never read",
                    remedy: "run ssl-scan first")
            }
            return try AccountCandidates(
                module: module, today: context.now.day, known: ledger.references(module: id)
            ).candidates(ledger.accountRows(module: id), words: words)
        }
    }

    private static func run(
        _ context: RunContext, _ module: ConfiguredModule,
        candidates: (Ledger) throws -> [ImportCandidate]
    ) throws -> ExitStatus {
        guard !context.isDryRun else {
            let ledger = try context.openLedger(access: .readOnly)
            return try ImportPlan(context, ledger: ledger, module: module)
                .show(candidates(ledger))
        }
        let lock = try context.takeLock()
        let ledger = try context.openLedger(access: .readWrite)
        let status = try ImportJob(context, ledger: ledger, module: module)
            .run(candidates(ledger))
        _ = consume lock  // Held until here.
        return status
    }

    private func run(_ candidates: [ImportCandidate]) throws -> ExitStatus {
        var counts = (added: 0, changed: 0, unchanged: 0, refused: 0)
        for candidate in candidates {
            do {
                switch try enrol(candidate) {
                case .added: counts.added += 1
                case .changed: counts.changed += 1
                case .unchanged: counts.unchanged += 1
                case .refused(let text): throw RowProblem(text: text)
                }
            } catch let problem as RowProblem {
                counts.refused += 1
                let remedy =
                    candidate.line == nil ? "" : "; correct the line and import the file again"
                context.console.complain(
                    problem.text.printable() + remedy, about: candidate.place)
            }
        }
        try ledger.closeUnownedTasks(at: context.clock.now)
        context.console.inform(
            "\(counts.added) added, \(counts.changed) changed, \(counts.unchanged) unchanged,"
                + " \(counts.refused) refused")
        return counts.refused == 0 ? .success : .failed
    }

    /// Enrols one candidate, or says why not.
    func enrol(_ candidate: ImportCandidate) throws -> EnrolmentOutcome {
        var content = try candidate.content.get()
        content.enrolment.folder = try freeFolder(for: content.enrolment.host)
        let schedule = context.configuration.settings.schedule
            .with(margin: module.settings.validityMargin)
        let outcome = try ledger.enrol(
            content.enrolment, module: try ledger.module(named: module.name).id,
            schedule: schedule, products: context.configuration.settings.products,
            at: context.clock.now)
        return try follow(content.served, of: content.enrolment, after: outcome)
    }

    /// Sets whom to ask, where the row says it and is not refused.
    private func follow(
        _ served: ServedTargets?, of enrolment: Enrolment, after outcome: EnrolmentOutcome
    ) throws(LedgerError) -> EnrolmentOutcome {
        if case .refused = outcome { return outcome }
        guard let served else { return outcome }
        let isChange = try ledger.setServed(
            served, reference: enrolment.reference, at: context.clock.now)
        return isChange == true && outcome == .unchanged ? .changed : outcome
    }

    /// The folder of a host: named once, and nobody else's.
    private func freeFolder(for host: String) throws -> String {
        let onDisk = Set(try store.folders())
        return CertificateStore.freeFolderName(for: host) { name in
            // A folder that cannot be looked up counts as taken: the next number is as good.
            onDisk.contains(name) || (try? ledger.isFolderTaken(name)) ?? true
        }
    }
}

extension Configuration {
    /// The module of that name, or the only one there is.
    func module(named name: String?) throws(JobError) -> ConfiguredModule {
        if let name {
            guard let module = modules.first(where: { $0.name == name }) else {
                throw .usage(text: "there is no module \(name.printable())")
            }
            return module
        }
        guard let only = modules.first, modules.count == 1 else {
            throw .usage(text: "there are \(modules.count) modules: name one with --module")
        }
        return only
    }
}
