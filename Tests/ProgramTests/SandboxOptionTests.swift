import TestSupport
import Testing

@Suite struct `The options of the sandbox` {
    private static func balances(_ sandbox: RunningSandbox, key: String) async throws -> String {
        let form =
            "ApiUser=demo&ApiKey=\(key)&UserName=demo&ClientIp=192.0.2.1"
            + "&Command=namecheap.users.getBalances"
        return try await RunningProgram.run("/usr/bin/curl", ["-sS", "-d", form, sandbox.api()])
            .output
    }

    @Test func `take the key from a file or the environment`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("from-a-file\n", to: "key")
        for (options, environment, key) in [
            (["--key-file", file], ["SSL_SANDBOX_KEY": "not-this"], "from-a-file"),
            ([], ["SSL_SANDBOX_KEY": "from-outside"], "from-outside"),
            (["--key", "from-here"], ["SSL_SANDBOX_KEY": "not-this"], "from-here"),
            ([], [:], "demo-key"),
        ] {
            let sandbox = try await RunningSandbox(
                certificates: 0, options: options, environment: environment)
            #expect(try await Self.balances(sandbox, key: key).contains("Status=\"OK\""))
            #expect(try await Self.balances(sandbox, key: "not-this").contains("1011102"))
            try await sandbox.stop()
        }
    }

    @Test func `set faults, limits and callers from the start`() async throws {
        let sandbox = try await RunningSandbox(
            certificates: 0,
            options: [
                "--fault", "rate429,count=1,command=namecheap.users.getbalances", "--fault",
                "error,number=2030166,skip=1", "--limits", "20", "--limit-shape", "500000",
                "--latency", "1", "--fault-seed", "9",
            ])
        #expect(try await Self.balances(sandbox, key: "demo-key").contains("Too Many Requests"))
        #expect(try await Self.balances(sandbox, key: "demo-key").contains("Status=\"OK\""))
        #expect(try await Self.balances(sandbox, key: "demo-key").contains("2030166"))
        for _ in 0..<18 {
            #expect(try await Self.balances(sandbox, key: "demo-key").contains("Status=\"OK\""))
        }
        #expect(try await Self.balances(sandbox, key: "demo-key").contains("500000"))
    }

    @Test func `keep out callers that are not listed`() async throws {
        let sandbox = try await RunningSandbox(
            certificates: 0, options: ["--allow-address", "192.0.2.1"])
        #expect(
            try await Self.balances(sandbox, key: "demo-key")
                .contains("Invalid request IP: 127.0.0.1"))
    }

    @Test(arguments: [
        ["--fault", "rain"], ["--fault", "tlsAlert"], ["--limits", "30"], ["--limits", "few"],
        ["--limit-shape", "404"], ["--latency", "-1"], ["--allow-address", "::1"],
        ["--tls-name", "a.test"], ["--tls", "--tls-name", "a..test"],
        ["--key-file", "/nowhere/key"], ["--key", "a", "--key-file", "/nowhere/key"],
        ["--key", ""], ["--other-user", ""],
    ])
    func `are refused with 64 where they make no sense`(_ options: [String]) async throws {
        let folder = try TemporaryFolder()
        let outcome = try await RunningProgram.run(
            Built.path(of: "ssl-sandbox"), ["--state", folder.file("state")] + options)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.output == "")
    }
}
