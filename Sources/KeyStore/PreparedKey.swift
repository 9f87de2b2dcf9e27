/// A key on disk and its request: all that is to be sent to the CA.
package struct PreparedKey: Sendable, Equatable {
    /// The version folder the key is in.
    package let version: Int
    /// Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.
    package let keyHash: String
    /// The request as PEM.
    package let csrPEM: String
    /// The kind of key, or nil for one that is not used in web certificates.
    package let algorithm: KeyAlgorithm?
}

extension CertificateStore {
    /// Makes a version folder with a new key and its request, durable when it returns.
    ///
    /// The version folder must not exist. The request names the first name as common name and all
    /// names as alternatives. What a crash in between leaves behind, `prepared` takes up.
    package func prepare(
        folder: String, version: Int, algorithm: KeyAlgorithm, names: [String],
        organization: String? = nil
    ) throws(KeyStoreError) -> PreparedKey {
        try prepare(
            folder: folder, version: version, key: PrivateKey(algorithm), names: names,
            organization: organization)
    }

    func prepare(
        folder: String, version: Int, key: PrivateKey, names: [String],
        organization: String? = nil
    ) throws(KeyStoreError) -> PreparedKey {
        let request = try key.request(names: names, organization: organization)
        let pem = try key.pem()
        _ = try makePath(folder)  // only its existence matters here
        try DurableFiles.makeFolder(path(folder, version), existingIsFine: false, access: access)
        try DurableFiles.create(
            path(.privateKey, folder: folder, version: version), content: Array(pem.utf8),
            access: access)
        return try keep(request, folder: folder, version: version)
    }

    /// Rereads key and request of a version after a crash, and proves that they match.
    ///
    /// Where the key is whole and the request is missing, the request is made again from the key
    /// with these names and written. Where the key itself is missing or cut (`missing`,
    /// `notAKey`), nothing was sent with it: the caller prepares the next version.
    package func prepared(
        folder: String, version: Int, names: [String], organization: String? = nil
    ) throws(KeyStoreError) -> PreparedKey {
        let key = try privateKey(folder: folder, version: version)
        guard let text = try text(.request, folder: folder, version: version) else {
            return try keep(
                key.request(names: names, organization: organization), folder: folder,
                version: version)
        }
        let request = try CertificateRequest(pem: text)
        guard try request.keyHash == key.keyHash() else {
            throw try .keyMismatch(path: path(.request, folder: folder, version: version))
        }
        return PreparedKey(request, version: version)
    }

    /// The hash of the public key of a version's private key.
    package func keyHash(folder: String, version: Int) throws(KeyStoreError) -> String {
        try privateKey(folder: folder, version: version).keyHash()
    }

    func privateKey(folder: String, version: Int) throws(KeyStoreError) -> PrivateKey {
        let path = try path(.privateKey, folder: folder, version: version)
        guard let pem = try text(.privateKey, folder: folder, version: version) else {
            throw .missing(path: path)
        }
        return try PrivateKey(pem: pem, path: path)
    }

    func keep(
        _ request: CertificateRequest, folder: String, version: Int
    ) throws(KeyStoreError) -> PreparedKey {
        try DurableFiles.put(
            path(.request, folder: folder, version: version), content: Array(request.pem.utf8),
            access: access)
        return PreparedKey(request, version: version)
    }
}

extension PreparedKey {
    init(_ request: CertificateRequest, version: Int) {
        self.init(
            version: version, keyHash: request.keyHash, csrPEM: request.pem,
            algorithm: request.algorithm)
    }
}
