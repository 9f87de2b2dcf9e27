import Foundation

/// A folder of a test's own, removed with it.
package final class TemporaryFolder: Sendable {
    /// The absolute path, without a slash at the end.
    package let path: String

    /// Makes a new folder.
    package init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("ssl-ledger-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // A test that made something unremovable leaves it to the system's own cleaning.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in the folder.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file into the folder and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let target = file(name)
        try FileManager.default.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        // A program that another test starts meanwhile must not inherit the open file: a script
        // that anybody holds open for writing cannot be run ("Text file busy").
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let descriptor = unsafe open(target, flags, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target)
        return target
    }

    /// Writes a program of these lines and returns its path.
    package func script(
        _ name: String, _ body: String, interpreter: String = "/bin/sh"
    ) throws -> String {
        try write("#!\(interpreter)\n\(body)\n", to: name, mode: 0o755)
    }

    /// Whether there is such a file or folder.
    package func contains(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: file(name))
    }

    /// Every path below the folder, sorted.
    package func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    }

    /// The text of a file in the folder.
    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
    }

    /// The names in the folder or one below it, sorted.
    package func names(in subfolder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(subfolder)).sorted()
    }
}
