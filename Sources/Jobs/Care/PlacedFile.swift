import Foundation
import Wording

/// A file that is made beside its place, proven, and put there in one step.
enum PlacedFile {
    /// Lets `make` write a new file, makes it durable, and gives it its name; without another mode
    /// it is for its owner alone.
    ///
    /// Whatever fails leaves the place as it was.
    static func put(
        at path: String, mode: mode_t = 0o600, make: (_ temporary: String) throws -> Void
    ) throws {
        let temporary = path + ".new"
        for left in [temporary, temporary + "-journal"] { try remove(left) }
        do {
            try make(temporary)
            try sync(temporary, mode: mode)
            try rename(temporary, to: path)
        } catch {
            for left in [temporary, temporary + "-journal"] {
                try? remove(left)  // The first error is the one to tell.
            }
            throw error
        }
    }

    /// Whether there is a folder of that name.
    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// Whether two names are one file.
    static func isSame(_ path: String, _ other: String) -> Bool {
        var facts = stat()
        var others = stat()
        return unsafe stat(path, &facts) == 0 && stat(other, &others) == 0
            && facts.st_dev == others.st_dev && facts.st_ino == others.st_ino
    }

    /// Refuses a place in a folder that is not there.
    static func checkFolder(of path: String) throws(JobError) {
        let folder = (path as NSString).deletingLastPathComponent
        guard !path.isEmpty, folder.isEmpty || isFolder(folder) else {
            throw .cannotWrite(
                path: path, text: "there is no folder \(folder.printable(limit: 1_000))")
        }
    }

    /// Gives a file another name, durably.
    static func rename(_ old: String, to new: String) throws(JobError) {
        guard unsafe Foundation.rename(old, new) == 0 else {
            throw .cannotWrite(path: new, text: systemText(errno))
        }
        try sync((new as NSString).deletingLastPathComponent, mode: nil)
    }

    /// Gives a file a second name, so that the first may be taken by another.
    static func keep(_ path: String, as other: String) throws(JobError) {
        guard unsafe link(path, other) == 0 else {
            throw .cannotWrite(path: other, text: systemText(errno))
        }
        try sync((other as NSString).deletingLastPathComponent, mode: nil)
    }

    private static func remove(_ path: String) throws(JobError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw .cannotWrite(path: path, text: systemText(errno))
        }
    }

    private static func sync(_ path: String, mode: mode_t?) throws(JobError) {
        let place = path.isEmpty ? "." : path
        let descriptor = unsafe open(place, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: place, text: systemText(errno)) }
        defer { close(descriptor) }
        if let mode, fchmod(descriptor, mode) != 0 {
            throw .cannotWrite(path: place, text: systemText(errno))
        }
        guard fsync(descriptor) == 0 else {
            throw .cannotWrite(path: place, text: systemText(errno))
        }
    }
}
