import CertificateLedger
import Notices
import Subscriptions
import Wording

/// Subscriptions that prove control by mail, before no CA takes that any more.
enum EndOfMailValidation: NoticeSource {
    static var kinds: [NoticeKind] { [.emailValidationEnds] }
    static var isOfSubscriptions: Bool { false }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let left = MailApproval.end - basis.today
        let reached = NoticeThresholds(NoticeThresholds.mailValidation)
            .reached(daysLeft: left).filter { $0 > 0 }
        // Afterwards it fails, and each subscription has a task.
        guard left >= 0, !reached.isEmpty else { return [] }
        return try basis.configuration.enabledModules.compactMap { module in
            guard let known = try basis.ledger.knownModule(named: module.name) else { return nil }
            let subjects = try basis.ledger.subscriptionsByMail(module: known.id)
                .compactMap { try basis.subject($0) }
            guard !subjects.isEmpty else { return nil }
            return NoticeCandidate(
                kind: .emailValidationEnds, topic: "module \(known.id)", reached: reached,
                audience: .department, rows: NoticeRows(module: known.id), about: module.name,
                module: module.name, daysLeft: left,
                why: "\(subjects.count.counted("subscription")) validated by mail",
                facts: [
                    .module: .text(module.name), .endsOn: text(MailApproval.end),
                    .daysLeft: .number(left), .subscriptions: .rows(subjects.map(row)),
                ])
        }
    }

    private static func row(_ subject: NoticeSubject) -> [String: NoticeValue] {
        let name = subject.names.first { subject.choices.method(of: $0) == .email }
        return [
            "reference": .text(subject.reference), "host": .text(subject.host),
            "expirationDate": text(subject.expiresOn), "paidUntil": text(subject.paidUntil),
            "approver": .text(name.map(subject.choices.approver) ?? ""),
        ]
    }
}
