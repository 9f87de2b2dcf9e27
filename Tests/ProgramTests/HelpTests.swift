import Testing

@Suite
struct `The command line` {
    private static let common = [
        "--config", "--ledger", "--quiet", "--verbose", "--json", "--csv", "--version", "--help",
    ]
    private static let actions = ["--dry-run", "--as-of"]
    private static let naming = ["<name>", "--reference", "--module", "--product", "--from-file"]
    private static let moduleOptions = [
        "--username", "--api-user", "--key-file", "--client-ip", "--sandbox", "--department",
        "--sort", "--minimal-balance", "--set", "--no-test", "--timeout",
    ]
    private static let options: [(words: [String], options: [String])] = [
        (["ssl-scan"], common + actions),
        (
            ["ssl-reissue"],
            common + actions + naming + [
                "--continue", "--limit", "--before", "--force", "--reason", "--max-runtime",
                "--revoke-old", "--yes",
            ]
        ),
        (["ssl-notify"], common + actions + naming + ["--limit", "--before"]),
        (["ssl-notify", "template"], ["list", "show", "edit", "test", "Templates", "digest"]),
        (["ssl-notify", "template", "list"], ["--json", "--csv"]),
        (["ssl-notify", "template", "show"], ["<template>", "--language", "--html", "--data"]),
        (["ssl-notify", "template", "edit"], ["<template>", "--language", "--html", "$VISUAL"]),
        (
            ["ssl-notify", "template", "test"],
            ["<template>", "--language", "--reference", "--html", "--send-to"]
        ),
        (["ssl-report"], common + naming + ["--folder", "--as-of"]),
        (
            ["ssl-admin"],
            [
                "--version", "--help", "module", "check-config", "subscription", "certificate",
                "policy", "task", "ledger",
            ]
        ),
        (["ssl-admin", "module", "add"], moduleOptions + ["--name", "/dev/stdin"]),
        (["ssl-admin", "module", "edit"], moduleOptions + ["<name>"]),
        (["ssl-admin", "module", "list"], ["--json", "--csv"]),
        (["ssl-admin", "module", "show"], ["<name>", "--json", "--csv"]),
        (["ssl-admin", "module", "disable"], ["<name>", "module-disabled"]),
        (["ssl-admin", "module", "enable"], ["<name>"]),
        (["ssl-admin", "module", "remove"], ["<name>", "--yes", ".removed"]),
        (["ssl-admin", "check-config"], ["--config", "--ledger", "--json", "--csv", "78"]),
        (["ssl-admin", "module", "test"], ["<name>", "--timeout", "--json", "--csv"]),
        (["ssl-admin", "task", "list"], ["--json", "--csv", "ssl-report tasks"]),
        (["ssl-admin", "task", "take"], ["<task>", "--by"]),
        (["ssl-admin", "task", "close"], ["<task>", "--by", "opened again"]),
        (["ssl-admin", "ledger", "check"], ["65", "--json", "--csv"]),
        (["ssl-admin", "ledger", "backup"], ["<place>", "0600"]),
        (["ssl-admin", "ledger", "restore"], ["<backup>", "--yes", "ssl-scan next"]),
        (["ssl-admin", "ledger", "vacuum"], ["--help"]),
        (["ssl-admin", "ledger", "export"], ["<folder>", "--json"]),
        (["ssl-admin", "policy", "show"], naming + ["--json", "--csv"]),
        (["ssl-admin", "policy", "set"], ["<policy>", "--before", "--module", "--subscription"]),
        (["ssl-admin", "subscription", "list"], naming + ["--json", "--csv"]),
        (["ssl-admin", "subscription", "show"], ["<subscription>", "--json"]),
        (["ssl-admin", "subscription", "link"], ["<reference>", "<certificate>", "--module"]),
        (["ssl-admin", "certificate", "list"], ["--unknown", "--json", "--csv"]),
        (
            ["ssl-admin", "certificate", "export"],
            ["<certificate>", "--format", "--output", "--password-file", "openssl"]
        ),
        (["ssl-admin", "certificate", "rollback"], ["<reference>", "--to", "--yes"]),
        (["ssl-admin", "certificate", "prune"], ["--dry-run", "KeepVersions"]),
        (["ssl-admin", "certificate", "request"], ["<subscription>", "--csr"]),
        (["ssl-admin", "certificate", "resend"], ["<certificate>"]),
        (["ssl-admin", "certificate", "custody"], ["<subscription>", "here", "customer"]),
        (
            ["ssl-admin", "subscription", "import"],
            [
                "--module", "--config", "--ledger", "--quiet", "--verbose", "--help",
                "--from-account", "--dry-run",
            ]
        ),
        (
            ["ssl-admin", "subscription", "set"],
            [
                "--served", "--dcv", "--approver", "--config", "--ledger", "--quiet", "--verbose",
                "--help", "--mail", "--language", "--renew-url", "--retail-price", "--policy",
                "--before", "--ordered", "--years",
            ]
        ),
        (
            ["ssl-order"],
            ["--version", "--help", "buy", "activate", "renew", "add-names", "status", "settle"]
        ),
        (
            ["ssl-order", "buy"],
            [
                "--product", "--years", "--host", "--name", "--reference", "--module", "--csr",
                "--dcv", "--mail", "--organisation", "--another", "--yes", "--max-price",
                "--dry-run", "--json",
            ]
        ),
        (["ssl-order", "renew"], ["<reference>", "--years", "--yes", "--max-price", "--dry-run"]),
        (["ssl-order", "add-names"], ["<reference>", "<names>", "--yes", "--max-price"]),
        (["ssl-order", "activate"], ["<reference>", "--dry-run"]),
        (["ssl-order", "status"], ["<reference>", "--dry-run", "--json", "--csv"]),
        (["ssl-order", "settle"], ["<reference>", "--nothing", "--certificate"]),
        (
            ["ssl-sandbox"],
            [
                "--state", "--listen", "--control", "--certificates", "--clock", "--strict",
                "--lost-reply", "--slow-dcv", "--replaced-at", "--fault", "--fault-seed",
                "--latency", "--limits", "--limit-shape", "--key-file", "--other-user",
                "--allow-address", "--tls", "--tls-name", "--resolver", "--http-port",
                "--look", "--look-seconds", "--dcv-suffix", "--organisation-checks",
                "--demand-admin-email", "--both-blocks", "--zone",
            ]
        ),
    ]

