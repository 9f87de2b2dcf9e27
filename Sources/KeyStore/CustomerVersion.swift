// Versions whose key is the customer's: a request from outside, and no private key.
extension CertificateStore {
    /// Makes a version folder that holds a customer's request alone, durable when it returns.
    ///
    /// The version folder must not exist.
    package func prepare(
        folder: String, version: Int, customersRequest request: CertificateRequest
    ) throws(KeyStoreError) -> PreparedKey {
        _ = try makePath(folder)  // only its existence matters here
        try DurableFiles.makeFolder(path(folder, version), existingIsFine: false, access: access)
        return try keep(request, folder: folder, version: version)
    }

    /// Rereads the customer's request of a version after a crash.
    ///
    /// A version with a private key is ours and no customer's: `exists`.
    package func customersRequest(
        folder: String, version: Int
    ) throws(KeyStoreError) -> PreparedKey {
        let key = try path(.privateKey, folder: folder, version: version)
        guard try DurableFiles.read(key) == nil else { throw .exists(path: key) }
        guard let text = try text(.request, folder: folder, version: version) else {
            throw try .missing(path: path(.request, folder: folder, version: version))
        }
        return PreparedKey(try CertificateRequest(pem: text), version: version)
    }

    /// The versions of a folder whose customer's request has that public key, the newest first.
    package func customersVersions(
        ofKey keyHash: String, folder: String
    ) throws(KeyStoreError) -> [Int] {
        var found: [Int] = []
        for version in try versions(folder: folder).reversed() {
            do throws(KeyStoreError) {
                let request = try customersRequest(folder: folder, version: version)
                if request.keyHash == keyHash { found.append(version) }
            } catch {
                switch error {
                case .missing, .exists, .notARequest: continue
                default: throw error
                }
            }
        }
        return found
    }

    /// Points `live` at a version without a key, unless servers would lose the key beside it.
    ///
    /// A version whose certificate is whole and that never had a key may follow nothing or another
    /// such version. It never follows a pair: servers would find the certificate without its key.
    ///
    /// - Returns: whether it is live now.
    package func makeKeylessLive(folder: String, version: Int) throws(KeyStoreError) -> Bool {
        let key = try path(.privateKey, folder: folder, version: version)
        guard try DurableFiles.read(key) == nil else { throw .keyMismatch(path: key) }
        if let live = try liveVersion(folder: folder),
            try text(.privateKey, folder: folder, version: live) != nil
        {
            return false
        }
        guard let facts = try facts(folder: folder, version: version) else {
            throw try .missing(path: path(.certificate, folder: folder, version: version))
        }
        let full = try path(.fullChain, folder: folder, version: version)
        guard let pem = try text(.fullChain, folder: folder, version: version) else {
            throw .missing(path: full)
        }
        guard try ParsedCertificate.all(in: pem).first?.facts() == facts else {
            throw .keyMismatch(path: full)
        }
        try DurableFiles.switchLink(livePath(folder: folder), to: String(version))
        return true
    }
}
