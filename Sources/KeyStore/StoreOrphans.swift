import Foundation

// What lies in the store and belongs to nothing.
extension CertificateStore {
    /// The paths of files and links that no program keeps there: strangers', and what a crash left.
    package func strayFiles(folder: String) throws(KeyStoreError) -> [String] {
        let path = try path(folder)
        var stray: [String] = []
        for name in try DurableFiles.entries(path) where name != "live" {
            guard let version = versionNumber(name) else {
                stray.append("\(path)/\(name)")
                continue
            }
            let names = try DurableFiles.entries(self.path(folder, version))
            stray += names.filter { !kept.contains($0) }.map { "\(path)/\(name)/\($0)" }
        }
        return stray
    }

    /// The names at the root that are no folder of the store.
    package func strayNames() throws(KeyStoreError) -> [String] {
        try DurableFiles.entries(root).filter { !CertificateStore.isFolderName($0) }
            .map { "\(root)/\($0)" }
    }

    /// Whether anybody beyond owner and group may read the private key of a version.
    package func isKeyExposed(folder: String, version: Int) throws(KeyStoreError) -> Bool {
        let path = try path(.privateKey, folder: folder, version: version)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else {
            return false
        }
        return mode & 0o007 != 0
    }
}

/// The files that programs keep in a version folder.
private let kept = Set(CertificateStore.File.allCases.map(\.rawValue) + ["deployment.json"])
