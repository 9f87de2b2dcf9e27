import CertificateLedger
import DomainValidation
import Notices
import Settings
import Subscriptions
import Wording

/// Unfinished issuances that wait for a record, a file or a mailbox that nothing here serves.
enum MissingProofs: NoticeSource {
    static var kinds: [NoticeKind] { [.validationNeeded] }
    static var isOfSubscriptions: Bool { true }

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        try basis.ledger.openIssuances().compactMap { issuance in
            guard [.submitted, .validating].contains(issuance.state),
                let subject = try basis.subject(issuance.subscription)
            else { return nil }
            let proofs = Proofs(
                issuance, tokens: try basis.ledger.tokens(of: issuance),
                rules: basis.configuration.settings.validation)
            guard !proofs.isEmpty else { return nil }
            let left = subject.expiresOn.map { $0 - basis.today }
            var facts = basis.customerFacts(subject, daysLeft: left)
            facts[.records] = .rows(proofs.records)
            facts[.files] = .rows(proofs.files)
            facts[.mailboxes] = .rows(proofs.mailboxes)
            facts[.publishBy] = basis.deadline(subject.expiresOn, at: subject.notAfter)
            facts[.nothingToPay] = .flag(issuance.action == .reissue)
            // A purchase is activated by its own number, a renewal beside the current one.
            facts[.renewalPaid] = .flag(
                issuance.action == .activate && subject.number != issuance.oldNumber)
            return NoticeCandidate(
                .validationNeeded, subject,
                topic: "issuance \(issuance.id) \(ShortHash(of: proofs.words))",
                reached: basis.reached(daysLeft: left), daysLeft: left,
                why: "its \(issuance.action.rawValue) waits for \(proofs.summary)", facts: facts)
        }
    }
}

/// What only a person can publish or approve.
private struct Proofs {
    private(set) var records: [[String: NoticeValue]] = []
    private(set) var files: [[String: NoticeValue]] = []
    private(set) var mailboxes: [[String: NoticeValue]] = []
    /// All of it, to tell whether it is still the same.
    private(set) var words: [String] = []

    init(_ issuance: Issuance, tokens: [KeptToken], rules: ValidationRules) {
        for kept in tokens where kept.publishedAt == nil {
            let token = kept.token
            let isFile = token.method == "file"
            guard rules.means(for: token.name, file: isFile) == nil else { continue }
            words += [token.name, token.recordName, token.recordValue]
            let base = token.name.hasPrefix("*.") ? String(token.name.dropFirst(2)) : token.name
            if isFile {
                // namecheap-api.md, 7.1: where the CA looks for the file.
                let url = "http://\(base)/.well-known/pki-validation/\(token.recordName)"
                files.append(["url": .text(url), "content": .text(token.recordValue)])
            } else {
                records.append([
                    "name": .text(token.recordName), "type": .text("CNAME"),
                    "value": .text(token.recordValue),
                ])
            }
        }
        for name in issuance.names where issuance.choices.method(of: name) == .email {
            let mailbox = issuance.choices.approver(of: name)
            words += [name, mailbox]
            mailboxes.append(["mailbox": .text(mailbox), "domain": .text(name)])
        }
    }

    var isEmpty: Bool { words.isEmpty }

    var summary: String {
        [("record", records.count), ("file", files.count), ("mail approval", mailboxes.count)]
            .filter { $0.1 > 0 }.map { $0.1.counted($0.0) }.joined(separator: ", ")
    }
}
