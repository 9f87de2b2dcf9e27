/// The files of one version, read and found to belong together, to be handed to somebody.
package struct ExportedPair: Sendable {
    /// What the certificate says of itself.
    package let facts: CertificateFacts
    /// Whether the key is among the files.
    package let hasKey: Bool
    /// The version's folder.
    let path: String
    /// Name and content, the key first where it is here.
    let files: [(name: String, content: String)]
    private let key: String?
    private let fullChain: String

    /// Reads a version; a certificate for another key than the one beside it is `keyMismatch`.
    package init(
        _ store: CertificateStore, folder: String, version: Int
    ) throws(KeyStoreError) {
        path = try store.path(folder, version)
        guard let facts = try store.facts(folder: folder, version: version) else {
            throw try .missing(
                path: store.path(.certificate, folder: folder, version: version))
        }
        self.facts = facts
        key = try store.text(.privateKey, folder: folder, version: version)
        hasKey = key != nil
        if key != nil, try store.keyHash(folder: folder, version: version) != facts.keyHash {
            throw try .keyMismatch(
                path: store.path(.certificate, folder: folder, version: version))
        }
        var files: [(name: String, content: String)] = []
        let wanted: [CertificateStore.File] = [.privateKey, .certificate, .chain, .fullChain]
        for file in wanted {
            guard let text = try store.text(file, folder: folder, version: version) else {
                continue
            }
            files.append((file.rawValue, text))
        }
        self.files = files
        fullChain =
            files.last { $0.name == CertificateStore.File.fullChain.rawValue }?.content ?? ""
    }

    /// Key, certificate and chain in one PEM text, as HAProxy and many panels take it.
    package var pem: [UInt8] { Array(((key ?? "") + fullChain).utf8) }

    /// The PEM files in one ZIP archive.
    package var zip: [UInt8] {
        ZIPArchive.stored(files.map { ($0.name, Array($0.content.utf8)) })
    }

    /// Writes bytes into a new file, mode 0600, durable when it returns; throws `exists` otherwise.
    package static func write(_ bytes: [UInt8], to path: String) throws(KeyStoreError) {
        try DurableFiles.create(path, content: bytes)
    }
}
