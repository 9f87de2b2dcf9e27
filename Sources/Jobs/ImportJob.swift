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
                enrolment.folder = try freeFolder(for: enrolment.host)
                let outcome = try ledger.enrol(
                    enrolment, module: id, schedule: schedule, at: context.clock.now)
                switch outcome {
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

/// What is wrong with one row of an import.
struct RowProblem: Error {
    let text: String
}

extension Enrolment {
    /// The columns an import must have; `renewal_certificate_id` and `dcv` may be there too.
    static let columns = [
        "reference", "host", "names", "certificate_id", "order_date", "years", "policy", "mail",
    ]

    /// Reads and checks one row.
    init(_ cells: [String: String]) throws(RowProblem) {
        func cell(_ name: String) -> String {
            (cells[name] ?? "").trimmed
        }
        let host = cell("host").lowercased()
        guard Enrolment.isName(host) else { throw RowProblem(text: "host \(host) is no name") }
        let names = try Enrolment.names(cell("names"), host: host)
        let reference = cell("reference")
        guard (1...200).contains(reference.utf8.count) else {
            throw RowProblem(text: "reference needs 1 to 200 characters")
        }
        guard let number = Int(cell("certificate_id")), number > 0 else {
            throw RowProblem(text: "certificate_id \(cell("certificate_id")) is no number")
        }
        guard let ordered = Day(iso: cell("order_date")) else {
            throw RowProblem(text: "order_date \(cell("order_date")) is no date like 2026-04-02")
        }
        guard let years = Int(cell("years")), PaidPeriod.allowedYears.contains(years) else {
            throw RowProblem(text: "years \(cell("years")) is not 1 to 5")
        }
        self.init(
            reference: reference, host: host, names: names, number: number, orderedOn: ordered,
            years: years, method: try Enrolment.method(cell("dcv"), names: names), folder: host)
        policy = try Enrolment.policy(cell("policy"))
        mail = try Enrolment.mail(cell("mail"))
        renewalNumber = try Enrolment.renewal(cell("renewal_certificate_id"))
    }

    private static func names(_ text: String, host: String) throws(RowProblem) -> [String] {
        let names = text.lowercased().split(separator: " ").map(String.init)
        for name in names where !isName(name) { throw RowProblem(text: "\(name) is no name") }
        guard Set(names).count == names.count else { throw RowProblem(text: "a name is twice") }
        guard names.isEmpty || names.contains(host) else {
            throw RowProblem(text: "names do not hold the host \(host)")
        }
        return [host] + names.filter { $0 != host }
    }

    private static func method(_ text: String, names: [String]) throws(RowProblem) -> String {
        let method = text.isEmpty ? "cname" : text.lowercased()
        guard ["cname", "file", "email"].contains(method) else {
            throw RowProblem(text: "dcv \(text) is not cname, file or email")
        }
        if method == "file", names.contains(where: { $0.hasPrefix("*.") }) {
            throw RowProblem(text: "a wildcard cannot be validated by file")
        }
        return method
    }

    private static func policy(_ text: String) throws(RowProblem) -> Policy? {
        guard !text.isEmpty else { return nil }
        guard let policy = Policy(rawValue: text) else {
            throw RowProblem(text: "policy \(text) is not auto, manual or none")
        }
        return policy
    }

    private static func mail(_ text: String) throws(RowProblem) -> String? {
        guard !text.isEmpty else { return nil }
        guard (try? MailAddress(text)) != nil else {
            throw RowProblem(text: "mail \(text) is no address")
        }
        return text
    }

    private static func renewal(_ text: String) throws(RowProblem) -> Int? {
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), number > 0 else {
            throw RowProblem(text: "renewal_certificate_id \(text) is no number")
        }
        return number
    }

    /// A host name, a wildcard included: labels of letters, digits and hyphens, A-labels for IDN.
    private static func isName(_ name: String) -> Bool {
        let labels = (name.hasPrefix("*.") ? name.dropFirst(2) : name[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        return name.utf8.count <= 253 && labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        (97...122).contains($0) || (48...57).contains($0) || $0 == 45
                    }
            }
    }
}

extension String {
    /// Without blanks and tabs around it.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { String(start[...$0]) } ?? ""
    }
}
