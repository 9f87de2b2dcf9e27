import CertificateLedger
import Settings
import Subscriptions
import Wording

/// The module setting `Enrol all`: rows in force of the account become subscriptions by themselves.
struct AccountEnrolment {
    /// As many reasons in the text of a task as a person reads.
    private static let shown = 10

    private let context: RunContext
    private let ledger: Ledger
    private let module: ConfiguredModule

    init(_ context: RunContext, ledger: Ledger, module: ConfiguredModule) {
        self.context = context
        self.ledger = ledger
        self.module = module
    }

    /// Enrols what can be; one task names what cannot, for as long as there is any.
    func run(module id: Int64) throws {
        guard module.settings.enrolsAll else { return }
        let source = AccountCandidates(
            module: module, today: context.now.day, known: try ledger.references(module: id))
        let job = ImportJob(context, ledger: ledger, module: module)
        var refused: [String] = []
        var added = 0
        for candidate in try source.candidates(ledger.accountRows(module: id), words: []) {
            do {
                guard case .refused(let text) = try job.enrol(candidate) else {
                    added += 1
                    continue
                }
                throw RowProblem(text: text)
            } catch let problem as RowProblem {
                refused.append("\(candidate.place): \(problem.text.printable())")
            }
        }
        context.console.inform("\(module.name): \(added) rows enrolled")
        try tell(refused, module: id)
    }

    private func tell(_ refused: [String], module id: Int64) throws {
        let cause = "not-enrolled \(module.name)"
        guard !refused.isEmpty else {
            return try ledger.closeTask(cause: cause, at: context.clock.now)
        }
        let more =
            refused.count > Self.shown ? "; and \(refused.count - Self.shown) more" : ""
        let text =
            "\(refused.count) rows of \(module.name) cannot be enrolled by themselves: "
            + refused.prefix(Self.shown).joined(separator: "; ") + more
        let isNew = try ledger.openTask(
            cause: cause, text: text, module: id, subscription: nil, at: context.clock.now)
        if isNew { context.console.complain(text) }
    }
}
