import Foundation

/// Keeps a state folder for one sandbox: two would give the same ids and lose each other's orders.
final class StateLock: Sendable {
    private let descriptor: Int32

    /// Takes the kernel's lock of a file; refused when another process has it.
    init(path: String) throws(SandboxError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotCreate(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: path)
        }
    }

    deinit {
        // Lets go at once even where a program that was just started still holds the file open.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
