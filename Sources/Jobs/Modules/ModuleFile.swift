import Foundation
import Wording

/// A file of `modules.d`, written so that it is there as a whole or not at all, and never open to
/// others.
struct ModuleFile {
    /// Where it is.
    let path: String

    /// The file of a module that exists.
    init(_ module: ConfiguredModule) {
        path = module.path
    }

    /// A file for a new module in the folder, named after it; a name that is taken gets a number.
    init(new name: String, in folder: String) {
        let letters = name.lowercased().map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "-"
        }
        let words = String(letters).split(separator: "-").joined(separator: "-").prefix(60)
        let stem = words.isEmpty ? "module" : String(words)
        let free = (2...999).lazy.map { "\(stem)-\($0)" }.first {
            !FileManager.default.fileExists(atPath: "\(folder)/\($0).conf")
        }
        let isFree = !FileManager.default.fileExists(atPath: "\(folder)/\(stem).conf")
        path = "\(folder)/\(isFree ? stem : free ?? stem).conf"
    }

    /// Makes the file; throws where somebody else has made it meanwhile.
    func create(_ text: String) throws(JobError) {
        try write(text, like: nil) { temporary in
            // A link, unlike a rename, never takes the place of a file (link(2)).
            let code = unsafe link(temporary, path) == 0 ? 0 : errno
            _ = unsafe unlink(temporary)  // The other name of the file, or what failed.
            return code
        }
    }

    /// Replaces the file, whose text is still `old`; owner and group stay, the mode is 0600.
    func replace(_ old: String, by text: String) throws(JobError) {
        guard try SettingsFile.text(path) == old else {
            throw .refused(
                what: "\(path.printable()) was changed meanwhile; nothing was saved",
                remedy: "look at it and try again")
        }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw .cannotWrite(path: path, text: systemText(errno))
        }
        try write(text, like: status) { temporary in
            unsafe rename(temporary, path) == 0 ? 0 : errno
        }
    }

    /// Takes the file out of use: it stays beside the others under a name that no program reads.
    ///
    /// - Returns: where it is now.
    func setAside() throws(JobError) -> String {
        let places = [path + ".removed"] + (2...999).map { "\(path).removed-\($0)" }
        for place in places {
            if unsafe link(path, place) == 0 {
                guard unsafe unlink(path) == 0 else {
                    throw .cannotWrite(path: path, text: systemText(errno))
                }
                try syncFolder()
                return place
            }
            guard errno == EEXIST else { throw .cannotWrite(path: place, text: systemText(errno)) }
        }
        throw .cannotWrite(path: path + ".removed", text: systemText(EEXIST))
    }

    private var folder: String { (path as NSString).deletingLastPathComponent }

    private func write(
        _ text: String, like owner: stat?, _ place: (_ temporary: String) -> Int32
    ) throws(JobError) {
        // No program reads a name that begins with a dot.
        let temporary = "\(folder)/.\((path as NSString).lastPathComponent).\(getpid())"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = unsafe open(temporary, flags, 0o600)
        guard file >= 0 else { throw .cannotWrite(path: path, text: systemText(errno)) }
        let code = fill(file, with: Array(text.utf8), owner: owner ?? folderOwner)
        let closing = close(file) == 0 ? 0 : errno
        let failure = code != 0 ? code : closing != 0 ? closing : place(temporary)
        guard failure == 0 else {
            _ = unsafe unlink(temporary)  // The first error is the one to tell.
            throw .cannotWrite(path: path, text: systemText(failure))
        }
        try syncFolder()
    }

    /// For root, the owner of the folder: a file of root's could not be read by the night's user.
    private var folderOwner: stat? {
        var status = stat()
        return unsafe stat(folder, &status) == 0 ? status : nil
    }

    /// Writes everything; 0, or what the system says.
    private func fill(_ file: Int32, with bytes: [UInt8], owner: stat?) -> Int32 {
        guard fchmod(file, 0o600) == 0 else { return errno }
        if geteuid() == 0, let owner, fchown(file, owner.st_uid, owner.st_gid) != 0 {
            return errno
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return fsync(file) == 0 ? 0 : errno
    }

    private func syncFolder() throws(JobError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: folder, text: systemText(errno)) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .cannotWrite(path: folder, text: systemText(errno))
        }
    }
}
