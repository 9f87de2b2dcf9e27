import Foundation

/// The folder with the CA, the addresses and the list of subscriptions.
struct StateFolder: Sendable {
    let path: String
    private let lock: StateLock

    /// Makes the folder where it is missing, and keeps every other sandbox out of it.
    init(path: String) throws(SandboxError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .cannotCreate(path: path, reason: "\(error)")
        }
        lock = try StateLock(path: path + "/lock")
    }

    /// Whether the file is there.
    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    /// Reads a file whole.
    func read(_ name: String) throws(SandboxError) -> String {
        do {
            return try String(contentsOfFile: file(name), encoding: .utf8)
        } catch {
            throw .cannotCreate(path: file(name), reason: "\(error)")
        }
    }

    /// Writes a file at once; a secret one is for its owner alone.
    func write(_ text: String, to name: String, secret: Bool = false) throws(SandboxError) {
        do {
            guard secret else {
                try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)), options: .atomic)
                return
            }
            let made = FileManager.default.createFile(
                atPath: file(name), contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600])
            guard made else { throw SandboxError.cannotCreate(path: file(name), reason: "refused") }
        } catch {
            throw .cannotCreate(path: file(name), reason: "\(error)")
        }
    }

    private func file(_ name: String) -> String { path + "/" + name }
}
