private import Glibc

/// Where a report goes.
package enum ReportDestination: Sendable, Equatable {
    /// The program's standard output.
    case standardOutput
    /// A file, replaced in one step when the report is whole.
    case file(path: String)

    /// The destination of `--csv FILE`, where `-` is standard output.
    package init(_ text: String) {
        self = text == "-" ? .standardOutput : .file(path: text)
    }

    /// Gives the body a sink, and makes the file appear, mode 0644 where no other is
    /// named, once the body has returned.
    ///
    /// Until then, and where anything fails, a file that was there before is unchanged. A path
    /// that is no regular file, such as `/dev/null` or a pipe, is written to as it is.
    package func write(
        mode: UInt32 = 0o644, _ body: (_ sink: @escaping ReportSink) throws -> Void
    ) throws {
        switch self {
        case .standardOutput:
            try body { (bytes) throws(ReportError) in
                try writeAll(bytes, to: STDOUT_FILENO, path: "standard output")
            }
        case .file(let path):
            if isSpecial(path) {
                try filled(path, flags: O_WRONLY | O_CLOEXEC, mode, body)
            } else {
                try replace(path, mode, body)
            }
        }
    }

    private func replace(
        _ path: String, _ mode: UInt32, _ body: (_ sink: @escaping ReportSink) throws -> Void
    ) throws {
        let temporary = path + ".new"
        if unsafe unlink(temporary) != 0, errno != ENOENT {
            throw ReportError(code: errno, path: temporary)
        }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        do {
            try filled(temporary, flags: flags, mode, body)
            guard unsafe rename(temporary, path) == 0 else {
                throw ReportError(code: errno, path: path)
            }
        } catch {
            _ = unsafe unlink(temporary)  // the first error is the one to tell
            throw error
        }
    }

    private func filled(
        _ path: String, flags: Int32, _ mode: UInt32,
        _ body: (_ sink: @escaping ReportSink) throws -> Void
    ) throws {
        let file = unsafe open(path, flags, mode)
        guard file >= 0 else { throw ReportError(code: errno, path: path) }
        do {
            try body { (bytes) throws(ReportError) in
                try writeAll(bytes, to: file, path: path)
            }
            if flags & O_CREAT != 0 {
                guard fchmod(file, mode) == 0, fsync(file) == 0 else {
                    throw ReportError(code: errno, path: path)
                }
            }
        } catch {
            _ = close(file)  // the first error is the one to tell
            throw error
        }
        guard close(file) == 0 else { throw ReportError(code: errno, path: path) }
    }

    /// Whether the path exists and is no regular file.
    private func isSpecial(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG
    }
}

/// Writes everything, whatever portions the system takes; a closed pipe is an error, no signal.
func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(ReportError) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let (count, code) = withoutPipeSignal {
            unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
        }
        if count < 0, code == EINTR { continue }
        guard count >= 0 else { throw ReportError(code: code, path: path) }
        rest = rest.dropFirst(count)
    }
}

/// Runs a write so that a closed pipe does not end the program: the thread's SIGPIPE is held back
/// and taken off again (POSIX, "write": the signal goes to the writing thread).
private func withoutPipeSignal(_ write: () -> Int) -> (count: Int, code: Int32) {
    var pipe = sigset_t()
    var before = sigset_t()
    _ = unsafe sigemptyset(&pipe)  // cannot fail for a set of our own
    _ = unsafe sigaddset(&pipe, SIGPIPE)  // cannot fail for an existing signal
    _ = unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)  // cannot fail with these arguments
    let count = write()
    let code = errno
    if count < 0, code == EPIPE {
        var atOnce = timespec()
        _ = unsafe sigtimedwait(&pipe, nil, &atOnce)  // none pending is fine
    }
    _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil)  // cannot fail with these arguments
    return (count, code)
}
