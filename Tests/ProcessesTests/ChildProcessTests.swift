import Foundation
import Glibc
import Processes
import TestSupport
import Testing
import Wording

@Suite struct `A child process` {
    @Test func `gets its arguments one by one and no shell reads them`() async throws {
        let run = ChildProcess(
            program: "/usr/bin/printf", arguments: ["<%s>", "a b", "$(id)", "*", "ü"],
            timeLimit: .seconds(10))
        let finished = try await run.run()
        #expect(finished.output == "<a b><$(id)><*><ü>")
        #expect(finished.exit == .code(0))
        #expect(finished.succeeded)
    }

    @Test func `inherits nothing but what it is given`() async throws {
        let run = ChildProcess(
            program: "/usr/bin/env", environment: ["SSL_HOST": "shop.example"],
            timeLimit: .seconds(10))
        let lines = try await run.run().output.split(separator: "\n").sorted()
        #expect(lines == ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "SSL_HOST=shop.example"])
    }

    @Test func `keeps a search path it is given`() async throws {
        let run = ChildProcess(
            program: "/usr/bin/env", environment: ["PATH": "/opt/bin"], timeLimit: .seconds(10))
        #expect(try await run.run().output.contains("PATH=/opt/bin\n"))
    }

    @Test func `reads its input to the last byte`() async throws {
        let input = [UInt8](repeating: 65, count: 300_000)
        let run = ChildProcess(
            program: "/usr/bin/wc", arguments: ["-c"], input: input, timeLimit: .seconds(10))
        #expect(try await run.run().output == "300000\n")
    }

    @Test func `may leave its input unread`() async throws {
        let run = ChildProcess(
            program: "/bin/true", input: [UInt8](repeating: 65, count: 300_000),
            timeLimit: .seconds(10))
        #expect(try await run.run().succeeded)
    }

    @Test func `finds an empty input where none is given`() async throws {
        let run = ChildProcess(program: "/bin/cat", timeLimit: .seconds(10))
        #expect(try await run.run() == Finished(exit: .code(0), output: "", error: ""))
    }

    @Test func `ends with a status or a signal, and both are answers`() async throws {
        let three = try await shell("echo out; echo err >&2; exit 3").run()
        #expect(three == Finished(exit: .code(3), output: "out\n", error: "err\n"))
        let signal = try await shell("kill -USR1 $$").run()
        #expect(signal.exit == .signal(SIGUSR1))
    }

    @Test func `has its output cut between two characters`() async throws {
        let run = ChildProcess(
            program: "/bin/sh", arguments: ["-c", "printf 'aaüüü'; printf 'bbbbbb' >&2"],
            timeLimit: .seconds(10), outputLimit: 5)
        let finished = try await run.run()
        #expect(finished.output == "aaü…")
        #expect(finished.error == "bbbbb…")
    }

    @Test func `may talk without end and is still read to its end`() async throws {
        let finished = try await shell("head -c 3000000 /dev/zero | tr '\\0' x; echo done >&2")
            .run()
        #expect(finished.output.utf8.count == 65_536 + "…".utf8.count)
        #expect(finished.error == "done\n")
    }

    @Test func `is ended at its time limit even if it ignores the polite signal`() async throws {
        let folder = try TemporaryFolder()
        let script = "trap '' TERM; sleep 60 & echo $! > \(folder.path)/child; wait; sleep 60"
        let run = ChildProcess(
            program: "/bin/sh", arguments: ["-c", script],
            timeLimit: .milliseconds(300), grace: .milliseconds(200))
        await #expect(throws: ChildProcessError.timeLimit("/bin/sh", .milliseconds(300))) {
            try await run.run()
        }
        let child = try number(folder.read("child"))
        #expect(isGone(child))
    }

    @Test func `leaves no background child behind when it ends well`() async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell(
            "(trap '' TERM; exec sleep 60) & echo $! > \(folder.path)/child"
        ).run()
        #expect(finished.succeeded)
        #expect(isGone(try number(folder.read("child"))))
    }

    @Test(arguments: [0, 75])
    func `leaves work behind where it may and ended well`(status: Int) async throws {
        let folder = try TemporaryFolder()
        let child = ChildProcess(
            program: "/bin/sh",
            arguments: [
                "-c",
                "sleep 60 >/dev/null 2>&1 & echo $! >\(folder.path)/child; exit \(status)",
            ], timeLimit: .seconds(30), leavesWork: true)
        let finished = try await child.run()
        #expect(finished.exit == .code(Int32(status)))
        let left = try number(folder.read("child"))
        #expect(isGone(left) == (status != 0))
        if status == 0 { #expect(kill(left, SIGKILL) == 0) }
    }

    @Test func `is refused by path when it is missing, not executable or relative`() async throws {
        let folder = try TemporaryFolder()
        let plain = folder.path + "/hook"
        try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: plain))
        let cases: [(String, ChildProcessError)] = [
            ("/nowhere/hook", .missing("/nowhere/hook")),
            (plain, .notExecutable(plain)),
            (folder.path, .notExecutable(folder.path)),
            ("hook", .notAbsolute("hook")),
        ]
        for (program, expected) in cases {
            await #expect(throws: expected) {
                try await ChildProcess(program: program, timeLimit: .seconds(10)).run()
            }
            #expect(expected.explanation.contains(program))
        }
    }

    @Test func `says so when its interpreter is missing`() async throws {
        let folder = try TemporaryFolder()
        let hook = try folder.script("hook", "", interpreter: "/nowhere/sh")
        let error = await #expect(throws: ChildProcessError.self) {
            try await ChildProcess(program: hook, timeLimit: .seconds(10)).run()
        }
        #expect(error?.explanation.contains("interpreter") == true)
        #expect(error?.happened.contains(hook) == true)
    }

    @Test func `is ended when the task that runs it is cancelled`() async throws {
        let task = Task { try await shell("exec sleep 60").run() }
        task.cancel()
        await #expect(throws: ChildProcessError.stopped("/bin/sh")) { try await task.value }
    }

    @Test func `shows its last words on one printable line`() {
        let finished = Finished(
            exit: .code(1), output: "ignored", error: "a\nb\n\nc\u{1B}[31m\nd\n")
        #expect(finished.lastWords() == "b | c\\u{1b}[31m | d")
        #expect(Finished(exit: .code(1), output: "said\n", error: "\n").lastWords() == "said")
    }

    private func shell(_ script: String) -> ChildProcess {
        ChildProcess(program: "/bin/sh", arguments: ["-c", script], timeLimit: .seconds(20))
    }

    /// Whether a process ends within a second; a killed one stays a moment until it is reaped.
    private func isGone(_ number: Int32) -> Bool {
        for _ in 0..<100 {
            let status = try? String(
                contentsOf: URL(fileURLWithPath: "/proc/\(number)/stat"), encoding: .utf8)
            guard let status, !status.contains(") Z ") else { return true }
            usleep(10_000)
        }
        return false
    }

    private func number(_ text: String) throws -> Int32 {
        try #require(Int32(text.split(separator: "\n").joined()))
    }
}
