import CertificateLedger
import Notices
import Subscriptions

/// Hosts that show another certificate than the current one: the department's where the seller
/// deployed it, or cannot, the customer's where nobody here installs it.
enum WrongCertificates: NoticeSource {
    /// For how many days what was seen is still believed.
    private static let daysBelieved = 14

    static var kinds: [NoticeKind] { [.notServed] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let wrong = try basis.ledger.subscriptionsShownWrong()
        let failing = Set(
            try basis.ledger.pendingDeployments().filter { !$0.error.isEmpty }.map(\.subscription))
        return try wrong.compactMap {
            try basis.subject($0).flatMap { try candidate($0, basis) }
        }
            + failing.sorted().compactMap {
                try basis.subject($0).flatMap { undeployed($0, basis) }
            }
    }

    /// What could not be deployed for some days, or while the one in use is about to end.
    private static func undeployed(
        _ subject: NoticeSubject, _ basis: NoticeBasis
    ) -> NoticeCandidate? {
        let left = subject.oldExpiresOn.map { $0 - basis.today }
        let reached = basis.reached(daysLeft: left)
        guard let certificate = subject.certificate, let issuedOn = subject.issuedOn,
            reached.count > 1 || basis.today - issuedOn >= NoticeThresholds.installation
        else { return nil }
        var facts = facts(
            subject, until: subject.oldExpiresOn, at: subject.oldNotAfter, isOurs: true, basis)
        facts[.deployed] = .flag(false)
        facts[.shown] = .rows([])
        return NoticeCandidate(
            .notServed, subject, topic: "undeployed \(certificate)", reached: reached,
            audience: .department, daysLeft: left, why: "it could not be deployed", facts: facts)
    }

    private static func facts(
        _ subject: NoticeSubject, until end: Day?, at moment: Timestamp?, isOurs: Bool,
        _ basis: NoticeBasis
    ) -> [NoticeField: NoticeValue] {
        var facts = basis.customerFacts(subject, daysLeft: end.map { $0 - basis.today })
        facts[.previousExpirationDate] = text(end)
        facts[.installBy] = basis.deadline(end, at: moment)
        facts[.weInstall] = .flag(isOurs)
        facts[.nothingToPay] = .flag(subject.isReissue && !isOurs)
        facts[.renewalPaid] = .flag(subject.isOfRenewal && !isOurs)
        // The staff is neither greeted nor told by whom.
        if isOurs { facts[.seller] = .text("") }
        return facts
    }

    private static func candidate(
        _ subject: NoticeSubject, _ basis: NoticeBasis
    ) throws -> NoticeCandidate? {
        guard let certificate = subject.certificate else { return nil }
        let shown = try basis.ledger.shown(insteadOf: certificate).filter {
            basis.today - $0.lookedAt.day <= daysBelieved
        }
        guard let wrong = shown.first(where: { $0.state != "unreachable" }) else { return nil }
        let isOurs = subject.installation.targets > 0 && !subject.isCustomers
        guard !isOurs || subject.installation.pending == 0 else { return nil }
        // What the first place shows that stops working; nobody knows that of foreign ones.
        let first = shown.filter { $0.expiresOn != nil }
            .min { ($0.expiresOn ?? basis.today) < ($1.expiresOn ?? basis.today) }
        let left = first?.expiresOn.map { $0 - basis.today }
        let reached = basis.reached(daysLeft: left)
        if !isOurs {
            guard try isInstalling(subject, certificate, basis, isPressing: reached.count > 1)
            else { return nil }
        }
        var facts = facts(
            subject, until: first?.expiresOn, at: first?.notAfter, isOurs: isOurs, basis)
        facts[.deployed] = .flag(isOurs)
        facts[.shown] = .rows(
            shown.map { ["place": .text($0.target), "seen": .text($0.words(on: basis.today))] })
        return NoticeCandidate(
            .notServed, subject, topic: "certificate \(certificate)", reached: reached,
            audience: isOurs ? .department : .customer, daysLeft: left,
            why: "\(wrong.target) shows \(wrong.state)", facts: facts)
    }

    /// Whether the customer was told to install the certificate, long enough ago where nothing
    /// presses, and it is still worth it.
    ///
    /// What was in force when its row was enrolled is no news, and never announced: what its hosts
    /// show may be what they always did.
    private static func isInstalling(
        _ subject: NoticeSubject, _ certificate: Int64, _ basis: NoticeBasis, isPressing: Bool
    ) throws -> Bool {
        guard subject.expiresOn.map({ $0 >= basis.today }) ?? false else { return false }
        let told = try basis.ledger.notices(
            kind: NoticeKind.certificateReissued.rawValue, topic: "certificate \(certificate)")
        guard let since = told.compactMap(\.sentAt).min()?.day else { return false }
        return isPressing || basis.today - since >= NoticeThresholds.installation
    }
}

extension ShownCertificate {
    /// What was seen there, for a customer as for the department.
    fileprivate func words(on today: Day) -> String {
        what(on: today) + (lookedAt.day < today ? ", as seen on \(lookedAt.day)" : "")
    }

    private func what(on today: Day) -> String {
        switch state {
        case "old":
            guard let expiresOn else { return "an earlier certificate" }
            return "an earlier certificate, which"
                + " \(expiresOn < today ? "expired" : "expires") on \(expiresOn)"
        case "unreachable": return "no certificate: it did not answer"
        default: return "another certificate"
        }
    }
}
