import Foundation
internal import Processes
package import Wording

/// A key, its certificate and chain in one file protected by a password (RFC 7292), for Windows and
/// Java.
///
/// It is made by the program `openssl`, whose files those systems are known to read.
package struct PKCS12File {
    /// Where Debian's package openssl has the program.
    private static let openssl = "/usr/bin/openssl"

    /// The content of such a file; a pair without a key is `missing`.
    ///
    /// The password goes to openssl on standard input, never in argv or the environment. openssl
    /// writes into a new folder below the given one, which is gone when this returns.
    package static func content(
        of pair: ExportedPair, password: Secret, name: String, scratch: String
    ) async throws(KeyStoreError) -> [UInt8] {
        guard pair.hasKey else { throw .missing(path: pair.path + "/privkey.pem") }
        let folder = scratch + "/.export-" + UUID().uuidString
        try DurableFiles.makeFolder(folder, existingIsFine: false)
        let file = folder + "/pair.pfx"
        let result: Result<[UInt8], KeyStoreError>
        do throws(KeyStoreError) {
            result = .success(try await made(pair, password, name, file))
        } catch {
            result = .failure(error)
        }
        try DurableFiles.remove(file)
        try DurableFiles.removeFolder(folder)
        return try result.get()
    }

    private static func made(
        _ pair: ExportedPair, _ password: Secret, _ name: String, _ file: String
    ) async throws(KeyStoreError) -> [UInt8] {
        let child = ChildProcess(
            program: openssl,
            arguments: [
                "pkcs12", "-export", "-inkey", pair.path + "/privkey.pem",
                "-in", pair.path + "/fullchain.pem", "-name", name, "-passout", "stdin", "-out",
                file,
            ], input: Array((password.exposed + "\n").utf8), timeLimit: .seconds(30))
        let finished: Finished
        do {
            finished = try await child.run()
        } catch {
            throw .exportFailed(reason: error.happened)
        }
        guard finished.succeeded, let content = try DurableFiles.read(file) else {
            throw .exportFailed(reason: password.redacted(from: finished.lastWords()))
        }
        return content
    }
}
