import CertificateLedger
import Notices
import Subscriptions
import Wording

/// What is known about a subscription, as a notice says it.
enum NoticeFacts {
    /// The data of a notice about a subscription, or made-up ones without a reference.
    ///
    /// They are those that ssl-notify would send where there is cause for a notice of the kind.
    /// What only a cause gives is made up otherwise, so that every template can be seen with every
    /// subscription.
    static func data(
        _ kind: NoticeKind, reference: String?, _ context: RunContext
    ) throws -> NoticeData {
        guard let reference, !reference.isEmpty else { return try NoticeData.sample(kind) }
        let ledger = try context.openLedger(access: .readOnly)
        let named = try ledger.subscription(named: reference)
        let narrowing = Narrowing(names: [Narrowing.Name(.reference, named.reference)])
        let pass = try NotifyJob.selection(ledger, context, narrowing, before: nil)
        let basis = NoticeBasis(
            now: context.now, ledger: ledger, configuration: context.configuration, pass: pass)
        guard let subject = try basis.subject(named.id) else { return try NoticeData.sample(kind) }
        let collection = NoticeCollection(basis, kinds: [kind], narrowing: narrowing)
        if let error = collection.errors.first?.error { throw error }
        let isToStaff = subject.mail == nil && subject.administratorMail == nil
        if let candidate = collection.candidates.first {
            return try candidate.data(toStaff: isToStaff)
        }
        var facts = basis.customerFacts(
            subject, daysLeft: subject.expiresOn.map { $0 - basis.today })
        facts[.toStaff] = .flag(isToStaff)
        facts[.module] = .text(subject.moduleName)
        facts[.product] = .text(subject.product)
        facts[.renewURL] = .text(subject.renewURL ?? "")
        facts[.price] = .text(subject.retailPrice?.description ?? "")
        return try NoticeData.sample(kind, with: facts)
    }

    /// The language of a subscription, where it has one.
    static func language(reference: String?, _ context: RunContext) throws -> String? {
        guard let reference, !reference.isEmpty else { return nil }
        let ledger = try context.openLedger(access: .readOnly)
        let named = try ledger.subscription(named: reference)
        return try ledger.noticeSubject(named.id, on: context.now.day)?.language
    }
}
