import CertificateLedger
import Foundation
import KeyStore
import Settings
import Wording

extension RunContext {
    /// The key store with the access that the settings give; names nobody has are refused.
    func store() throws(JobError) -> CertificateStore {
        let settings = configuration.settings
        var access = FileAccess.private
        access.isGroupReadable = settings.keyAccess.isGroupReadable
        if let name = settings.keyAccess.owner {
            access.owner = try RunContext.number(of: name, "KeyOwner", FileAccess.user(named:))
        }
        if let name = settings.keyAccess.group {
            access.group = try RunContext.number(of: name, "KeyGroup", FileAccess.group(named:))
        }
        return CertificateStore(root: settings.store, access: access)
    }

    /// The ledger that is there: what works on the store never makes an empty one.
    func existingLedger() throws(LedgerError) -> Ledger {
        let path = configuration.settings.ledger
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        return try openLedger()
    }

    private static func number(
        of name: String, _ setting: String, _ look: (String) -> UInt32?
    ) throws(JobError) -> UInt32 {
        guard let number = look(name) else {
            throw .configuration(
                what: "\(setting) is \(name.printable()), and this machine knows no such name",
                remedy: "correct it, or take the line out for the user of the programs")
        }
        return number
    }
}
