import Testing

@Suite struct `The sandbox over TLS` {
    private static let form =
        "ApiUser=demo&ApiKey=demo-key&UserName=demo&ClientIp=192.0.2.1"
        + "&Command=namecheap.users.getBalances"

    /// The address of the API as host and port.
    private static func address(_ sandbox: RunningSandbox) throws -> String {
        let url = try sandbox.api()
        #expect(url.hasPrefix("https://127.0.0.1:") && url.hasSuffix("/xml.response"))
        return String(url.split(separator: "/")[1])
    }

    private static func curl(
        _ sandbox: RunningSandbox, _ options: [String] = [], url: String? = nil
    ) async throws -> Outcome {
        try await RunningProgram.run(
            "/usr/bin/curl",
            ["-sS", "--max-time", "30", "--cacert", sandbox.ca, "-d", form] + options
                + [try url ?? sandbox.api()])
    }

    /// What openssl says of a connection that it verifies.
    private static func client(
        _ sandbox: RunningSandbox, _ options: [String] = ["-verify_ip", "127.0.0.1"]
    ) async throws -> Outcome {
        let words =
            [
                "timeout", "30", "openssl", "s_client", "-connect", try address(sandbox),
                "-CAfile", sandbox.ca, "-verify_return_error",
            ] + options
        return try await RunningProgram.run("/bin/sh", ["-c", "\"$@\" </dev/null", "sh"] + words)
    }

    @Test func `is verified by clients that know its root`() async throws {
        let sandbox = try await RunningSandbox(
            certificates: 0, options: ["--tls", "--tls-name", "api.namecheap.com"])
        let plain = try await Self.curl(sandbox)
        #expect(plain.status == 0, "\(plain)")
        #expect(plain.output.contains("AvailableBalance"))
        let port = try #require(try Self.address(sandbox).split(separator: ":").last)
        for name in ["api.namecheap.com", "localhost"] {
            let named = try await Self.curl(
                sandbox, ["--connect-to", "\(name):443:127.0.0.1:\(port)"],
                url: "https://\(name)/xml.response")
            #expect(named.output.contains("AvailableBalance"), "\(named)")
        }
        let wrong = try await Self.curl(
            sandbox, ["--connect-to", "other.test:443:127.0.0.1:\(port)"],
            url: "https://other.test/xml.response")
        #expect(wrong.status == 60)
        let unknown = try await RunningProgram.run("/usr/bin/curl", ["-sS", sandbox.api()])
        #expect(unknown.status == 60)
        let verified = try await Self.client(sandbox)
        #expect(verified.output.contains("Verify return code: 0 (ok)"), "\(verified)")
    }

    @Test func `speaks TLS 1.2 and later`() async throws {
        let sandbox = try await RunningSandbox(certificates: 0, options: ["--tls"])
        for (options, isSpoken) in [(["-tls1_2"], true), (["-tls1_3"], true), (old, false)] {
            let heard = try await Self.client(sandbox, options)
            #expect((heard.status == 0) == isSpoken, "\(heard)")
            #expect(heard.errors.contains("alert protocol version") != isSpoken)
        }
    }

    private let old = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]

    @Test(arguments: [
        ("tlsExpired", Int32(60), "certificate has expired"),
        ("tlsWrongName", 60, "IP address mismatch"),
        ("tlsUntrusted", 60, "unable to get local issuer certificate"),
        ("tlsAlert", 35, "alert handshake failure"),
    ])
    func `is disturbed for as many connections as asked`(
        fault: String, status: Int32, text: String
    ) async throws {
        let sandbox = try await RunningSandbox(certificates: 0, options: ["--tls"])
        try await sandbox.disturb(fault, count: 2)
        let refused = try await Self.curl(sandbox)
        #expect(refused.status == status, "\(refused)")
        #expect(refused.output == "")
        let heard = try await Self.client(sandbox)
        #expect(heard.status != 0)
        #expect((heard.output + heard.errors).contains(text), "\(heard)")
        #expect(try await Self.curl(sandbox).status == 0)
        #expect(try await sandbox.journal().count == 1)
    }

    @Test(arguments: [("cut", Int32(52)), ("reset", 56), ("wrongLength", 18)])
    func `is cut short in the same ways as without`(fault: String, status: Int32) async throws {
        let sandbox = try await RunningSandbox(certificates: 0, options: ["--tls"])
        try await sandbox.disturb(fault)
        #expect(try await Self.curl(sandbox).status == status)
        #expect(try await Self.curl(sandbox).status == 0)
    }
}
