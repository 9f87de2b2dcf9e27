import DomainValidation
import Foundation
import Processes
import TestSupport
import Testing
import Wording

@Suite struct `A DNS update` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func record(
        _ owner: String = "_0a1b.shop.example", target: String = "c.d.dcv.example"
    ) -> ValidationRecord {
        ValidationRecord(
            name: "*.shop.example", kind: .cname(owner: owner, target: target), reference: "R-1")
    }

    /// An update by a script that stands for nsupdate.
    private func update(
        _ script: String, key: String? = nil, limit: Duration = .seconds(20)
    ) throws -> DNSUpdate {
        let program = try folder.write("#!/bin/sh\n\(script)\n", to: "nsupdate", mode: 0o700)
        return DNSUpdate(
            address: "2001:db8::53", port: 53,
            keyFile: try key ?? folder.write("s3cret", to: "key"),
            program: program, timeLimit: limit)
    }

    private func failure(
        _ act: () async throws -> Void
    ) async throws -> DomainValidationError {
        try #require(await #expect(throws: DomainValidationError.self) { try await act() })
    }

    @Test func `hands the path of the key over, and replaces one owner's records`() async throws {
        let root = folder.path
        let update = try update("echo \"$@\" >>\(root)/words; cat >>\(root)/script")
        try await update.publish(record())
        try await update.remove(record())
        #expect(try folder.read("words") == String(repeating: "-k \(root)/key\n", count: 4))
        #expect(
            try folder.read("script") == """
                server 2001:db8::53 53
                update delete _0a1b.shop.example. CNAME
                update add _0a1b.shop.example. 60 CNAME c.d.dcv.example.
                send
                server 2001:db8::53 53
                update delete _0a1b.shop.example. CNAME c.d.dcv.example.
                send

                """)
    }

    @Test(arguments: [0o644, 0o660, 0o604, 0o666])
    func `refuses a key file that others can read or change`(_ mode: Int) async throws {
        let key = try folder.write("s3cret", to: "key", mode: mode)
        let update = try update("touch \(folder.path)/started", key: key)
        let error = try await failure { try await update.publish(record()) }
        let octal = "0" + String(mode, radix: 8)
        #expect(error == .notUpdated(.exposedKey(key, mode: octal)))
        #expect(error.remedy == "run chmod 0600 \(key)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("started")))
    }

    @Test func `refuses what is no key file, and says what is not installed`() async throws {
        for path in [folder.path, folder.file("nothing")] {
            let update = try update("exit 0", key: path)
            let error = try await failure { try await update.publish(record()) }
            #expect(error == .notUpdated(.noKeyFile(path)))
        }
        let update = DNSUpdate(
            address: "::1", port: 53, keyFile: try folder.write("key", to: "key"),
            program: "/nowhere/nsupdate", timeLimit: .seconds(20))
        let error = try await failure { try await update.remove(record()) }
        #expect(error == .notUpdated(.noProgram("/nowhere/nsupdate")))
        #expect(error.remedy.contains("bind9-dnsutils"))
    }

    /// nsupdate quotes what it cannot read, and goes on without a key, with status 0.
    @Test(
        .enabled(if: BINDFolder.isInstalled, "BIND is not installed (Debian: bind9-dnsutils)"),
        arguments: [
            "s3cret0s3cret0s3cret0", "",
            "key \"k\" { algorithm hmac-sha256; secret \"s3cret 0\"; };",
            "key \"k\" { algorithm s3cret; secret \"QUJD\"; };",
        ])
    func `is not sent where the key cannot be read, and quotes nothing of it`(
        _ text: String
    ) async throws {
        let key = try folder.write(text, to: "key")
        let update = DNSUpdate(
            address: "127.0.0.1", port: 1, keyFile: key, timeLimit: .seconds(20))
        let error = try await failure { try await update.publish(record()) }
        #expect(error == .notUpdated(.noKey(key)))
        #expect(!error.explanation.contains("s3cret"))
    }

    @Test func `quotes codes and reasons alone`() async throws {
        let cases: [(String, DNSUpdateFailure)] = [
            ("update failed: NOTAUTH(BADTIME)", .refused(server: server, code: "NOTAUTH(BADTIME)")),
            ("update failed: SERVFAIL", .refused(server: server, code: "SERVFAIL")),
            ("response to SOA query was unsuccessful", .noZone(server: server)),
            (
                "; Communication with 2001:db8::53#53 failed: timed out",
                .noAnswer(server: server, reason: "timed out")
            ),
            (
                "; TSIG error with server: tsig verify failure",
                .notSigned(server: server, reason: "tsig verify failure")
            ),
            (
                "dns_request_getresponse: expected a TSIG or SIG(0)",
                .notSigned(server: server, reason: "expected a TSIG or SIG(0)")
            ),
            (
                "; Communication with 2001:db8::53#53 failed: clocks are unsynchronized",
                .notSigned(server: server, reason: "clocks are unsynchronized")
            ),
            ("dns_request_getresponse: s3cret", .failed(server: server, exit: .code(2))),
            ("s3cret", .failed(server: server, exit: .code(2))),
        ]
        for (line, failure) in cases {
            let script = "grep -q send || exit 0; echo 's3cret' >&2; echo '\(line)' >&2; exit 2"
            let update = try update(script)
            let error = try await self.failure { try await update.publish(record()) }
            #expect(error == .notUpdated(failure))
            #expect(error.retry == .later && !error.explanation.contains("s3cret"))
        }
    }

    private let server = "[2001:db8::53]:53"

    @Test func `is ended after its time limit`() async throws {
        let update = try update("exec /bin/sleep 60", limit: .milliseconds(50))
        let error = try await failure { try await update.publish(record()) }
        guard case .notUpdated(.notRun(.timeLimit)) = error else {
            Issue.record("\(error)")
            return
        }
    }
}

