// Finding keys that are on disk, and using one for another version.
extension CertificateStore {
    /// What lies in a version folder.
    package enum Content: String, Sendable {
        /// Key and certificate that belong together.
        case pair
        /// A certificate whose key is elsewhere.
        case certificate
        /// A key without a certificate.
        case key
        /// A request alone.
        case request
        /// A key and a certificate for another one, or a file that cannot be read.
        case broken
        /// Nothing of ours.
        case nothing
    }

    /// The versions of a folder whose private key has that public key, the newest first.
    ///
    /// After a ledger was restored from a back-up this finds what it does not know of; a file that
    /// holds no whole key is passed over.
    package func versions(
        ofKey keyHash: String, folder: String
    ) throws(KeyStoreError) -> [Int] {
        var found: [Int] = []
        for version in try versions(folder: folder).reversed() {
            do throws(KeyStoreError) {
                if try self.keyHash(folder: folder, version: version) == keyHash {
                    found.append(version)
                }
            } catch {
                switch error {
                case .missing, .notAKey: continue
                default: throw error
                }
            }
        }
        return found
    }

    /// What lies in a version folder, for a list of them.
    package func content(folder: String, version: Int) throws(KeyStoreError) -> Content {
        let hasKey = try text(.privateKey, folder: folder, version: version) != nil
        let hasCertificate = try text(.certificate, folder: folder, version: version) != nil
        switch (hasKey, hasCertificate) {
        case (true, true):
            do throws(KeyStoreError) {
                let ours = try keyHash(folder: folder, version: version)
                let facts = try facts(folder: folder, version: version)
                return facts?.keyHash == ours ? .pair : .broken
            } catch {
                return .broken
            }
        case (true, false): return .key
        case (false, true): return .certificate
        case (false, false):
            let request = try text(.request, folder: folder, version: version)
            return request == nil ? .nothing : .request
        }
    }

    /// Makes a version folder with the key of another version and a new request, durable when it
    /// returns; nil where that key is not the expected one or may not be used any longer.
    ///
    /// It is the expected one if key and certificate of the version have this public key;.
    package func prepare(
        folder: String, version: Int, keyOf old: Int, keyHash: String, names: [String]
    ) throws(KeyStoreError) -> PreparedKey? {
        let key: PrivateKey
        do throws(KeyStoreError) {
            key = try privateKey(folder: folder, version: old)
        } catch {
            switch error {
            case .missing, .notAKey: return nil
            default: throw error
            }
        }
        guard try key.keyHash() == keyHash, key.algorithm != nil,
            try facts(folder: folder, version: old)?.keyHash == keyHash
        else { return nil }
        return try prepare(folder: folder, version: version, key: key, names: names)
    }
}
