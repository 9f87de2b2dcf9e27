import Foundation

/// The kernel lock of one program on one ledger: it goes with the process, however that ends.
package struct ProgramLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock beside the ledger, or says who holds it.
    ///
    /// The file stays; what it says is only believed while somebody holds the lock.
    package init(program: String, ledger: String, startedAt: String) throws(JobError) {
        let path = "\(ledger).\(program).lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
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
        self.descriptor = descriptor
        let note = Array("\(program), process \(getpid()), since \(startedAt)\n".utf8)
        let isNoted =
            ftruncate(descriptor, 0) == 0
            && note.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
                == note.count
        guard isNoted else { throw .cannotWrite(path: path, text: systemText(errno)) }
    }

    deinit {
        close(descriptor)
    }

    private static func text(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = buffer.withUnsafeMutableBytes {
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
