import CertificateLedger
import KeyStore
import Notices
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

    /// Imports a file into a module; rows that are wrong are named with their lines and left out.
    package static func run(
        _ context: RunContext, file: String, module name: String?
    ) throws -> ExitStatus {
        let module = try module(named: name, in: context.configuration)
        let list = try CSVList(path: file)
        let missing = Enrolment.columns.filter { !list.header.contains($0) }
        guard missing.isEmpty else {
            throw JobError.configuration(
                what: "\(file.printable()) has no column \(missing.joined(separator: ", "))",
                remedy:
                    "its first line names the columns: \(Enrolment.columns.joined(separator: ","))")
        }
        let lock = try context.takeLock()
        let ledger = try context.openLedger(access: .readWrite)
        let status = try ImportJob(
            context: context, ledger: ledger, module: module,
            store: CertificateStore(root: context.configuration.settings.store)
        ).run(list, file: file)
        _ = consume lock  // Held until here.
        return status
    }

    private func run(_ list: CSVList, file: String) throws -> ExitStatus {
        let id = try ledger.module(named: module.name).id
        let schedule = context.configuration.settings.schedule
            .with(margin: module.settings.validityMargin)
        var counts = (added: 0, changed: 0, unchanged: 0, refused: 0)
        for row in list.rows {
            do {
                var enrolment = try Enrolment(row.cells)
                let served = try Enrolment.served(row.cells)
                enrolment.folder = try freeFolder(for: enrolment.host)
                let outcome = try ledger.enrol(
                    enrolment, module: id, schedule: schedule, at: context.clock.now)
                switch try follow(served, of: enrolment, after: outcome) {
                case .added: counts.added += 1
                case .changed: counts.changed += 1
                case .unchanged: counts.unchanged += 1
                case .refused(let text): throw RowProblem(text: text)
                }
            } catch let problem as RowProblem {
                counts.refused += 1
                context.console.complain(
                    "\(problem.text.printable()); correct the line and import the file again",
                    about: "\(file):\(row.line)")
            }
        }
        context.console.inform(
            "\(counts.added) added, \(counts.changed) changed, \(counts.unchanged) unchanged,"
                + " \(counts.refused) refused")
        return counts.refused == 0 ? .success : .failed
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

    private static func module(
        named name: String?, in configuration: Configuration
    ) throws(JobError) -> ConfiguredModule {
        let modules = configuration.modules
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
