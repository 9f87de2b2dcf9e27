import Foundation
import Synchronization
import TestSupport

/// How a program ended, and what it said.
struct Outcome: Sendable, CustomStringConvertible {
    let status: Int32
    let output: String
    let errors: String

    var description: String { "status \(status)\nstdout: \(output)\nstderr: \(errors)" }
}

/// A program that a test started, ended by its id at the latest when the test lets go of it.
///
/// It is started by posix_spawn, because Foundation's Process crashes now and then where several
/// are started at once, and hands on the signals that the test's threads block.
final class RunningProgram: Sendable {
    /// What the harness itself can fail with.
    enum Problem: Error {
        case notBuilt(String)
        case notStarted(String, Int32)
        case tooSlow(String)
        case noAnswer(String)
    }

    let id: Int32
    /// Where it speaks to.
    let folder: TemporaryFolder
    private let path: String
    private let input: Mutex<Int32?>
    private let waitStatus = Mutex<Int32?>(nil)

    /// Starts a program with nothing but the environment given.
    init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
        self.path = path
        folder = try TemporaryFolder()
        try folder.write("", to: "output")
        try folder.write("", to: "errors")
        let spawned = try spawn(
            path, arguments, environment, output: folder.file("output"),
            errors: folder.file("errors"))
        id = spawned.id
        input = Mutex(spawned.input)
    }

    deinit {
        if isRunning { kill(id, SIGTERM) }
        input.withLock { if let input = $0 { close(input) } }
    }

    /// Whether it has not ended yet.
    var isRunning: Bool { ended == nil }

    /// Kills it as a power failure would.
    func kill9() { if isRunning { kill(id, SIGKILL) } }

    /// Gives it something to read.
    func say(_ text: String) throws {
        let bytes = Array(text.utf8)
        let written = input.withLock { input in
            guard let input else { return -1 }
            return unsafe bytes.withUnsafeBytes {
                unsafe write(input, $0.baseAddress, $0.count)
            }
        }
        guard written == bytes.count else { throw Problem.noAnswer(path) }
    }

    /// Ends what it reads from standard input.
    func closeInput() {
        input.withLock { input in
            if let open = input { close(open) }
            input = nil
        }
    }

    /// What it has said so far on standard output.
    func outputSoFar() throws -> String { try folder.read("output") }

    /// What it has said so far on standard error.
    func errorsSoFar() throws -> String { try folder.read("errors") }

    /// Waits for its end and gives all it said; a minute and a half is far beyond any sane run.
    func end() async throws -> Outcome {
        for _ in 0..<9_000 where isRunning { try await Task.sleep(for: .milliseconds(10)) }
        guard let ended else {
            kill9()
            throw Problem.tooSlow("\(path) \(try errorsSoFar())")
        }
        let signal = ended & 0x7f
        return Outcome(
            status: signal == 0 ? ended >> 8 & 0xff : 128 + signal, output: try outputSoFar(),
            errors: try errorsSoFar())
    }

    /// Runs a program to its end.
    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = Built.environment
    ) async throws -> Outcome {
        try await RunningProgram(path, arguments, environment: environment).end()
    }

    /// The status that the system keeps of it, once it has ended.
    private var ended: Int32? {
        waitStatus.withLock { known in
            var status: Int32 = 0
            if known == nil, unsafe waitpid(id, &status, WNOHANG) == id { known = status }
            return known
        }
    }
}

/// One start at a time, so that no program inherits the pipe of another.
private let starting = Mutex(())

/// Starts a program with a pipe as standard input, and no signal blocked.
private func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], output: String,
    errors: String
) throws -> (id: Int32, input: Int32) {
    try starting.withLock { _ in
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else {
            throw RunningProgram.Problem.notStarted(path, errno)
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }  // It cannot fail on an open file.
        defer { close(ends[0]) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_APPEND, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_APPEND, 0)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var id: pid_t = 0
        let code = unsafe withWords([path] + arguments) { words in
            unsafe withWords(environment.map { "\($0)=\($1)" }) { settings in
                unsafe posix_spawn(&id, path, &actions, &attributes, words, settings)
            }
        }
        guard code == 0 else {
            close(ends[1])
            throw RunningProgram.Problem.notStarted(path, code)
        }
        return (id, ends[1])
    }
}

/// Lends words as C has them: pointers with a null behind the last.
private func withWords(
    _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
) -> Int32 {
    var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe body($0) } ?? ENOMEM
    }
}

/// The programs under test, as the package's build left them beside the test bundle.
enum Built {
    /// All that a program gets of the environment unless a test says more.
    static let environment = ["PATH": "/usr/bin:/bin"]

    /// The folder of the built programs.
    static func folder() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let places = ([bundle] + CommandLine.arguments.filter { $0.contains(".xctest") })
            .map { ($0 as NSString).deletingLastPathComponent }
        guard
            let place = places.first(where: {
                FileManager.default.isExecutableFile(atPath: $0 + "/ssl-scan")
            })
        else { throw RunningProgram.Problem.notBuilt(bundle) }
        return place
    }

    /// The path of one program.
    static func path(of program: String) throws -> String { try folder() + "/" + program }
}
