import CertificateLedger
import Foundation
import KeyStore
import Subscriptions
import Wording

/// `ssl-admin certificate export`: a certificate with its key in one new file.
package enum ExportJob {
    /// The kinds of file.
    package enum Format: String, Sendable, CaseIterable {
        /// Key, certificate and chain one after the other.
        case pem
        /// PKCS#12, protected by a password.
        case pfx
        /// The PEM files in an archive.
        case zip
    }

    /// Writes a new file, mode 0600; a subscription's current certificate where a reference is
    /// named.
    package static func run(
        _ context: RunContext, certificate word: String, format: Format, output: String,
        passwordFile: String?
    ) async throws -> ExitStatus {
        let ledger = try context.existingLedger()
        let subscription = try ledger.subscription(named: word)
        let wanted =
            subscription.reference == word ? subscription.currentNumber : Int(word)
        let versions = try ledger.versions(subscription: subscription.id)
        guard let certificate = versions.first(where: { $0.number == wanted }) else {
            throw JobError.refused(
                what:
                    "certificate \(wanted.map(String.init) ?? word.printable()) is not in the store",
                remedy: "ssl-admin certificate list shows what is")
        }
        let pair = try ExportedPair(
            try context.store(), folder: subscription.folder, version: certificate.version)
        guard !FileManager.default.fileExists(atPath: output) else {
            throw JobError.cannotWrite(path: output, text: "it exists, and is not overwritten")
        }
        let content = try await content(
            of: pair, format, host: subscription.host, output: output, passwordFile: passwordFile)
        try ExportedPair.write(content, to: absolute(output))
        let cause = "hand-over \(certificate.number)"
        try ledger.closeTask(cause: cause, at: context.clock.now)
        context.console.inform(
            "\(subscription.host): certificate \(certificate.number) until"
                + " \(Timestamp(seconds: pair.facts.notAfter).day)"
                + " \(pair.hasKey ? "with" : "without") its key is in \(output)")
        return .success
    }

    private static func content(
        of pair: ExportedPair, _ format: Format, host: String, output: String,
        passwordFile: String?
    ) async throws -> [UInt8] {
        switch format {
        case .pem: return pair.pem
        case .zip: return pair.zip
        case .pfx:
            guard pair.hasKey else {
                throw JobError.refused(
                    what: "the key of this certificate is the customer's, and pfx needs it",
                    remedy: "export it as pem or zip; the customer joins it with the key")
            }
            let password = try ExportPassword.read(file: passwordFile)
            return try await PKCS12File.content(
                of: pair, password: password, name: host,
                scratch: (absolute(output) as NSString).deletingLastPathComponent)
        }
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
