/// The folder of keys and certificates: `<root>/<folder>/<version>/{privkey,cert,…}.pem`.
///
/// A folder belongs to one subscription; its link `live` names the version that servers use.
/// Nothing is ever rewritten, and only what retention names is removed; versions only grow.
package struct CertificateStore: Sendable {
    /// A file of a version folder.
    package enum File: String, Sendable, CaseIterable {
        /// The private key.
        case privateKey = "privkey.pem"
        /// The certificate request.
        case request = "request.csr"
        /// The certificate alone.
        case certificate = "cert.pem"
        /// The intermediate certificates, the issuer of the certificate first.
        case chain = "chain.pem"
        /// The certificate and then its chain.
        case fullChain = "fullchain.pem"
    }

    /// The folder that holds all others.
    package let root: String
    /// Who may read what is made in it.
    package let access: FileAccess

    /// The store in that folder, which is made when the first thing is stored.
    package init(root: String, access: FileAccess = .private) {
        self.root = root
        self.access = access
    }

    /// Proves that a file can be made durable in the folder, and leaves nothing behind.
    ///
    /// The probe is larger than all files of a version, so that a nearly full disk shows.
    package func probe(folder: String) throws(KeyStoreError) {
        let path = try makePath(folder)
        let file = path + "/.probe"
        try DurableFiles.remove(file)
        do {
            try DurableFiles.create(
                file, content: [UInt8](repeating: 0x2e, count: 65_536), access: access)
        } catch {
            try DurableFiles.remove(file)
            throw error
        }
        try DurableFiles.remove(file)
    }

    /// The folders of the store, sorted.
    package func folders() throws(KeyStoreError) -> [String] {
        try DurableFiles.entries(root).filter(CertificateStore.isFolderName)
    }

    /// The version numbers on disk, smallest first.
    package func versions(folder: String) throws(KeyStoreError) -> [Int] {
        try DurableFiles.entries(path(folder)).compactMap(versionNumber).sorted()
    }

    /// One more than the largest version of ledger and disk.
    package func nextVersion(folder: String, ledgerLargest: Int) throws(KeyStoreError) -> Int {
        try max(ledgerLargest, versions(folder: folder).last ?? 0) + 1
    }

    /// The path of a file of a version, for hooks and reports.
    package func path(
        _ file: File, folder: String, version: Int
    ) throws(KeyStoreError) -> String {
        try "\(path(folder, version))/\(file.rawValue)"
    }

    /// The path of the link that names the live version, as `RENEWED_LINEAGE` wants it.
    package func livePath(folder: String) throws(KeyStoreError) -> String {
        try path(folder) + "/live"
    }

    func path(_ folder: String) throws(KeyStoreError) -> String {
        guard CertificateStore.isFolderName(folder) else { throw .badFolderName(folder) }
        return "\(root)/\(folder)"
    }

    func path(_ folder: String, _ version: Int) throws(KeyStoreError) -> String {
        guard version > 0 else { throw .badFolderName("\(folder)/\(version)") }
        return try "\(path(folder))/\(version)"
    }

    /// Makes root and folder where they are missing, and returns the folder's path.
    func makePath(_ folder: String) throws(KeyStoreError) -> String {
        let path = try path(folder)
        try DurableFiles.makeFolder(root, existingIsFine: true, access: access)
        try DurableFiles.makeFolder(path, existingIsFine: true, access: access)
        return path
    }

    /// The text of a file of a version, or nil where there is none.
    func text(
        _ file: File, folder: String, version: Int
    ) throws(KeyStoreError) -> String? {
        let path = try path(file, folder: folder, version: version)
        return try DurableFiles.read(path).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The number a version folder is named by, or nil for another name.
func versionNumber(_ name: String) -> Int? {
    guard let number = Int(name), number > 0, String(number) == name else { return nil }
    return number
}
