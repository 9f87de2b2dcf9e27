import CertificateLedger
import Notices
import Subscriptions
import Wording

/// What is known about a subscription, as a notice says it.
enum NoticeFacts {
    /// The data of a notice about a subscription, or made-up ones without a reference.
    ///
    /// What no cause of the kind gives just now is made up, so that every template can be seen
    /// with every subscription.
    static func data(
        _ kind: NoticeKind, reference: String?, _ context: RunContext
    ) throws -> NoticeData {
        guard let reference, !reference.isEmpty else { return try NoticeData.sample(kind) }
        let ledger = try context.openLedger(access: .readOnly)
        let named = try ledger.subscription(named: reference)
        let narrowing = Narrowing(names: [Narrowing.Name(.reference, named.reference)])
        let pass = try SelectionPass(
            ledger: ledger, bases: SelectionBases(context.configuration, at: context.now),
            narrowing: narrowing)
        guard let decision = pass.decisions.first else { return try NoticeData.sample(kind) }
        let subscription = decision.subscription
        let expires = subscription.situation.certificate?.expiresOn
        return try NoticeData.sample(
            kind,
            with: [
                .reference: .text(subscription.reference), .host: .text(subscription.host),
                .names: .texts(named.names),
                .expirationDate: .text(expires.map(\.description) ?? ""),
                .daysLeft: .number(decision.urgency?.daysLeft ?? 0),
                .paidUntil: .text(subscription.paidUntil.map(\.description) ?? ""),
                .module: .text(subscription.moduleName), .product: .text(subscription.product),
            ])
    }
}