@Suite(
    .enabled(if: BINDFolder.isInstalled, "BIND is not installed (Debian: bind9, bind9-dnsutils)"))
struct `A DNS update at BIND` {
    private func update(
        _ bind: BINDFolder, _ key: BINDFolder.Key = .good, address: String = "127.0.0.1",
        port: Int? = nil
    ) -> DNSUpdate {
        DNSUpdate(
            address: address, port: UInt16(port ?? bind.port), keyFile: bind.keyFile(key),
            timeLimit: .seconds(30))
    }

    private func record(_ owner: String, _ target: String = "t.dcv.example") -> ValidationRecord {
        ValidationRecord(
            name: "shop.example", kind: .cname(owner: owner, target: target), reference: "R-1")
    }

    @Test func `replaces what is of the same owner, and removes no other record`() async throws {
        try await BINDServer.run { bind in
            let (four, six) = (update(bind), update(bind, address: "::1"))
            try await four.publish(record("_other.shop.example"))
            try await four.publish(record("_mine.shop.example", "old.dcv.example"))
            try await six.publish(record("_mine.shop.example", "new.dcv.example"))
            let both = [
                "_mine.shop.example 60 new.dcv.example", "_other.shop.example 60 t.dcv.example",
            ]
            #expect(try await BINDServer.aliases(bind) == both)
            try await six.remove(record("_mine.shop.example", "old.dcv.example"))
            #expect(try await BINDServer.aliases(bind) == both)
            try await four.remove(record("_mine.shop.example", "new.dcv.example"))
            #expect(try await BINDServer.aliases(bind) == [both[1]])
        }
    }

    @Test func `that the server does not take says why and leaves nothing`() async throws {
        try await BINDServer.run { bind in
            let server = "127.0.0.1:\(bind.port)"
            let cases: [(BINDFolder.Key, String, DNSUpdateFailure, String)] = [
                (
                    .wrong, "_a.shop.example", .refused(server: server, code: "NOTAUTH(BADSIG)"),
                    "compare the key"
                ),
                (
                    .unknown, "_a.shop.example", .refused(server: server, code: "NOTAUTH(BADKEY)"),
                    "compare the key"
                ),
                (
                    .weak, "_a.shop.example", .refused(server: server, code: "REFUSED"),
                    "update-policy"
                ),
                (.good, "_a.shop.elsewhere", .noZone(server: server), "primary server"),
            ]
            for (key, owner, failure, remedy) in cases {
                let error = await #expect(throws: DomainValidationError.self) {
                    try await update(bind, key).publish(record(owner))
                }
                #expect(error == .notUpdated(failure))
                #expect(error?.remedy.contains(remedy) == true)
                let text = try #require(error).explanation
                #expect(!text.contains(key.secret))
            }
            #expect(try await BINDServer.aliases(bind) == [])
        }
    }

    @Test func `that nobody answers is told as that`() async throws {
        let bind = try BINDFolder(zone: BINDServer.zone)
        let error = await #expect(throws: DomainValidationError.self) {
            try await update(bind, port: 1).publish(record("_a.shop.example"))
        }
        #expect(
            error == .notUpdated(.noAnswer(server: "127.0.0.1:1", reason: "connection refused")))
    }
}
