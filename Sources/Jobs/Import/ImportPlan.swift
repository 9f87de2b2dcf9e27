import CertificateLedger
import Reports
import Subscriptions
import Wording

/// What an import would do, line by line; nothing is changed.
struct ImportPlan {
    /// The columns of a dry run; a promise.
    static let columns = [
        ReportColumn("line", .number), ReportColumn("result", .text),
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("detail", .text),
    ]

    /// What would become of a candidate.
    private enum Plan {
        case difference(EnrolmentDifference)
        case rejected(String)

        var word: String {
            switch self {
            case .difference(.new): "new"
            case .difference(.changed): "changed"
            case .difference(.unchanged): "unchanged"
            case .difference(.refused), .rejected: "rejected"
            }
        }

        var detail: String {
            switch self {
            case .difference(.changed(let changes)):
                changes.map(\.description).joined(separator: "; ")
            case .difference(.refused(let text)), .rejected(let text): text
            case .difference: ""
            }
        }
    }

    private let context: RunContext
    private let ledger: Ledger
    private let module: Int64?

    init(_ context: RunContext, ledger: Ledger, module: ConfiguredModule) throws {
        self.context = context
        self.ledger = ledger
        self.module = try ledger.knownModule(named: module.name)?.id
    }

    /// Shows every candidate; 1 where one would be rejected.
    func show(_ candidates: [ImportCandidate]) throws -> ExitStatus {
        var counts: [String: Int] = [:]
        try context.writeRows(ImportPlan.columns) { writer in
            for candidate in candidates {
                let plan = try plan(for: candidate)
                counts[plan.word, default: 0] += 1
                writer.number(candidate.line)
                writer.text(plan.word)
                writer.text(candidate.reference.printable())
                writer.text(candidate.host.printable())
                writer.text(plan.detail.printable(limit: 2_000))
                try writer.endRow()
            }
        }
        context.console.inform(
            "would be: "
                + ["new", "changed", "unchanged", "rejected"]
                .map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", "))
        return counts["rejected"] == nil ? .success : .failed
    }

    private func plan(for candidate: ImportCandidate) throws -> Plan {
        let content: ImportCandidate.Content
        do throws(RowProblem) { content = try candidate.content.get() } catch {
            return .rejected(error.text)
        }
        let difference = try ledger.difference(of: content.enrolment, module: module)
        guard let served = content.served,
            let before = try ledger.servedTargets(reference: content.enrolment.reference),
            before != served
        else { return .difference(difference) }
        let change = FieldChange(
            field: "served", old: before.words, new: served.words)
        switch difference {
        case .changed(let changes): return .difference(.changed(changes + [change]))
        case .unchanged: return .difference(.changed([change]))
        default: return .difference(difference)
        }
    }
}

extension ServedTargets {
    /// The targets as a person writes them.
    fileprivate var words: String { self == .names ? "default" : description }
}
