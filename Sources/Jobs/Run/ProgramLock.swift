import Foundation

/// The kernel lock of one program on one ledger: it goes with the process, however that ends.
package struct ProgramLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock beside the ledger, or says who holds it.
    ///
    /// The file stays; what it says is only believed while somebody holds the lock.
    package static func take(
        program: String, ledger: String, startedAt: String
    ) throws(JobError) -> ProgramLock {
        let path = "\(ledger).\(program).lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, text: systemText(errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = ProgramLock.text(of: descriptor)
            close(descriptor)
            guard reason == EWOULDBLOCK else {
                throw .cannotWrite(path: path, text: systemText(reason))
            }
            throw .locked(holder: holder.isEmpty ? "\(program)" : holder, path: path)
        }
        let lock = ProgramLock(descriptor: descriptor)
        try lock.note("\(program), process \(getpid()), since \(startedAt)\n", path: path)
        return lock
    }

    deinit {
        close(descriptor)
    }

    private borrowing func note(_ text: String, path: String) throws(JobError) {
        let bytes = Array(text.utf8)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count == bytes.count, ftruncate(descriptor, off_t(count)) == 0 else {
            throw .cannotWrite(path: path, text: systemText(errno))
        }
    }

    private static func text(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// What the system says about an error number.
func systemText(_ number: Int32) -> String {
    unsafe String(cString: strerror(number))
}
