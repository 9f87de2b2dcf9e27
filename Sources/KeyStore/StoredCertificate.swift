extension CertificateStore {
    /// Stores a delivered certificate beside its key; the same one again is fine.
    ///
    /// The chain is put in order: the issuer of the certificate first, each signed by the next,
    /// without roots and unrelated certificates. A certificate for another key than the one in
    /// the folder is refused; where there is no key (it is the customer's), any is taken.
    package func store(
        folder: String, version: Int, leafPEM: String, intermediates: [String]
    ) throws(KeyStoreError) {
        let chain = try CertificateChain(leafPEM: leafPEM, intermediates: intermediates)
        _ = try makePath(folder)  // only its existence matters here
        try DurableFiles.makeFolder(path(folder, version), existingIsFine: true, access: access)
        if try text(.privateKey, folder: folder, version: version) != nil {
            let ours = try keyHash(folder: folder, version: version)
            guard try chain.leaf.facts().keyHash == ours else {
                throw try .keyMismatch(path: path(.certificate, folder: folder, version: version))
            }
        }
        let contents: [(File, String)] = [
            (.certificate, chain.leaf.pem), (.chain, chain.chainPEM), (.fullChain, chain.fullPEM),
        ]
        for (file, pem) in contents {
            try DurableFiles.put(
                path(file, folder: folder, version: version), content: Array(pem.utf8),
                access: access)
        }
    }

    /// The facts of a stored certificate, or nil where the version has none yet.
    package func facts(folder: String, version: Int) throws(KeyStoreError) -> CertificateFacts? {
        guard let pem = try text(.certificate, folder: folder, version: version) else {
            return nil
        }
        return try CertificateFacts(pem: pem)
    }

    /// Points `live` at a version in one step; refuses a version that is not a whole pair.
    ///
    /// Servers see the old version or the new one, never a mixture. A missing file is `missing`,
    /// a certificate for another key `keyMismatch`; both leave `live` as it is.
    package func makeLive(folder: String, version: Int) throws(KeyStoreError) {
        let ours = try keyHash(folder: folder, version: version)
        for file in [File.certificate, .fullChain] {
            let path = try path(file, folder: folder, version: version)
            guard let pem = try text(file, folder: folder, version: version) else {
                throw .missing(path: path)
            }
            guard let leaf = try ParsedCertificate.all(in: pem).first,
                try leaf.facts().keyHash == ours
            else { throw .keyMismatch(path: path) }
        }
        try DurableFiles.switchLink(livePath(folder: folder), to: String(version))
    }

    /// The version that `live` names, or nil where there is none.
    package func liveVersion(folder: String) throws(KeyStoreError) -> Int? {
        try DurableFiles.linkTarget(livePath(folder: folder)).flatMap(versionNumber)
    }
}
