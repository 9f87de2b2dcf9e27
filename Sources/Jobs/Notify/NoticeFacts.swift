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
        let basis = NoticeBasis(
            now: context.now, ledger: ledger, configuration: context.configuration,
            decisions: pass.decisions)
        let collection = NoticeCollection(basis, kinds: [kind], narrowing: narrowing)
        if let candidate = collection.candidates.first {
            return try candidate.data(toStaff: false)
        }
        guard let subject = try basis.subject(named.id) else { return try .sample(kind) }
        var facts = basis.customerFacts(
            subject, daysLeft: subject.expiresOn.map { $0 - basis.today })
        facts[.module] = .text(subject.moduleName)
        facts[.product] = .text(subject.product)
        return try NoticeData.sample(kind, with: facts)
    }
}
