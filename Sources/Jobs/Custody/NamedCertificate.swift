import CertificateLedger
import Wording

extension Ledger {
    /// The subscription that a person names by reference or CertificateID.
    func subscription(named word: String) throws -> NamedSubscription {
        let found = try subscriptions(named: word)
        guard let first = found.first else {
            throw JobError.usage(
                text: "there is no subscription with the reference or CertificateID"
                    + " \(word.printable())")
        }
        guard found.count == 1 || first.reference == word else {
            throw JobError.usage(
                text: "several modules have a certificate \(word.printable()); name the reference:"
                    + " \(found.map { $0.reference.printable() }.joined(separator: ", "))")
        }
        return first
    }
}
