private import Glibc

/// An open folder in which files for other programs appear whole or not at all.
///
/// Names are single path components, and symbolic links below the opened path are never followed,
/// so a customer who owns the folder cannot lead a write elsewhere.
package struct Folder: ~Copyable {
    /// The path as it was given, for messages.
    package let path: String
    private let descriptor: Int32

    deinit {
        _ = close(descriptor)  // only a descriptor for reading: nothing can be lost
    }

    /// The existing folder at an absolute path.
    package static func open(_ path: String) throws(FileFailure) -> Folder {
        let number = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw FileFailure(path, errno) }
        return Folder(path: path, descriptor: number)
    }

    /// The folder of this name in it, made with mode 0755 where it is missing.
    package func subfolder(_ name: String) throws(FileFailure) -> Folder {
        try check(name)
        if unsafe mkdirat(descriptor, name, 0o755) != 0, errno != EEXIST { throw failure(name) }
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
        let number = unsafe openat(descriptor, name, flags)
        guard number >= 0 else { throw failure(name) }
        return Folder(path: "\(path)/\(name)", descriptor: number)
    }

    /// Whether anything of this name is in it.
    package func contains(_ name: String) -> Bool {
        var facts = stat()
        return unsafe fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Puts a file in place in one step, over one of the same name.
    ///
    /// It is on disk when this returns, with exactly this mode whatever the umask is.
    package func put(_ bytes: [UInt8], as name: String, mode: UInt32) throws(FileFailure) {
        try check(name)
        let temporary = ".\(name).new"
        try remove(temporary)
        do throws(FileFailure) {
            try write(bytes, to: temporary, mode: mode)
            guard unsafe renameat(descriptor, temporary, descriptor, name) == 0 else {
                throw failure(name)
            }
        } catch {
            _ = unsafe unlinkat(descriptor, temporary, 0)  // the first failure is the one to tell
            throw error
        }
        guard fsync(descriptor) == 0 else { throw failure(name) }
    }

    /// Removes a file; that there is none is as good.
    package func remove(_ name: String) throws(FileFailure) {
        try check(name)
        guard unsafe unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw failure(name)
        }
    }

    private func write(_ bytes: [UInt8], to name: String, mode: UInt32) throws(FileFailure) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = unsafe openat(descriptor, name, flags, 0o600)
        guard file >= 0 else { throw failure(name) }
        let isWritten = Self.fill(file, with: bytes) && fchmod(file, mode) == 0 && fsync(file) == 0
        let code = errno
        guard close(file) == 0, isWritten else {
            throw FileFailure("\(path)/\(name)", isWritten ? errno : code)
        }
    }

    private static func fill(_ file: Int32, with bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes { rest in
                unsafe Glibc.write(file, rest.baseAddress, rest.count)
            }
            guard count > 0 || (count < 0 && errno == EINTR) else { return false }
            done += max(count, 0)
        }
        return true
    }

    private func check(_ name: String) throws(FileFailure) {
        let isPlain =
            !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 255
            && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
        guard isPlain else { throw FileFailure("\(path)/\(name)", EINVAL) }
    }

    private func failure(_ name: String) -> FileFailure { FileFailure("\(path)/\(name)", errno) }
}

/// A file operation that the system refused; each module words it in its own error.
package struct FileFailure: Error, Sendable, Equatable {
    /// The path of the file or folder concerned.
    package let path: String
    /// The system's own words, such as `No space left on device`.
    package let reason: String

    init(_ path: String, _ code: Int32) {
        self.path = path
        reason = unsafe String(cString: strerror(code))
    }
}
