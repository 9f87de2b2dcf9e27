import CertificateLedger
import KeyStore
import NamecheapAPI
import Subscriptions
import Wording

/// Tells where the current certificate of a subscription has other names than the subscription.
struct NameDifferences {
    private let context: RunContext
    private let ledger: Ledger
    /// The causes of open tasks of this kind when the scan began to read.
    private let known: Set<String>

    init(_ context: RunContext, ledger: Ledger) throws(LedgerError) {
        self.context = context
        self.ledger = ledger
        known = Set(try ledger.openCauses(of: TaskKind.names.rawValue))
    }

    /// Opens one task while they differ, and closes it when they do not any more.
    ///
    /// The www name of a domain and the base of a wildcard come along unasked, and count as asked.
    func look(at answer: GetInfo.Answer, of row: CertificateToRead, module: Int64) throws {
        guard let pem = answer.leafPEM, let facts = try? CertificateFacts(pem: pem) else { return }
        let cause = "\(TaskKind.names.rawValue) \(row.subscription)"
        let difference = facts.difference(from: row.names)
        guard !difference.isEmpty else {
            if known.contains(cause) { try ledger.closeTask(cause: cause, at: context.clock.now) }
            return
        }
        let host = row.names.first ?? row.folder
        let text =
            "certificate \(row.number) \(difference.words), compared with the subscription for"
            + " \(row.names.joined(separator: " ").printable())"
        let isNew = try ledger.openTask(
            cause: cause, text: "\(host): \(text)", module: module,
            subscription: row.subscription, at: context.clock.now)
        guard isNew else { return }
        context.console.complain("\(text); \(TaskKind.names.remedy)", about: host)
    }
}

extension NameDifference {
    /// The difference in words.
    fileprivate var words: String {
        let lacks = missing.isEmpty ? nil : "lacks \(missing.joined(separator: " ").printable())"
        let has = extras.isEmpty ? nil : "has \(extras.joined(separator: " ").printable()) too"
        return [lacks, has].compactMap(\.self).joined(separator: " and ")
    }
}
