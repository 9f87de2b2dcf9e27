import Foundation
import TestSupport

/// A sandbox in a process of its own, with a folder of its own; it ends with the tests.
final class RunningSandbox: Sendable {
    /// One request as the sandbox's journal has it.
    struct Request: Decodable, Sendable {
        let command: String
        let parameters: [String: String]
        let outcome: String

        var certificate: String { parameters["CertificateID"] ?? "" }
        /// Whether it may be sent only once: a reissue or an activation.
        var isUnrepeatable: Bool {
            command.hasSuffix("ssl.reissue") || command.hasSuffix("ssl.activate")
        }
    }

    let folder: TemporaryFolder
    private let program: RunningProgram

    var ca: String { folder.file("ca.pem") }
    var subscriptions: String { folder.file("subscriptions.csv") }

    /// Starts a sandbox whose clock stands, and waits until it answers.
    ///
    /// A shell holds it: when the pipe to its standard input closes, because the tests are over or
    /// have crashed, it ends the sandbox by its id and removes the folders that nobody else will.
    init(
        certificates: Int, clock: String = "2026-11-20T01:00:00Z", options: [String] = [],
        environment: [String: String] = [:]
    ) async throws {
        folder = try TemporaryFolder()
        let script = """
            "$@" <&- & id=$!
            echo $id >"$STATE/id"
            trap 'kill $id; wait $id; exit' TERM
            read -r line && { kill $id; wait $id; read -r line; }
            kill $id
            wait $id
            for note in "$STATE"/places/*; do
                read -r place <"$note"
                case $place in */ssl-ledger-test-*) rm -rf "$place" ;; esac
            done
            rm -rf "$STATE"
            """
        program = try RunningProgram(
            "/bin/sh",
            [
                "-c", script, "sh", Built.path(of: "ssl-sandbox"), "--strict", "--state",
                folder.path, "--certificates", "\(certificates)", "--clock", clock,
            ] + options,
            environment: Built.environment.merging(environment) { $1 }
                .merging(["STATE": folder.path]) { $1 })
        try removeAtTheEnd(program.folder)
        for _ in 0..<1_500 where program.isRunning {
            if try await RunningProgram.run("/usr/bin/curl", ["-fsS", control("clock")]).status == 0
            {
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw RunningProgram.Problem.noAnswer(try program.errorsSoFar())
    }

    /// Ends the sandbox; whoever calls it afterwards is refused.
    func stop() async throws {
        try program.say("stop\n")
        for _ in 0..<500
        where try await RunningProgram.run("/usr/bin/curl", ["-s", control("clock")]).status != 0 {
            return
        }
        throw RunningProgram.Problem.tooSlow("the sandbox's end")
    }

    /// Names a folder that is of no use after the tests.
    func removeAtTheEnd(_ place: TemporaryFolder) throws {
        try folder.write(
            place.path + "\n", to: "places/" + (place.path as NSString).lastPathComponent)
    }

    /// Stops its clockwork: connections are accepted and nothing is answered until it goes on.
    func pause() throws { kill(try id(), SIGSTOP) }

    /// Lets it go on.
    func goOn() throws { kill(try id(), SIGCONT) }

    /// The address of the API.
    func api() throws -> String { try address("api.url") }

    /// The address of one request of the control.
    func control(_ path: String) -> String { (try? address("control.url") + "/" + path) ?? "none:" }

    /// Moves the clock.
    func move(to moment: String) async throws { try await post("clock", [moment]) }

    /// Sets how often a fault happens.
    func disturb(_ fault: String, count: Int = 1) async throws {
        try await post("faults", ["name=\(fault)", "count=\(count)"])
    }

    /// Sends a form to the control.
    func post(_ path: String, _ fields: [String]) async throws {
        let arguments = ["-fsS", control(path)] + fields.flatMap { ["-d", $0] }
        let outcome = try await RunningProgram.run("/usr/bin/curl", arguments)
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
    }

    /// Every request it has received, oldest first.
    func journal() async throws -> [Request] {
        let outcome = try await RunningProgram.run("/usr/bin/curl", ["-fsS", control("journal")])
        return try JSONDecoder().decode([Request].self, from: Data(outcome.output.utf8))
    }

    /// The requests that may be sent only once.
    func unrepeatable() async throws -> [Request] { try await journal().filter(\.isUnrepeatable) }

    private func id() throws -> Int32 {
        guard let id = Int32(try address("id")), id > 1 else {
            throw RunningProgram.Problem.noAnswer("the sandbox's id")
        }
        return id
    }

    private func address(_ name: String) throws -> String {
        try folder.read(name).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
