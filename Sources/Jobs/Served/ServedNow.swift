import CertificateLedger
import Settings
import Subscriptions

/// Asks every target of a subscription right now, for what must not be done on old evidence.
struct ServedNow: Sendable {
    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Whether there are targets and all of them serve this certificate; what they show is kept.
    func isServed(_ certificate: Int64, of subscription: Int64) async throws -> Bool {
        let settings = context.configuration.settings.served
        guard settings.isOn, let watch = try ledger.servedWatch(subscription: subscription),
            watch.certificate == certificate,
            let observations = await ServedLook(settings: settings).observe([watch]).first,
            !observations.isEmpty
        else { return false }
        let isSeen = observations.allSatisfy { $0.state == .served }
        try ledger.looked(
            watch, observations, tries: isSeen ? 0 : watch.tries,
            next: isSeen ? nil : watch.lookAt, at: context.clock.now)
        return isSeen
    }
}
