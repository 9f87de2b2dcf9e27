import DNS
import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite struct `The CA and BIND` {
    private static let program = "/usr/sbin/named"
    /// Where Debian's package bind9 puts the program.
    private static let isInstalled = FileManager.default.isExecutableFile(atPath: program)

    @Test(.enabled(if: isInstalled, "BIND is not installed (Debian: bind9)"))
    func `agree on a token that a zone file holds`() async throws {
        var port = 0
        // A port that was free a moment ago; the sandbox has to know it before the zone exists.
        try await LoopbackNameServer.run(answer: LoopbackNameServer.silence) { server in
            port = server.port
        }
        let resolver = ListenAddress("127.0.0.1:\(port)")
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.resolver, to: resolver)) {
            namecheap async throws in
            let (_, submitted) = try await namecheap.reissue("S-00002", CustomerKey())
            let new = try #require(submitted.attribute("ID"))
            #expect(try await namecheap.look(new).reason?.contains("cannot be asked") == true)
            let folder = try TemporaryFolder()
            try write(
                folder, port: port, owner: try submitted.element("HostName"),
                target: try submitted.element("Target"))
            let named = Process()
            named.executableURL = URL(fileURLWithPath: Self.program)
            named.arguments = ["-g", "-n", "1", "-c", folder.file("named.conf")]
            named.standardError = FileHandle.nullDevice
            try OneStart.run(named)
            defer {
                named.terminate()
                named.waitUntilExit()
            }
            try await answers(port)
            #expect(try await namecheap.look(new).status == "active")
            let (_, other) = try await namecheap.reissue("S-00007", CustomerKey())
            let waiting = try #require(other.attribute("ID"))
            #expect(try await namecheap.look(waiting).reason?.hasPrefix("no CNAME at _") == true)
        }
    }

    /// Waits until the server answers for the zone itself.
    private func answers(_ port: Int) async throws {
        var resolver = Resolver(NameServer(address: "127.0.0.1", port: UInt16(port)))
        resolver.isRecursive = false
        for _ in 0..<500 {
            let answer = try? await resolver.ask("harbour-demo.test", .soa)
            if answer?.isAuthoritative == true { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("named does not answer on port \(port)")
    }

    private func write(_ folder: TemporaryFolder, port: Int, owner: String, target: String) throws {
        try folder.write(
            """
            options {
                directory "\(folder.path)";
                listen-on port \(port) { 127.0.0.1; };
                listen-on-v6 { none; };
                recursion no;
                pid-file none;
                session-keyfile none;
                dnssec-validation no;
            };
            controls { };
            zone "harbour-demo.test" { type primary; file "zone"; };
            """, to: "named.conf")
        try folder.write(
            """
            $TTL 60
            @ SOA ns1 hostmaster 1 3600 600 86400 60
            @ NS ns1
            @ CAA 0 issue "sectigo.com"
            ns1 A 127.0.0.1
            \(owner). CNAME \(target).

            """, to: "zone")
    }
}
