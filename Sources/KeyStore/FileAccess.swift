import Glibc

/// Who may read what the store makes; nobody beyond owner and group ever may.
package struct FileAccess: Sendable, Equatable {
    /// For the user of the programs alone: files 0600, folders 0700.
    package static let `private` = FileAccess()

    /// Whether the group may read files (0640) and enter folders (0750).
    package var isGroupReadable = false
    /// The number of the owner, or nil for the user of the programs.
    package var owner: UInt32?
    /// The number of the group, or nil for the group of the programs.
    package var group: UInt32?

    /// Files and folders for the user of the programs alone.
    package init() {}

    /// The number of a user by name, or nil where there is none.
    package static func user(named name: String) -> UInt32? {
        guard let entry = unsafe getpwnam(name) else { return nil }
        return unsafe entry.pointee.pw_uid
    }

    /// The number of a group by name, or nil where there is none.
    package static func group(named name: String) -> UInt32? {
        guard let entry = unsafe getgrnam(name) else { return nil }
        return unsafe entry.pointee.gr_gid
    }

    /// Gives an open file or folder, made for its maker alone, to whom it is for.
    ///
    /// Owner and group come first: the file is never readable by the wrong group.
    func apply(to descriptor: Int32, isFolder: Bool, path: String) throws(KeyStoreError) {
        guard self != .private else { return }
        let nobody = UInt32.max  // fchown(2): the number -1 leaves owner or group as it is.
        guard fchown(descriptor, owner ?? nobody, group ?? nobody) == 0,
            fchmod(descriptor, mode(isFolder: isFolder)) == 0
        else { throw KeyStoreError(code: errno, path: path) }
    }

    private func mode(isFolder: Bool) -> mode_t {
        switch (isFolder, isGroupReadable) {
        case (false, false): 0o600
        case (false, true): 0o640
        case (true, false): 0o700
        case (true, true): 0o750
        }
    }
}
