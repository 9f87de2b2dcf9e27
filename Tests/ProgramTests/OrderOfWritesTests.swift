import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Before the request leaves` {
    private static let calls = "fsync,fdatasync,pwrite64,connect,sendto,sendmsg,write,writev,mkdir"

    @Test(.enabled("ptrace is allowed here") { await TracedProgram.isPossible.value })
    func `key, folders and intent are durable`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        let traced = try await TracedProgram("ssl-reissue", in: night, calls: Self.calls)
        #expect(traced.outcome.status == 0, "\(traced.outcome)")
        let folder = try await night.value("SELECT folder FROM subscription")
        let order = try OrderOfWrites(
            port: #require(URL(string: night.sandbox.api())?.port),
            folder: night.folder.file("store/" + folder),
            ledger: night.folder.file("ledger.sqlite"))
        #expect(order.violations(in: traced.trace) == [])

        // Each rule speaks where what it asks for is taken out of the trace.
        let folderPath = order.folder
        let doctored: [(String, (SystemCallTrace.Call) -> Bool)] = [
            ("key", { $0.name == "fsync" && $0.path == folderPath + "/1/privkey.pem" }),
            ("version folder", { $0.name == "fsync" && $0.path == folderPath + "/1" }),
            ("subscription's folder", { $0.name == "fsync" && $0.path == folderPath }),
            ("intent", { $0.name == "fdatasync" && $0.path.hasSuffix("-wal") }),
            ("contact", { $0.path.contains("->") || $0.name == "connect" }),
        ]
        for (word, isLeftOut) in doctored {
            let violations = order.violations(in: traced.trace.without(isLeftOut))
            #expect(violations.contains { $0.contains(word) }, "\(word): \(violations)")
        }
    }

    @Test func `a trace is read with its threads and addresses`() throws {
        let trace = SystemCallTrace(
            """
            11 fsync(7</s/a = b/privkey.pem> <unfinished ...>
            12 sendto(9<TCP:[127.0.0.1:5->127.0.0.1:80]>, "a=1) = 2", 8, 0, NULL, 0) = 8
            11 <... fsync resumed>)             = 0
            11 mkdir("/s", 0700)                = -1 EEXIST (File exists)
            12 +++ exited with 0 +++
            11 --- SIGCHLD {si_signo=SIGCHLD} ---
            11 exit_group(0)                    = ?
            """)
        #expect(trace.calls.map(\.name) == ["fsync", "sendto", "mkdir", "exit_group"])
        let fsync = try #require(trace.calls.first)
        #expect(fsync.path == "/s/a = b/privkey.pem" && fsync.succeeded)
        #expect(fsync.begin < trace.calls[1].begin && fsync.end > trace.calls[1].end)
        #expect(trace.calls[1].path == "TCP:[127.0.0.1:5->127.0.0.1:80]")
        #expect(trace.calls[1].arguments.contains("a=1) = 2") && trace.calls[1].result == "8")
        #expect(!trace.calls[2].succeeded && !trace.calls[3].succeeded)
    }
}

/// What must have returned before the first contact with the CA.
private struct OrderOfWrites {
    let port: Int
    let folder: String
    let ledger: String

    /// What a trace of one reissue does otherwise, in words.
    func violations(in trace: SystemCallTrace) -> [String] {
        guard let contact = trace.calls.first(where: isContact) else { return ["no contact"] }
        let before = trace.calls.filter { $0.end < contact.begin && $0.succeeded }
        func synced(_ path: String, after line: Int = -1) -> Int? {
            before.first {
                ["fsync", "fdatasync"].contains($0.name) && $0.path == path && $0.begin > line
            }?.end
        }
        var violations: [String] = []
        let key = synced(folder + "/1/privkey.pem")
        if key == nil { violations.append("the key is not synced") }
        let version = synced(folder + "/1", after: key ?? -1)
        if version == nil { violations.append("the version folder is not synced after the key") }
        let made = before.first { $0.name == "mkdir" && $0.arguments.contains(folder + "/1\"") }
        let parent = synced(folder, after: made?.end ?? .max)
        if parent == nil {
            violations.append("the subscription's folder is not synced after the version's making")
        }
        let durable = [key, version, parent].compactMap(\.self).max() ?? .max
        let intent = before.last {
            $0.name == "pwrite64" && $0.path == ledger + "-wal"
                && $0.arguments.contains("submitting")
        }
        if let intent, intent.begin > durable {
            if synced(ledger + "-wal", after: intent.end) == nil {
                violations.append("the intent is not synced")
            }
        } else {
            violations.append("the intent is not written after the key")
        }
        return violations
    }

    private func isContact(_ call: SystemCallTrace.Call) -> Bool {
        if call.name == "connect" { return call.arguments.contains("htons(\(port))") }
        return ["sendto", "sendmsg", "write", "writev"].contains(call.name)
            && call.path.hasSuffix(":\(port)]")
    }
}