    private func run(_ words: [String]) async throws -> Outcome {
        try await RunningProgram.run(Built.path(of: words[0]), Array(words.dropFirst()))
    }

    @Test(arguments: options)
    func `explains every option on standard output`(
        _ program: (words: [String], options: [String])
    ) async throws {
        let outcome = try await run(program.words + ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("OVERVIEW: ") && outcome.output.contains("USAGE: "))
        for option in program.options { #expect(outcome.output.contains(option), "\(option)") }
    }

    @Test(arguments: [
        "ssl-scan", "ssl-reissue", "ssl-notify", "ssl-report", "ssl-admin", "ssl-order",
    ])
    func `says its version and nothing else`(_ program: String) async throws {
        let outcome = try await run([program, "--version"])
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(try outcome.output.wholeMatch(of: Regex(#"\d+\.\d+\.\d+\n"#)) != nil, "\(outcome)")
    }

    @Test(arguments: [
        ["ssl-scan", "--no-such-option"], ["ssl-scan", "--quiet", "--verbose"],
        ["ssl-scan", "--json", "--csv", "x"], ["ssl-scan", "--as-of", "tomorrow"],
        ["ssl-scan", "an-argument"], ["ssl-reissue", "--before", "0"],
        ["ssl-reissue", "--before", "201"], ["ssl-reissue", "--limit", "-1"],
        ["ssl-reissue", "--limit", "few"], ["ssl-reissue", "--force"],
        ["ssl-reissue", "--force", "--yes", "--limit", "1"], ["ssl-reissue", ""],
        ["ssl-reissue", "a.test", "--force", "--continue"],
        ["ssl-reissue", "a.test", "--reason", "because"], ["ssl-reissue", "--max-runtime", "9"],
        ["ssl-report", "runs", "a.test"], ["ssl-report", "all", "a.test"],
        ["ssl-notify", "--dry-run=maybe"], ["ssl-notify", "template", "nonsense"],
        ["ssl-notify", "template", "show"], ["ssl-notify", "template", "test", "night", "--html"],
        ["ssl-report"],
        ["ssl-report", "nonsense"], ["ssl-report", "due", "--folder", "x"],
        ["ssl-admin", "nonsense"], ["ssl-admin", "subscription", "import"], ["ssl-sandbox"],
        ["ssl-admin", "certificate", "export", "1", "--format", "der", "--output", "x"],
        ["ssl-admin", "certificate", "export", "1", "--format", "pem"],
        [
            "ssl-admin", "certificate", "export", "1", "--format", "zip", "--output", "x",
            "--password-file", "y",
        ],
        ["ssl-admin", "module", "test"], ["ssl-admin", "module", "edit"],
        ["ssl-admin", "module", "test", "x", "--timeout", "9"],
        ["ssl-admin", "module", "add", "--api-key", "x"], ["ssl-admin", "check-config", "x"],
        ["ssl-admin", "certificate", "request", "S-1"],
        ["ssl-admin", "certificate", "custody", "S-1", "nobody"],
        ["ssl-admin", "subscription", "set", "S-1"], ["ssl-admin", "policy", "set"],
        ["ssl-admin", "ledger", "export"], ["ssl-admin", "ledger", "export", "x", "--json"],
        ["ssl-admin", "task", "take", "first"], ["ssl-admin", "ledger", "restore"],
        ["ssl-admin", "subscription", "set", "S-1", "--served", "nonsense"],
        ["ssl-admin", "subscription", "set", "S-1", "--dcv", "www.a.test=nonsense"],
    ])
    func `is refused with 64 and the usage where it is wrong`(_ words: [String]) async throws {
        let outcome = try await run(words)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("Error: ") && outcome.errors.contains("--help"))
    }
}
