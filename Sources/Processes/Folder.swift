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

    /// The folder of this name in it, made with mode 0755, and on disk, where it is missing.
    package func subfolder(_ name: String) throws(FileFailure) -> Folder {
        try check(name)
        if unsafe mkdirat(descriptor, name, 0o755) == 0 {
            guard fsync(descriptor) == 0 else { throw failure(name) }
        } else if errno != EEXIST {
            throw failure(name)
        }
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

    /// The names of what is in it, sorted, without the two that every folder has.
    package func names() throws(FileFailure) -> [String] {
        // A descriptor of its own, because closedir closes it.
        let number = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0, let stream = unsafe fdopendir(number) else { throw failure(".") }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The content of a file in it; a larger one than `limit` bytes is refused.
    package func read(_ name: String, limit: Int) throws(FileFailure) -> [UInt8] {
        try check(name)
        let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw failure(name) }
        defer { _ = close(file) }  // only read: nothing can be lost
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(file, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(name) }
            if count == 0 { return content }
            content += buffer[..<count]
            guard content.count <= limit else { throw FileFailure("\(path)/\(name)", EFBIG) }
        }
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
