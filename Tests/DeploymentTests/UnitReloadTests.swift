import Deployment
import Foundation
import Processes
import TestSupport
import Testing
import Wording

@Suite struct `The reload of a unit` {
    @Test func `is asked of systemctl without a shell`() async throws {
        let scratch = try TemporaryFolder()
        let systemctl = try scratch.script(
            "systemctl", "printf '%s\\n' \"$#\" \"$@\" >\"${0%/*}/seen\"")
        try await reload("web@a b;id.service", by: systemctl)
        #expect(
            try scratch.read("seen") == "2\nreload-or-restart\nweb@a b;id.service\n")
    }

    @Test func `that fails is quoted with the unit and the last words`() async throws {
        let scratch = try TemporaryFolder()
        let systemctl = try scratch.script(
            "systemctl", "echo 'Unit nginx.service not found.' >&2; exit 5")
        let error = await #expect(throws: DeploymentError.self) {
            try await reload("nginx.service", by: systemctl)
        }
        #expect(
            error
                == .reloadFailed(
                    unit: "nginx.service", exit: .code(5),
                    lastWords: "Unit nginx.service not found."))
        #expect(error?.retry == .later)
        #expect(error?.explanation.contains("nginx.service ended with exit status 5") == true)
    }

    @Test func `that takes too long is ended with all it started`() async throws {
        let scratch = try TemporaryFolder()
        let systemctl = try scratch.script(
            "systemctl", "sleep 300 & echo $! >\"${0%/*}/child\"; wait")
        let error = await #expect(throws: DeploymentError.self) {
            try await reload("nginx.service", by: systemctl, timeLimit: .milliseconds(500))
        }
        #expect(error == .hookNotRun(.timeLimit(systemctl, .milliseconds(500))))
        let child = try scratch.read("child").split(separator: "\n").first.map(String.init)
        #expect(try await scratch.hasEnded(try #require(child)))
    }

    private func reload(
        _ unit: String, by systemctl: String, timeLimit: Duration = .seconds(20)
    ) async throws {
        try await UnitReload(unit: unit, systemctl: systemctl, timeLimit: timeLimit).run()
    }
}

extension TemporaryFolder {
    /// Whether a process ends within two seconds: the kernel takes a moment for one that is killed.
    fileprivate func hasEnded(_ id: String) async throws -> Bool {
        for _ in 0..<200 {
            guard let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
                !status.contains(") Z ")
            else {
                return true
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
