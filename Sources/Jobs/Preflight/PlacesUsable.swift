import DNS
import DomainValidation
import Foundation
import Settings
import Subscriptions
import Wording

/// Whether the webroots and key files that publish the records of a subscription can be used.
struct PlacesUsable: PreflightCheck {
    static let name = "publishing"

    /// The lines of the settings.
    let rules: ValidationRules
    /// The program that DNS updates are made with.
    var nsupdate = DNSUpdate.nsupdate

    /// One folder or key file serves many: it is one task.
    func key(of subject: PreflightSubject) -> String {
        let places: [String] = rules.means(of: subject).compactMap { means in
            switch means {
            case .webroot(let folder): folder
            case .update(_, let keyFile): keyFile
            case .hook, .namecheap: nil
            }
        }
        return places.isEmpty ? "none" : Set(places).sorted().joined(separator: " ")
    }

    func finding(about subject: PreflightSubject) -> PreflightFinding {
        for means in rules.means(of: subject) {
            switch means {
            case .webroot(let folder):
                if let fault = Self.fault(ofWebroot: folder) { return .failed(fault) }
            case .update(let server, let keyFile):
                let update = DNSUpdate(
                    NameServer(text: server) ?? NameServer(address: server), keyFile: keyFile,
                    program: nsupdate, timeLimit: .zero)
                do throws(DomainValidationError) { try update.checkFiles() } catch {
                    return .failed("\(error.happened); \(error.remedy)")
                }
            case .hook, .namecheap: continue
            }
        }
        return .passed
    }

    private static func fault(ofWebroot folder: String) -> String? {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else {
            return "there is no folder \(folder.printable()) for Webroot; make it, or change the"
                + " setting"
        }
        guard unsafe access(folder, W_OK | X_OK) == 0 else {
            return "this user cannot write into Webroot \(folder.printable()); change its owner"
                + " or group"
        }
        return nil
    }
}
