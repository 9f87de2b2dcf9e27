import Glibc

extension CertificateStore {
    /// What the programs put into version folders; anything else is somebody's.
    private static let ours = Set(File.allCases.map(\.rawValue) + ["deployment.json"])

    /// Removes a version folder with its key; that there is none is fine.
    ///
    /// The live version is refused with `exists`, and so is a folder that holds a file which is not
    /// the store's: `foreignFile`. What a crash leaves is removed the next time; the key goes last,
    /// so that no certificate is ever without its key.
    package func remove(folder: String, version: Int) throws(KeyStoreError) {
        let path = try path(folder, version)
        guard try liveVersion(folder: folder) != version else { throw .exists(path: path) }
        let names = try DurableFiles.entries(path)
        for name in names where !CertificateStore.isOurs(name) {
            throw .foreignFile(path: "\(path)/\(name)")
        }
        let key = File.privateKey.rawValue
        for name in names.filter({ $0 != key }) + names.filter({ $0 == key }) {
            try DurableFiles.remove("\(path)/\(name)")
        }
        try DurableFiles.removeFolder(path)
    }

    /// Removes a version folder in which a crash left less than a key or a request.
    ///
    /// Nothing can have been sent with it: key and request are whole before anything is. A folder
    /// with a whole key, with a request, or with anything else in it is left as it is.
    ///
    /// - Returns: whether it was removed.
    package func removeUnfinished(folder: String, version: Int) throws(KeyStoreError) -> Bool {
        let path = try path(folder, version)
        let names = try DurableFiles.entries(path)
        let begun: Set = [File.privateKey.rawValue, File.request.rawValue + ".new"]
        guard Set(names).isSubset(of: begun), try !holdsKey(folder, version) else { return false }
        for name in names { try DurableFiles.remove("\(path)/\(name)") }
        try DurableFiles.removeFolder(path)
        return true
    }

    private func holdsKey(_ folder: String, _ version: Int) throws(KeyStoreError) -> Bool {
        do throws(KeyStoreError) {
            _ = try keyHash(folder: folder, version: version)  // That there is one is enough.
            return true
        } catch {
            switch error {
            case .missing, .notAKey: return false
            default: throw error
            }
        }
    }

    /// Whether the store made a file of that name, or was about to.
    private static func isOurs(_ name: String) -> Bool {
        let final = name.hasSuffix(".new") ? String(name.dropLast(4)) : name
        return ours.contains(final) || name == ".deployment.json.new"
    }
}
