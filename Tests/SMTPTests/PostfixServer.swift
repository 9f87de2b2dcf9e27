import Foundation
import SMTP
import TestSupport
import Testing

/// Debian's Postfix on loopback with a folder of its own, ended with its test.
///
/// It takes mail of the user `seller` for shop.example, puts it into Maildirs and sends nothing.
final class PostfixServer: Sendable {
    static let password = "open sesame"
    /// Where a client speaks in the clear first, and where TLS comes first.
    let port: Int
    let tlsPort: Int
    /// The authority that signed its certificate for localhost.
    let trustFile: String
    private let scratch: TemporaryFolder
    private let process: Process
    private let input: Pipe

    /// Why the tests with it are skipped, where they are.
    static let absence: Comment = "needs root, and Debian's postfix, libsasl2-modules and sasl2-bin"

    /// Whether it can be started here.
    static var isHere: Bool {
        let needed = [
            "/usr/sbin/postfix", "/usr/sbin/saslpasswd2", "/usr/lib/postfix/sbin/virtual",
            "/usr/bin/python3",
        ]
        return getuid() == 0 && needed.allSatisfy(FileManager.default.isExecutableFile)
    }

    /// Runs the body beside a server; afterwards none of its processes is left.
    static func run(_ body: (PostfixServer) async throws -> Void) async throws {
        let server = try await PostfixServer()
        let group = try server.group()
        do { try await body(server) } catch {
            server.end()
            throw error
        }
        server.end()
        #expect(try await PostfixServer.isGone(group))
    }

    private init() async throws {
        scratch = try TemporaryFolder()
        port = try FreePort.find()
        tlsPort = try FreePort.find()
        let authority = try TestAuthority()
        let pair = try authority.pair(for: "localhost")
        trustFile = try scratch.write(authority.root, to: "ca.pem")
        try scratch.write(pair.key + "\n" + pair.chain, to: "etc/chain.pem")
        try scratch.write(
            PostfixServer.main(in: scratch.path) + PostfixServer.admission(in: scratch.path),
            to: "etc/main.cf", mode: 0o644)
        try scratch.write(
            PostfixServer.master(in: scratch.path, port, tlsPort), to: "etc/master.cf", mode: 0o644)
        for (name, text) in PostfixServer.tables(in: scratch.path) {
            try scratch.write(text, to: "etc/" + name, mode: 0o644)
        }
        (process, input) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", PostfixServer.script, "sh", scratch.path, Self.password]
        process.standardInput = input
        let log = scratch.file("start.log")
        _ = FileManager.default.createFile(atPath: log, contents: nil)  // Opening it tells.
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardError = process.standardOutput
        try OneStart.run(process)
        try await waitForGreeting()
    }

    /// Ends it: the shell that holds it sees the end of its input.
    private func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func waitForGreeting() async throws {
        for _ in 0..<1_000 where process.isRunning {
            if scratch.contains("queue/pid/master.pid"), await MailPort.answers(port) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("Postfix did not start: \(try scratch.read("start.log"))\(words)")
    }

    /// The server for a client.
    func server(
        host: String = "localhost", _ security: MailServer.Security = .startTLS,
        proof: MailServer.Proof, trusting trust: String?
    ) -> MailServer {
        let port = if case .implicitTLS = security { tlsPort } else { port }
        return MailServer(
            host: host, port: port, security: security, login: ("seller", proof), trustFile: trust)
    }

    /// The paths of the mails in a mailbox, once there are so many; Postfix delivers by itself.
    func mails(_ count: Int, in mailbox: String = "customer") async throws -> [String] {
        let folder = "mail/\(mailbox)/new"
        for _ in 0..<500 {
            if scratch.contains(folder) {
                let names = try scratch.names(in: folder)
                if names.count >= count { return names.map { scratch.file("\(folder)/\($0)") } }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("no mail arrived: \(words)")
        return []
    }

    /// What Postfix has written into its log.
    var words: String { (try? scratch.read("log/mail.log")) ?? "" }

    private func group() throws -> Int32 {
        let text = try scratch.read("queue/pid/master.pid")
        return try #require(Int32(text.filter(\.isNumber)))
    }

    /// Whether no process of a group runs any more; those that nobody has waited for run no more.
    private static func isGone(_ group: Int32) async throws -> Bool {
        for _ in 0..<250 {
            let running = try FileManager.default.contentsOfDirectory(atPath: "/proc").contains {
                guard Int32($0) != nil,
                    let facts = try? String(contentsOfFile: "/proc/\($0)/stat", encoding: .utf8),
                    let rest = facts.split(separator: ")").last?.split(separator: " ")
                else { return false }
                return rest.count > 2 && rest[0] != "Z" && Int32(rest[2]) == group
            }
            if !running { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
