private import Glibc
private import Subprocess
private import SystemPackage

/// One run of another program, without a shell and with nothing inherited.
///
/// Arguments and environment can be read by other users of the machine or by the program's own
/// children; a secret never belongs in `arguments`, and keeping it out is the caller's duty.
package struct ChildProcess: Sendable {
    /// The absolute path of the program.
    package let program: String
    /// What follows the program's name, one element for each argument.
    package let arguments: [String]
    /// All of the program's environment; `PATH` and `LC_ALL` are added where they are missing.
    package let environment: [String: String]
    /// What the program reads on standard input.
    package let input: [UInt8]
    /// How long the program may run before it and its children are ended.
    package let timeLimit: Duration
    /// How long it may tidy up between the polite signal and the final one.
    package let grace: Duration
    /// How many bytes of each of standard output and standard error are kept.
    package let outputLimit: Int
    /// Whether processes that it leaves behind may go on after it ended with status 0.
    package let leavesWork: Bool

    /// A run to be started with `run`.
    ///
    /// Two seconds of grace are enough to remove a lock file or a half-written record; 64 KiB hold
    /// the talk of any sensible hook.
    package init(
        program: String, arguments: [String] = [], environment: [String: String] = [:],
        input: [UInt8] = [], timeLimit: Duration, grace: Duration = .seconds(2),
        outputLimit: Int = 65_536, leavesWork: Bool = false
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.timeLimit = timeLimit
        self.grace = grace
        self.outputLimit = outputLimit
        self.leavesWork = leavesWork
    }

    /// Runs the program to its end and says how it ended.
    ///
    /// Any exit status is an answer, not an error. No process of its group outlives the call, but
    /// where it leaves work.
    package func run() async throws(ChildProcessError) -> Finished {
        try checkProgram()
        let first = await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await self.launch() }
            group.addTask {
                // The timer of a race: it ends as soon as the program does.
                let uninterrupted = (try? await Task.sleep(for: self.timeLimit)) != nil
                return uninterrupted ? .failed(.timeLimit(self.program, self.timeLimit)) : .stopped
            }
            let first = await group.next() ?? .stopped
            group.cancelAll()
            return first
        }
        switch first {
        case .finished(let finished): return finished
        case .failed(let error): throw error
        case .stopped: throw .stopped(program)
        }
    }
}

extension ChildProcess {
    /// Runs the program to its end, which must be status 0.
    ///
    /// Its caller words what happened otherwise: it could not be run, or it ended differently,
    /// with its last words.
    @discardableResult
    package func succeed<Failure: Error>(
        notRun: (ChildProcessError) -> Failure, failed: (Exit, String) -> Failure
    ) async throws(Failure) -> Finished {
        let finished: Finished
        do throws(ChildProcessError) { finished = try await run() } catch { throw notRun(error) }
        guard finished.succeeded else { throw failed(finished.exit, finished.lastWords()) }
        return finished
    }
}

/// What the two sides of the race between a program and its time limit end with.
private enum Outcome: Sendable {
    case finished(Finished)
    case failed(ChildProcessError)
    case stopped
}

extension ChildProcess {
    private func checkProgram() throws(ChildProcessError) {
        guard program.hasPrefix("/") else { throw .notAbsolute(program) }
        var facts = stat()
        guard unsafe stat(program, &facts) == 0 else { throw .missing(program) }
        guard facts.st_mode & S_IFMT == S_IFREG, unsafe access(program, X_OK) == 0 else {
            throw .notExecutable(program)
        }
    }

    private func launch() async -> Outcome {
        var session: Int32?
        // The library's teardown leaves children that ignore TERM, and background children of a
        // program that ends well; the group has the session leader's number.
        defer {
            if let session {
                _ = kill(-session, SIGKILL)  // that nobody is left to kill is as good
            }
        }
        do {
            try FreeDescriptors.check()
            let stored = try StandardInput.holding(input)
            let limit = outputLimit
            let result = try await Subprocess.run(
                configuration,
                input: .fileDescriptor(stored, closeAfterSpawningProcess: true),
                output: .sequence, error: .sequence
            ) { execution in
                session = execution.processIdentifier.value
                async let errors = Self.text(of: execution.standardError, limit: limit)
                let output = try await Self.text(of: execution.standardOutput, limit: limit)
                return (output, try await errors)
            }
            let (output, errors) = result.closureResult
            if leavesWork, result.terminationStatus.isSuccess { session = nil }
            return .finished(
                Finished(exit: Exit(result.terminationStatus), output: output, error: errors))
        } catch {
            return .failed(.couldNotStart(program, reason: "\(error)"))
        }
    }

    private var configuration: Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(
                signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)
        ]
        let minimum = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        let whole = environment.merging(minimum) { given, _ in given }
        let variables = Dictionary(
            uniqueKeysWithValues: whole.map { (Environment.Key(stringLiteral: $0), $1) })
        return Configuration(
            executable: .path(FilePath(program)), arguments: Arguments(arguments),
            environment: .custom(variables),
            workingDirectory: "/", platformOptions: options)
    }

    private static func text(
        of stream: SubprocessOutputSequence, limit: Int
    ) async throws -> String {
        var bytes: [UInt8] = []
        var isCut = false
        for try await buffer in stream {
            let fitting = min(buffer.count, limit - bytes.count)
            bytes += unsafe buffer.withUnsafeBytes { unsafe Array($0.prefix(fitting)) }
            isCut = isCut || fitting < buffer.count
        }
        guard isCut else { return String(decoding: bytes, as: UTF8.self) }
        // The last character may have been cut in two: its bytes all have the highest bit.
        while let last = bytes.last, last >= 0x80 {
            bytes.removeLast()
            guard last < 0xC0 else { break }
        }
        return String(decoding: bytes, as: UTF8.self) + "…"
    }
}

extension Exit {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .code(code)
        case .signaled(let signal): self = .signal(signal)
        }
    }
}
