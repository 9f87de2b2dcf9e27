import Foundation
import Wording

/// The program in which a person edits a file: `VISUAL`, else `EDITOR`, else vi.
struct Editor {
    private let words: [String]

    /// The editor of the environment; its words are split at blanks, and no shell sees them.
    init(environment: [String: String]) {
        let chosen = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
            .map { $0.split(separator: " ").map(String.init) }.first { !$0.isEmpty }
        words = chosen ?? ["vi"]
    }

    /// Runs it with a file until the person leaves it, on the same terminal.
    ///
    /// Foundation's Process would give it a process group of its own, which may not read from the
    /// terminal.
    func edit(_ path: String) throws(JobError) {
        var attributes = posix_spawnattr_t()
        var defaults = sigset_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // This program ignores the signal of a closed pipe; an editor expects it.
        unsafe sigemptyset(&defaults)
        unsafe sigaddset(&defaults, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var child = pid_t()
        var arguments = unsafe (words + [path]).map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
        let code = unsafe posix_spawnp(&child, words[0], nil, &attributes, &arguments, environ)
        guard code == 0 else {
            throw failed("cannot be started: \(unsafe String(cString: strerror(code)))")
        }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw failed("cannot be waited for") }
        }
        guard status == 0 else { throw failed("ended with an error") }
    }

    private func failed(_ what: String) -> JobError {
        .refused(
            what: "the editor \(words[0].printable()) \(what)",
            remedy: "set EDITOR to a program that edits files")
    }
}
