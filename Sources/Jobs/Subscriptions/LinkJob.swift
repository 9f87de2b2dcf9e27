import CertificateLedger
import Settings
import Subscriptions
import Wording

/// `ssl-admin subscription link`: a row of the account becomes a subscription's, or a new one.
package enum LinkJob {
    /// Links the row; a reference that nobody has becomes a new subscription.
    package static func run(
        _ context: RunContext, reference: String, number: Int, module name: String?
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let outcome = try ledger.link(
            certificate: number, to: reference, at: context.clock.now)
        switch outcome {
        case .current: say("is its current certificate now")
        case .earlier: say("is one of its certificates; the current one lasts longer")
        case .renewal: say("is its next paid period; ssl-reissue activates it in time")
        case .unchanged: say("belongs to it already")
        case .refused(let text): throw refusal(text)
        case nil:
            try enrol(number, as: reference, module: name, context, ledger)
            say("is a new subscription; its paid period is estimated")
        }
        _ = consume lock  // Held until here.
        return .success

        func say(_ text: String) {
            context.console.inform("\(reference): certificate \(number) \(text)")
        }
    }

    private static func enrol(
        _ number: Int, as reference: String, module name: String?, _ context: RunContext,
        _ ledger: Ledger
    ) throws {
        let module = try context.configuration.module(named: name)
        guard let id = try ledger.knownModule(named: module.name)?.id,
            let row = try ledger.accountRows(module: id).first(where: { $0.number == number })
        else {
            throw refusal(
                "the account shows no certificate \(number) that is in force and nobody's")
        }
        let source = AccountCandidates(
            module: module, today: context.now.day, known: try ledger.references(module: id))
        let candidate = source.candidate(row, reference: reference, count: 1)
        do {
            let job = ImportJob(context, ledger: ledger, module: module)
            if case .refused(let text) = try job.enrol(candidate) { throw refusal(text) }
        } catch let problem as RowProblem {
            throw refusal(problem.text.printable())
        }
    }

    private static func refusal(_ text: String) -> JobError {
        .refused(what: text, remedy: "ssl-admin subscription list shows what there is")
    }
}
