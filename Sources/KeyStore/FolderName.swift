extension CertificateStore {
    /// The folder name for a common name in A-label form, before anyone asked whether it is taken.
    ///
    /// Lower case, `*` becomes `_wildcard`, anything but `a-z 0-9 . _ -` becomes `-`, no leading
    /// dot; cut so that a suffix still fits the 255 bytes a file name may have.
    package static func folderName(for commonName: String) -> String {
        let wildcard = commonName.lowercased().split(
            separator: "*", omittingEmptySubsequences: false
        ).joined(separator: "_wildcard")
        let plain = wildcard.unicodeScalars.map { scalar in
            allowedInFolderName.contains(scalar) ? Character(scalar) : "-"
        }
        let name = String(plain.drop { $0 == "." }.prefix(240))
        return name.isEmpty ? "unnamed" : name
    }

    /// The folder name for a common name, with `-2`, `-3` and so on until it is not taken.
    package static func freeFolderName(
        for commonName: String, taken: (String) -> Bool
    ) -> String {
        let name = folderName(for: commonName)
        guard taken(name) else { return name }
        var number = 2
        while taken("\(name)-\(number)") { number += 1 }
        return "\(name)-\(number)"
    }

    /// Whether the store could have made the name; anything else may lead out of the store.
    static func isFolderName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255 && !name.hasPrefix(".")
            && name.unicodeScalars.allSatisfy(allowedInFolderName.contains)
    }
}

private let allowedInFolderName = Set("abcdefghijklmnopqrstuvwxyz0123456789._-".unicodeScalars)
