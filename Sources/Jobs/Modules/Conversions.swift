import CertificateLedger
import KeyStore
import NamecheapAPI
import Notices
import Subscriptions

// Adapters do not know each other; what one says becomes here what another takes.

extension ListedCertificate {
    /// A row of the CA's list as the ledger keeps it.
    init(_ row: ListRow) {
        self.init(
            number: row.certificateID, status: row.status.word, host: row.hostName.lowercased(),
            product: row.type.lowercased(), years: row.years, purchasedOn: row.purchaseDate,
            expiresOn: row.expireDate, providerOrder: row.providerOrderID)
    }
}

extension CertificateDetails {
    /// The details as the ledger keeps them; the certificate itself wins over the answer's dates.
    init(_ answer: GetInfo.Answer) {
        self.init(status: answer.status)
        orderNumber = answer.orderID
        issuedOn = answer.issuedOn
        expiresOn = answer.expires
        replacedBy = answer.replacedBy
        // What is no address is not written to.
        if (try? MailAddress(answer.administratorEmail)) != nil {
            administratorMail = answer.administratorEmail
        }
        guard let pem = answer.leafPEM, let facts = try? CertificateFacts(pem: pem) else { return }
        let end = Timestamp(seconds: facts.notAfter)
        issuedOn = Timestamp(seconds: facts.notBefore).day
        expiresOn = end.day
        notAfter = end
        fingerprint = facts.fingerprint
        keyHash = facts.keyHash
        keyAlgorithm = facts.algorithm?.text
    }
}

extension ValidationToken {
    /// A token for one of the subscription's names.
    ///
    /// Where the answer names no domain, or the base of a wildcard, the record itself tells which
    /// of the names it proves; nil where it proves none.
    init?(_ token: DCVToken, names: [String]) {
        switch token {
        case .cname(let domain, let host, let target):
            let base = host.split(separator: ".", maxSplits: 1).last.map(String.init) ?? ""
            guard let name = ValidationToken.name(domain ?? base, in: names) else { return nil }
            self.init(name: name, method: "cname", recordName: host, recordValue: target)
        case .file(let domain, let file, let content):
            guard let name = ValidationToken.name(domain ?? names.first ?? "", in: names) else {
                return nil
            }
            self.init(name: name, method: "file", recordName: file, recordValue: content)
        }
    }

    private static func name(_ domain: String, in names: [String]) -> String? {
        let domain = domain.lowercased()
        return names.first { $0 == domain } ?? names.first { $0 == "*." + domain }
    }
}
