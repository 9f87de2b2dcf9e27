import Foundation
import TestSupport

/// A seller's machine: settings, one module, hooks, and a ledger and store that begin empty.
final class Night: Sendable {
    /// The key that must be seen nowhere but in the module's file.
    static let key = "demo-key"
    /// The moment of the first night.
    static let first = "2026-11-20T03:17:00Z"

    let folder: TemporaryFolder
    let sandbox: RunningSandbox

    /// Lays out the folder; further settings are appended to the files.
    init(_ sandbox: RunningSandbox, settings: String = "", module: String = "") throws {
        self.sandbox = sandbox
        folder = try TemporaryFolder()
        try sandbox.removeAtTheEnd(folder)
        let root = folder.path
        try folder.write(
            Night.hook(in: folder, control: sandbox.control("records")), to: "hook", mode: 0o700)
        try folder.write(
            """
            Ledger \(root)/ledger.sqlite
            Store \(root)/store
            Outbox \(root)/outbox
            Templates \(root)/templates
            Log \(root)/logs/pmnamecheap.log
            ReportFolder \(root)/reports
            NoticeFrom ssl@reseller.test
            ValidationHook \(root)/hook
            ServedCheck off
            \(settings)

            """, to: "ssl-ledger.conf")
        try folder.write(
            """
            Module Namecheap
            Name demo
            Department staff@reseller.test
            Username demo
            APIKey \(Night.key)
            ClientIP 127.0.0.1
            Endpoint \(sandbox.api())
            CallsPerMinute 0
            CallsPerHour 0
            CallsPerDay 0
            \(module)

            """, to: "modules.d/demo.conf")
        try folder.write("pmnamecheap.* 9\n", to: "debug.conf")
    }

    /// The environment a cron line would have, at a moment.
    func environment(at moment: String = Night.first) -> [String: String] {
        Built.environment.merging([
            "SSL_LEDGER_CONFIG": folder.file("ssl-ledger.conf"), "SSL_LEDGER_NOW": moment,
        ]) { $1 }
    }

    /// Starts a program without waiting for its end.
    func start(
        _ program: String, _ arguments: [String] = [], at moment: String = Night.first
    ) throws -> RunningProgram {
        try RunningProgram(Built.path(of: program), arguments, environment: environment(at: moment))
    }

    /// Runs a program to its end.
    @discardableResult
    func run(
        _ program: String, _ arguments: String..., at moment: String = Night.first,
        under prefix: [String] = [], also: [String: String] = [:]
    ) async throws -> Outcome {
        let words = prefix + [try Built.path(of: program)] + arguments
        return try await RunningProgram.run(
            words[0], Array(words.dropFirst()),
            environment: environment(at: moment).merging(also) { $1 })
    }

    /// The first list, the import, and the details of what was enrolled.
    func enrol(_ list: String? = nil) async throws {
        for arguments in [[], ["subscription", "import", list ?? sandbox.subscriptions], []] {
            let program = try start(arguments.isEmpty ? "ssl-scan" : "ssl-admin", arguments)
            let outcome = try await program.end()
            guard [0, 1].contains(outcome.status) else {
                throw RunningProgram.Problem.noAnswer("\(outcome)")
            }
        }
    }

    /// The rows of a question to the ledger, cells separated by a bar.
    func rows(_ question: String) async throws -> [String] {
        let outcome = try await RunningProgram.run(
            "/usr/bin/sqlite3", ["-readonly", folder.file("ledger.sqlite"), question])
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
        return outcome.output.split(separator: "\n").map(String.init)
    }

    /// The one value that a question to the ledger has.
    func value(_ question: String) async throws -> String { try await rows(question).first ?? "" }

    /// Of open tasks their texts, or what else of them is asked for; not those about paid orders that
    /// the sandbox begins with and that no test enrols.
    func openTasks(_ column: String = "text") async throws -> [String] {
        try await rows(
            "SELECT \(column) FROM task WHERE closed_at IS NULL AND cause NOT LIKE 'unowned %'"
                + " ORDER BY cause")
    }

    /// Lets the hook wait at its next call until the gate is opened; the hook itself gives up.
    func closeGate() throws { try folder.write("", to: "gate") }

    /// Lets the hook go on.
    func openGate() throws { try FileManager.default.removeItem(atPath: folder.file("gate")) }

    /// Waits, for half a minute at most, until something is so.
    func wait(until isSo: () async throws -> Bool) async throws {
        for _ in 0..<1_500 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw RunningProgram.Problem.tooSlow("what a test waits for")
    }

    /// Waits until the hook stands at the gate.
    func waitAtGate() async throws {
        try await wait { FileManager.default.fileExists(atPath: folder.file("waiting")) }
    }

    /// Publishes and removes records in the sandbox's world, and keeps what it was started with.
    private static func hook(in folder: TemporaryFolder, control: String) -> String {
        """
        #!/bin/sh
        cd '\(folder.path)' || exit 1
        echo "$@" >>hook.calls
        { env; cat "/proc/$PPID/cmdline" "/proc/$$/cmdline" | tr '\\0' ' '; } >>hook.seen
        if [ -e gate ]; then
            : >waiting
            n=0
            while [ -e gate ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n+1)); done
            rm -f waiting
        fi
        case "$1" in publish) method=POST ;; *) method=DELETE ;; esac
        case "$2" in
        cname) set -- type=CNAME "name=$SSL_RECORD_NAME" ;;
        *) set -- type=FILE "name=$SSL_DOMAIN" "path=$SSL_RECORD_NAME" ;;
        esac
        exec curl -fsS -o hook.answer -X $method '\(control)' --data-urlencode "$1" \\
            --data-urlencode "$2" ${3:+--data-urlencode "$3"} \\
            --data-urlencode "value=$SSL_RECORD_VALUE"

        """
    }
}
