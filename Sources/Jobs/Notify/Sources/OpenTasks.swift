import CertificateLedger
import Notices
import Settings
import Subscriptions

/// Open tasks, each told once: what is behind one decides the kind.
enum OpenTasks: NoticeSource {
    static var kinds: [NoticeKind] {
        [.reissueFailed, .balanceLow, .accountUnusable, .taskOpened]
    }
    static var isOfSubscriptions: Bool { true }

    /// What a task is told as, by the first word of its cause.
    private static func kind(of cause: String) -> NoticeKind {
        switch TaskKind(cause: cause) {
        case .balanceLow: .balanceLow
        case .account: .accountUnusable
        case .issuance, .refused, .waiting, .preflight, .silent, .unseen, .zone: .reissueFailed
        default: .taskOpened
        }
    }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let shown = try toldByNotServed(basis)
        return try basis.ledger.tasksToTell().compactMap { task in
            let isTold =
                TaskKind(cause: task.cause) == .served
                && (task.subscription.map(shown.contains) ?? false)
            guard !isTold else { return nil }
            let kind = kind(of: task.cause)
            let subject = try task.subscription.flatMap { try basis.subject($0) }
            let alarm =
                task.subscription.flatMap { basis.decision($0)?.urgency?.isAlarm } ?? false
            let left = subject?.expiresOn.map { $0 - basis.today }
            return NoticeCandidate(
                kind: kind, topic: "task \(task.id)", audience: .department,
                rows: NoticeRows(
                    subscription: task.subscription, certificate: subject?.certificate,
                    module: task.module ?? subject?.module),
                about: subject?.host ?? task.moduleName ?? "task \(task.id)", subject: subject,
                module: task.moduleName ?? subject?.moduleName ?? "",
                daysLeft: kind == .reissueFailed ? left : nil,
                isAlarm: kind == .accountUnusable || (kind == .reissueFailed && alarm),
                why: "task \(task.id) is open: \(task.cause)",
                facts: try facts(task, kind, subject, isAlarm: alarm, basis))
        }
    }

    /// Subscriptions whose department is told by `not-served` what their hosts show.
    private static func toldByNotServed(_ basis: NoticeBasis) throws -> Set<Int64> {
        Set(
            try WrongCertificates.candidates(basis).filter {
                $0.audience == .department && $0.facts[.deployed] == .flag(true)
                    && $0.silence(by: basis.settings) == nil
            }.compactMap(\.rows.subscription))
    }

    private static func facts(
        _ task: OpenTask, _ kind: NoticeKind, _ subject: NoticeSubject?, isAlarm: Bool,
        _ basis: NoticeBasis
    ) throws -> [NoticeField: NoticeValue] {
        var facts: [NoticeField: NoticeValue] = [
            .module: .text(task.moduleName ?? subject?.moduleName ?? ""),
            .task: .number(Int(task.id)), .cause: .text(task.cause),
            .openedOn: text(task.openedAt.day), .happened: .text(task.text),
            .whatToDo: .text(TaskKind.remedy(of: task.cause)),
        ]
        switch kind {
        case .balanceLow: try add(balanceOf: task, to: &facts, basis)
        case .accountUnusable:
            let dependents = try task.module.map(basis.ledger.dependents(ofModule:))
            facts[.dependents] = .number(dependents?.count ?? 0)
            facts[.firstExpiration] = text(dependents?.firstExpiration)
        default:
            facts[.reference] = .text(subject?.reference ?? "")
            facts[.host] = .text(subject?.host ?? "")
            facts[.expirationDate] = text(subject?.expiresOn)
            facts[.paidUntil] = text(subject?.paidUntil)
            guard kind == .reissueFailed else { break }
            facts[.product] = .text(subject?.product ?? "")
            facts[.certificateID] = .text(subject?.number.map(String.init) ?? "")
            facts[.orderID] = .text(subject?.orderNumber.map(String.init) ?? "")
            facts[.daysLeft] = .number(subject?.expiresOn.map { $0 - basis.today } ?? 0)
            facts[.nextAttempt] = .text("")
            facts[.alarm] = .flag(isAlarm)
        }
        return facts
    }

    private static func add(
        balanceOf task: OpenTask, to facts: inout [NoticeField: NoticeValue], _ basis: NoticeBasis
    ) throws {
        let dependents = try task.module.map(basis.ledger.dependents(ofModule:))
        let minimum = basis.configuration.modules.first { $0.name == task.moduleName }?
            .settings.minimalBalance
        let currency = dependents?.currency ?? ""
        func money(_ hundredths: Int?) -> NoticeValue {
            .text(hundredths.map { "\(decimal($0)) \(currency)" } ?? "")
        }
        facts[.balance] = money(dependents?.balance)
        facts[.minimum] = money(minimum)
    }
}
