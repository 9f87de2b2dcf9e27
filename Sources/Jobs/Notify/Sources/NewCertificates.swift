import CertificateLedger
import Foundation
import Notices
import Settings
import Subscriptions

/// Certificates that came into force and that nobody was told about.
///
/// Where the seller installs, the customer hears of it when it is done: what keeps it from being
/// deployed or shown is the department's, and would only alarm him.
enum NewCertificates: NoticeSource {
    static var kinds: [NoticeKind] { [.certificateReissued] }
    static var isOfSubscriptions: Bool { true }

    /// How far the installation has come, as far as the customer is concerned.
    private enum Progress {
        /// Every place was seen serving it.
        case seen
        /// It is deployed, and nobody saw another one.
        case deployed
        /// The customer installs it.
        case isCustomers
        /// The seller is about it.
        case isOurs
    }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        try basis.ledger.newCertificates().compactMap { new in
            guard let subject = try basis.subject(new.subscription) else { return nil }
            let progress = progress(subject, basis)
            guard progress != .isOurs else { return nil }
            return NoticeCandidate(
                .certificateReissued, subject, topic: "certificate \(new.certificate)",
                reached: [NoticeThresholds.atOnce],
                daysLeft: subject.oldExpiresOn.map { $0 - basis.today },
                why: "certificate of \(new.issuedOn) is in force",
                facts: try facts(subject, progress, basis))
        }
    }

    private static func progress(_ subject: NoticeSubject, _ basis: NoticeBasis) -> Progress {
        let installation = subject.installation
        let isDeployed = installation.targets > 0 && installation.pending == 0
        if installation.looks > 0, installation.seen == installation.looks,
            installation.pending == 0
        {
            return .seen
        }
        // What was requested elsewhere has its key there, and nothing here can deploy it.
        let isOurs =
            !subject.isCustomers
            && (installation.targets > 0 || (basis.installs(subject) && !subject.isElsewhere))
        guard isOurs else { return .isCustomers }
        return isDeployed && installation.wrong == 0 ? .deployed : .isOurs
    }

    private static func facts(
        _ subject: NoticeSubject, _ progress: Progress, _ basis: NoticeBasis
    ) throws -> [NoticeField: NoticeValue] {
        var facts = basis.customerFacts(
            subject, daysLeft: subject.expiresOn.map { $0 - basis.today })
        facts[.previousExpirationDate] = text(subject.oldExpiresOn)
        facts[.certificateEnded] = .flag(subject.oldExpiresOn.map { $0 < basis.today } ?? false)
        // The names of a subscription stay the same from one certificate to the next.
        facts[.addedNames] = .texts([])
        facts[.removedNames] = .texts([])
        facts[.installed] = .flag(progress != .isCustomers)
        facts[.seenWorking] = .flag(progress == .seen)
        facts[.places] = .texts(try places(subject, progress, basis))
        facts[.installBy] = basis.deadline(subject.oldExpiresOn, at: subject.oldNotAfter)
        facts[.keyWithCustomer] = .flag(subject.isCustomers)
        facts[.nothingToPay] = .flag(subject.isReissue)
        facts[.renewalPaid] = .flag(subject.isOfRenewal)
        facts[.elsewhere] = .flag(subject.isElsewhere)
        facts[.certificateText] = .text(
            subject.isCustomers ? certificateText(subject, basis) : "")
        return facts
    }

    /// Where it was seen, else where it is looked for.
    private static func places(
        _ subject: NoticeSubject, _ progress: Progress, _ basis: NoticeBasis
    ) throws(LedgerError) -> [String] {
        if progress == .seen, let certificate = subject.certificate {
            return try basis.ledger.placesServing(certificate)
        }
        let port = basis.configuration.settings.served.port
        let targets = try basis.ledger.servedWatch(subscription: subject.id)?.targets ?? .names
        return targets.targets(names: subject.names, port: port).map(\.description)
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
