import CertificateLedger
import Subscriptions

/// Names what ends within days while its replacement is neither deployed nor seen served.
struct ReplacementAlarms {
    private let context: RunContext
    private let ledger: Ledger
    private let bases: SelectionBases

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
        bases = SelectionBases(context.configuration, at: context.clock.now)
    }

    /// One line each; any of them fails the run, but for those whose policy asks for nothing.
    func name(_ record: inout RunRecord) throws(LedgerError) {
        for exposure in try ledger.exposures(horizon: bases.now.day + Urgency.alarmDays) {
            let policy = bases.policies(of: exposure.module).policy(
                own: exposure.policy, window: exposure.window)
            let certificate = Situation.Certificate(
                status: .active, issuedOn: exposure.issuedOn, expiresOn: exposure.expiresOn)
            let urgency = Urgency(
                of: certificate, window: policy.window, basis: bases.basis(of: exposure.module))
            guard urgency.isAlarm, policy.policy != .none else { continue }
            context.console.complain(exposure.text(urgency.daysLeft), about: exposure.host)
            record.add([.failed])
        }
    }
}

extension Exposure {
    fileprivate func text(_ daysLeft: Int) -> String {
        let time =
            daysLeft < 0 ? "ended on \(expiresOn)" : "ends on \(expiresOn), in \(daysLeft) days"
        let wait =
            pending.isEmpty
            ? "is not seen served (\(shown)); deploy it there"
            : "is not deployed (\(pending)); mend what the hook says"
        return "certificate \(replaced) \(time), and its replacement \(number) \(wait)"
    }
}
