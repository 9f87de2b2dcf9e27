import CertificateLedger
import Settings
import Subscriptions
import Wording

/// `ssl-admin subscription link`: a row of the account becomes a subscription's, or a new one.
package enum LinkJob {
    /// Links the row; a reference that nobody has becomes a new subscription.
    package static func run(
        _ context: RunContext, reference: String, number: Int, module name: String?,
        host: String? = nil
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
            try enrol(number, as: reference, module: name, host: host, context, ledger)
            say("is a new subscription; its paid period is estimated")
        }
        try ledger.closeUnownedTasks(at: context.clock.now)
        _ = consume lock  // Held until here.
        return .success

        func say(_ text: String) {
            context.console.inform("\(reference): certificate \(number) \(text)")
        }
    }

    private static func enrol(
        _ number: Int, as reference: String, module name: String?, host: String?,
        _ context: RunContext,
        _ ledger: Ledger
    ) throws {
        let module = try context.configuration.module(named: name)
        let found = try ledger.unownedRows().first {
            $0.module == module.name && $0.row.number == number
                && ($0.status == .active || $0.status.isPaidAndWaiting)
        }
        guard let found, let id = try ledger.knownModule(named: module.name)?.id else {
            throw refusal(
                "the account shows no certificate \(number) that is in force or paid and nobody's")
        }
        let row = try row(found, host: host)
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

    /// The row for a host; a paid order has none before it is activated, so that a person says it.
    private static func row(_ found: UnownedRow, host: String?) throws(JobError) -> AccountRow {
        guard let host = host?.lowercased() ?? (found.row.host.isEmpty ? nil : found.row.host)
        else {
            throw .usage(
                text: "certificate \(found.row.number) is for no host yet: say with --host which"
                    + " one the new subscription is for")
        }
        guard found.row.host.isEmpty || found.row.host == host else {
            throw .refused(
                what: "the account has certificate \(found.row.number) for"
                    + " \(found.row.host.printable(limit: 260))",
                remedy: "leave --host away, or name another certificate")
        }
        return found.row.named(host)
    }

    private static func refusal(_ text: String) -> JobError {
        .refused(
            what: text,
            remedy:
                "ssl-admin subscription list shows what there is, with --not-enrolled what is nobody's"
        )
    }
}
