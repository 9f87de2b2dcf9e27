import Foundation
import Glibc

/// The system calls of the key store, each checked, each durable when it returns.
///
/// Files are 0600, folders 0700, unless another access is asked for; symbolic links are never
/// followed at the last step of a path.
enum DurableFiles {
    /// Key stores hold small text files; a larger one is not ours.
    static let largestFile = 1 << 20

    /// Makes a folder; throws `exists` if there is one, unless that is fine.
    static func makeFolder(
        _ path: String, existingIsFine: Bool, access: FileAccess = .private
    ) throws(KeyStoreError) {
        if unsafe mkdir(path, 0o700) == 0 {
            if access != .private { try syncFolder(path, access: access) }
            return try syncFolder(parent(of: path))
        }
        let code = errno
        guard code == EEXIST, existingIsFine else { throw KeyStoreError(code: code, path: path) }
        guard isFolder(path) else { throw KeyStoreError(code: ENOTDIR, path: path) }
    }

    /// Writes a file that does not exist yet; throws `exists` otherwise.
    static func create(
        _ path: String, content: [UInt8], access: FileAccess = .private
    ) throws(KeyStoreError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = unsafe Glibc.open(path, flags, 0o600)
        guard file >= 0 else { throw KeyStoreError(code: errno, path: path) }
        try finish(file, path: path) { () throws(KeyStoreError) in
            try access.apply(to: file, isFolder: false, path: path)
            try writeAll(content, to: file, path: path)
        }
        try syncFolder(parent(of: path))
    }

    /// Writes a file that is either absent or whole at any moment; the same content is fine.
    static func put(
        _ path: String, content: [UInt8], access: FileAccess = .private
    ) throws(KeyStoreError) {
        if let existing = try read(path) {
            guard existing == content else { throw .differentContent(path: path) }
            return
        }
        let temporary = path + ".new"
        try remove(temporary)
        try create(temporary, content: content, access: access)
        try rename(temporary, to: path)
    }

    /// The content of a regular file, or nil where there is none.
    static func read(_ path: String) throws(KeyStoreError) -> [UInt8]? {
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            let code = errno
            if code == ENOENT { return nil }
            throw KeyStoreError(code: code, path: path)
        }
        defer { _ = Glibc.close(file) }  // nothing was written, so nothing can be lost
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(file, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw KeyStoreError(code: errno, path: path) }
            if count == 0 { return content }
            content += buffer[..<count]
            guard content.count <= largestFile else { throw .failed(path: path, code: EFBIG) }
        }
    }

    /// Removes a file or symbolic link; none is fine.
    static func remove(_ path: String) throws(KeyStoreError) {
        guard unsafe unlink(path) != 0 else { return }
        let code = errno
        guard code == ENOENT else { throw KeyStoreError(code: code, path: path) }
    }

    /// Removes an empty folder; none is fine.
    static func removeFolder(_ path: String) throws(KeyStoreError) {
        guard unsafe rmdir(path) != 0 else { return try syncFolder(parent(of: path)) }
        let code = errno
        guard code == ENOENT else { throw KeyStoreError(code: code, path: path) }
    }

    /// Points a symbolic link at a target in one step: there is always an old or a new one.
    static func switchLink(_ path: String, to target: String) throws(KeyStoreError) {
        let temporary = path + ".new"
        try remove(temporary)
        guard unsafe symlink(target, temporary) == 0 else {
            throw KeyStoreError(code: errno, path: temporary)
        }
        try rename(temporary, to: path)
    }

    /// Makes the entries of a folder durable.
    static func syncFolder(
        _ path: String, access: FileAccess = .private
    ) throws(KeyStoreError) {
        let folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw KeyStoreError(code: errno, path: path) }
        try finish(folder, path: path) { () throws(KeyStoreError) in
            try access.apply(to: folder, isFolder: true, path: path)
            guard fsync(folder) == 0 else { throw KeyStoreError(code: errno, path: path) }
        }
    }

    /// The names in a folder, sorted; an absent folder has none.
    static func entries(_ path: String) throws(KeyStoreError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            guard isFolder(path) else { return [] }
            throw .permission(path: path)
        }
    }

    /// Where a symbolic link points, or nil where there is none.
    static func linkTarget(_ path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// Writes and syncs everything, whatever portions the system takes.
    static func writeAll(
        _ content: [UInt8], to file: Int32, path: String
    ) throws(KeyStoreError) {
        var rest = content[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw KeyStoreError(code: errno, path: path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw KeyStoreError(code: errno, path: path) }
    }

    private static func rename(_ old: String, to new: String) throws(KeyStoreError) {
        guard unsafe Glibc.rename(old, new) == 0 else {
            throw KeyStoreError(code: errno, path: new)
        }
        try syncFolder(parent(of: new))
    }

    private static func finish(
        _ file: Int32, path: String, work: () throws(KeyStoreError) -> Void
    ) throws(KeyStoreError) {
        do {
            try work()
        } catch {
            _ = Glibc.close(file)  // the first error is the one to tell
            throw error
        }
        guard Glibc.close(file) == 0 else { throw KeyStoreError(code: errno, path: path) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
