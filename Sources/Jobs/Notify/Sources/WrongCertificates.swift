import CertificateLedger
import Notices
import Subscriptions

/// Hosts that show another certificate than the current one: the department's where the seller
/// deployed it, the customer's where nobody here installs it.
enum WrongCertificates: NoticeSource {
    static var kinds: [NoticeKind] { [.notServed] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let hosts = Dictionary(grouping: try basis.ledger.wrongHosts(), by: \.subscription)
        return try hosts.sorted { $0.key < $1.key }.compactMap { subscription, hosts in
            guard let subject = try basis.subject(subscription) else { return nil }
            return try candidate(subject, hosts, basis)
        }
    }

    private static func candidate(
        _ subject: NoticeSubject, _ hosts: [WrongHost], _ basis: NoticeBasis
    ) throws -> NoticeCandidate? {
        guard let certificate = subject.certificate else { return nil }
        let isOurs = subject.installation.targets > 0 && !subject.isCustomers
        guard !isOurs || subject.installation.pending == 0 else { return nil }
        let left = subject.oldExpiresOn.map { $0 - basis.today }
        var reached = basis.reached(daysLeft: left)
        if !isOurs {
            guard try isTimeToInstallOver(subject, certificate, basis) || reached.count > 1 else {
                return nil
            }
        } else if left == nil {
            reached = [NoticeThresholds.atOnce]
        }
        var facts = basis.customerFacts(subject, daysLeft: left)
        facts[.previousExpirationDate] = text(subject.oldExpiresOn)
        facts[.installBy] = text(subject.oldExpiresOn)
        facts[.weInstall] = .flag(isOurs)
        facts[.nothingToPay] = .flag(subject.isReissue)
        facts[.shown] = .rows(
            hosts.map { host in
                let seen = host.state == "old" ? "the certificate before" : "another certificate"
                return ["place": .text(host.target), "seen": .text(seen)]
            })
        return NoticeCandidate(
            .notServed, subject, topic: "certificate \(certificate)", reached: reached,
            audience: isOurs ? .department : .customer, daysLeft: left,
            why: "\(hosts.first?.target ?? "a host") shows \(hosts.first?.state ?? "other")",
            facts: facts)
    }

    /// Whether the customer knows of the certificate for long enough to have installed it.
    private static func isTimeToInstallOver(
        _ subject: NoticeSubject, _ certificate: Int64, _ basis: NoticeBasis
    ) throws -> Bool {
        let told = try basis.ledger.notices(
            kind: NoticeKind.certificateReissued.rawValue, topic: "certificate \(certificate)")
        let since = told.compactMap(\.sentAt).min()?.day ?? subject.issuedOn
        return since.map { basis.today - $0 >= NoticeThresholds.installation } ?? false
    }
}
