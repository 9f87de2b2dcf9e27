package import CertificateLedger
import Foundation
package import KeyStore
import Subscriptions
import Wording

/// `ssl-admin certificate request` and `custody`: who makes and keeps the keys.
package enum CustodyJob {
    /// A request is a few kilobytes; more is something else.
    private static let largestRequest = 65_536
    private static let remedy =
        "ask the customer for a CSR in PEM with a key of RSA from 2048 bits, P-256 or P-384"

    /// Stores a customer's CSR for the next issuance of a subscription, whose keys are the
    /// customer's from then on.
    package static func keep(
        _ context: RunContext, csr file: String, for word: String
    ) throws -> ExitStatus {
        let request = try request(in: file)
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let subscription = try ledger.subscription(named: word)
        if try ledger.unusedRequest(subscription: subscription.id)?.csr == request.pem {
            context.console.inform("\(subscription.host): this CSR is here already")
            return .success
        }
        try refuseWhileOpen(subscription)
        try check(request, names: subscription.names, ledger)
        try ledger.keep(
            CustomerRequest(csr: request.pem, keyHash: request.keyHash),
            algorithm: request.algorithm?.text ?? "", subscription: subscription.id,
            at: context.clock.now)
        context.console.inform(
            "\(subscription.host): the CSR is kept for the next certificate; the key stays at the"
                + " customer's")
        _ = consume lock  // Held until here.
        return .success
    }

    /// Changes who keeps the keys of a subscription; an unused CSR is forgotten.
    package static func change(
        _ context: RunContext, toCustomer isCustomers: Bool, of word: String
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let subscription = try ledger.subscription(named: word)
        guard subscription.isCustomers != isCustomers else {
            context.console.inform("\(subscription.host): nothing to change")
            return .success
        }
        try refuseWhileOpen(subscription)
        try ledger.setCustody(
            ofCustomer: isCustomers, subscription: subscription.id, at: context.clock.now)
        context.console.inform(
            "\(subscription.host): "
                + (isCustomers ? "the customer sends CSRs from now on" : "keys are made here"))
        _ = consume lock  // Held until here.
        return .success
    }

    /// Reads a customer's CSR for these names with a key that was never used.
    package static func request(
        in file: String, names: [String], _ ledger: Ledger
    ) throws -> KeyStore.CertificateRequest {
        let request = try request(in: file)
        try check(request, names: names, ledger)
        return request
    }

    private static func request(in file: String) throws -> KeyStore.CertificateRequest {
        guard FileManager.default.fileExists(atPath: file) else {
            throw JobError.fileMissing(path: file)
        }
        guard let handle = FileHandle(forReadingAtPath: file),
            let content = try? handle.read(upToCount: largestRequest + 1)
        else { throw JobError.fileUnreadable(path: file, text: "no permission, or empty") }
        guard content.count <= largestRequest else {
            throw JobError.fileUnreadable(path: file, text: "too large for a CSR")
        }
        do {
            return try KeyStore.CertificateRequest(pem: String(decoding: content, as: UTF8.self))
        } catch {
            throw JobError.refused(what: "\(file.printable()): \(error.happened)", remedy: remedy)
        }
    }

    private static func check(
        _ request: KeyStore.CertificateRequest, names: [String], _ ledger: Ledger
    ) throws {
        guard let algorithm = request.algorithm, algorithm.forReissue == algorithm else {
            throw JobError.refused(
                what: "the CSR has a key of \(request.algorithm?.text ?? "an unknown kind")",
                remedy: remedy)
        }
        let wanted = Set(names)
        let named = Set(request.names)
        guard wanted == named else {
            throw JobError.refused(
                what: "the CSR names \(request.names.joined(separator: ", ").printable()), and the"
                    + " subscription is for \(names.joined(separator: ", "))",
                remedy: "ask the customer for a CSR with exactly these names")
        }
        guard try !ledger.isKeyKnown(request.keyHash) else {
            throw JobError.refused(
                what: "the key of the CSR was used before",
                remedy: "ask the customer for a CSR with a new key")
        }
    }

    private static func refuseWhileOpen(_ subscription: NamedSubscription) throws(JobError) {
        guard subscription.hasOpenIssuance else { return }
        throw .refused(
            what: "an issuance for \(subscription.host.printable()) is under way",
            remedy: "let it end first; ssl-report reissues shows what it waits for")
    }
}
