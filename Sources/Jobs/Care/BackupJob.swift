import CertificateLedger
import Foundation
import Settings
import Subscriptions
import Wording

/// `ssl-admin ledger backup` and `vacuum`: a copy of the ledger, and a smaller one.
package enum BackupJob {
    /// Copies the ledger into a new file, mode 0600, while the programs work on.
    ///
    /// In a folder the file is named by the moment. It has its name only once it is durable and
    /// was found whole.
    package static func run(_ context: RunContext, to place: String) throws -> ExitStatus {
        let path = try path(place, at: context.clock.now)
        let ledger = try context.openLedger(access: .readOnly)
        try PlacedFile.put(at: path) { temporary in
            try ledger.copy(to: temporary)
            _ = try Ledger.verify(path: temporary)  // What it throws is what matters.
        }
        context.console.inform("the ledger is in \(path), and was found whole there")
        return .success
    }

    /// Gives room back that the ledger does not use any more.
    package static func vacuum(_ context: RunContext) throws -> ExitStatus {
        let lock = try context.takeLock()
        let path = context.configuration.settings.ledger
        let ledger = try context.existingLedger()
        let before = size(of: path)
        try ledger.vacuum()
        context.console.inform("the ledger had \(before) bytes and has \(size(of: path))")
        _ = consume lock  // Held until here.
        return .success
    }

    private static func path(_ place: String, at now: Timestamp) throws(JobError) -> String {
        let stamp = now.description.filter { $0 != "-" && $0 != ":" }
        let isFolder = PlacedFile.isFolder(place)
        // A folder that is not there must not become a file of its name.
        guard isFolder || !place.hasSuffix("/") else {
            throw .cannotWrite(path: place, text: "there is no such folder")
        }
        let path =
            isFolder
            ? (place as NSString).appendingPathComponent("ledger-\(stamp).sqlite") : place
        try PlacedFile.checkFolder(of: path)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw .cannotWrite(path: path, text: "it exists, and is not overwritten")
        }
        return path
    }

    private static func size(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
