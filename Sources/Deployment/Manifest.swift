private import Foundation
private import Processes

/// The JSON file that tells a hook all of a delivery, however many names it has.
enum Manifest {
    /// Writes the delivery to its manifest path, mode 0600, in one step.
    static func write(_ delivery: Delivery) throws(DeploymentError) {
        let parts = delivery.manifest.split(separator: "/").map(String.init)
        guard delivery.manifest.hasPrefix("/"), let name = parts.last else {
            throw .manifestNotAbsolute(delivery.manifest)
        }
        let bytes = try json(of: delivery)
        do throws(FileFailure) {
            let folder = try Folder.open("/" + parts.dropLast().joined(separator: "/"))
            try folder.put(bytes, as: name, mode: 0o600)
        } catch {
            throw .manifestNotWritten(error)
        }
    }

    private static func json(of delivery: Delivery) throws(DeploymentError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(delivery)) + [UInt8(ascii: "\n")]
        } catch {
            throw .manifestNotEncoded(reason: "\(error)")
        }
    }
}
