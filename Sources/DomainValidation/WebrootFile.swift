private import Processes

/// Writes the validation file below the document root of a web server on this machine.
package struct WebrootFile: ValidationMethod {
    /// The word for it in settings: `webroot`.
    package static var name: String { "webroot" }
    /// Only a file can be put below a document root.
    package static var proofs: Set<Proof> { [.file] }

    private static let folders = [".well-known", "pki-validation"]
    private let webroot: String

    /// The document root that the web server serves for the names to prove.
    package init(webroot: String) {
        self.webroot = webroot
    }

    /// The path in the URL that the CA asks for (Baseline Requirements 3.2.2.4.18).
    package static func path(of file: String) -> String {
        "/" + (folders + [file]).joined(separator: "/")
    }

    /// Puts the file in place in one step, readable for the web server.
    package func publish(_ record: ValidationRecord) async throws(DomainValidationError) {
        try check(record)
        guard case .file(let name, let content) = record.kind else { return }
        do throws(FileFailure) {
            var folder = try Folder.open(webroot)
            for name in Self.folders { folder = try folder.subfolder(name) }
            try folder.put(Array(content.utf8), as: name, mode: 0o644)
        } catch {
            throw .notWritten(error)
        }
    }

    /// Removes the file and leaves the folders.
    package func remove(_ record: ValidationRecord) async throws(DomainValidationError) {
        try check(record)
        guard case .file(let name, _) = record.kind else { return }
        do throws(FileFailure) {
            var folder = try Folder.open(webroot)
            for name in Self.folders {
                guard folder.contains(name) else { return }
                folder = try folder.subfolder(name)
            }
            try folder.remove(name)
        } catch {
            throw .notWritten(error)
        }
    }
}
