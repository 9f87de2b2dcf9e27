import CertificateLedger
import Foundation
import Notices
import Settings
import Subscriptions

/// Certificates that came into force and that nobody was told about.
enum NewCertificates: NoticeSource {
    static var kinds: [NoticeKind] { [.certificateReissued] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        try basis.ledger.newCertificates().compactMap { new in
            let isWaitedFor =
                new.isPending && basis.today - new.issuedOn < NoticeThresholds.installation
            guard !isWaitedFor, let subject = try basis.subject(new.subscription) else {
                return nil
            }
            return NoticeCandidate(
                .certificateReissued, subject, topic: "certificate \(new.certificate)",
                reached: [NoticeThresholds.atOnce],
                daysLeft: subject.oldExpiresOn.map { $0 - basis.today },
                why: "certificate of \(new.issuedOn) is in force", facts: facts(subject, basis))
        }
    }

    private static func facts(
        _ subject: NoticeSubject, _ basis: NoticeBasis
    ) -> [NoticeField: NoticeValue] {
        let installation = subject.installation
        let isInstalled =
            installation.targets > 0 && installation.pending == 0
            && installation.seen == installation.looks
        let port = basis.configuration.settings.served.port
        var facts = basis.customerFacts(
            subject, daysLeft: subject.expiresOn.map { $0 - basis.today })
        facts[.previousExpirationDate] = text(subject.oldExpiresOn)
        // The names of a subscription stay the same from one certificate to the next.
        facts[.addedNames] = .texts([])
        facts[.removedNames] = .texts([])
        facts[.installed] = .flag(isInstalled)
        facts[.places] = .texts(
            subject.names.filter { !$0.hasPrefix("*.") }.map { "\($0):\(port)" })
        facts[.installBy] = text(subject.oldExpiresOn)
        facts[.keyWithCustomer] = .flag(subject.isCustomers)
        facts[.nothingToPay] = .flag(subject.isReissue)
        facts[.elsewhere] = .flag(subject.isElsewhere)
        facts[.certificateText] = .text(
            subject.isCustomers ? certificateText(subject, basis) : "")
        return facts
    }

    /// Certificate and chain as they lie in the store; without them the department hands them over.
    private static func certificateText(
        _ subject: NoticeSubject, _ basis: NoticeBasis
    ) -> String {
        guard let version = subject.version else { return "" }
        let folder = "\(basis.configuration.settings.store)/\(subject.folder)/\(version)"
        return (try? String(contentsOfFile: "\(folder)/fullchain.pem", encoding: .utf8)) ?? ""
    }
}
