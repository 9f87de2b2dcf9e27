import TestSupport
import Testing

/// Bad words on the command line of ssl-order, each with what is said about it.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A wrong word of an order` {
    private static let whole = [
        "--product": "Standard SSL", "--years": "2", "--host": "www.new-order.test",
        "--reference": "N-1",
    ]

    /// The option that is wrong, its value, and a part of what is said.
    private static let wrong: [(option: String, value: String, text: String)] = [
        ("--product", "Nonsense SSL", "there is no product Nonsense SSL; known are Standard SSL"),
        ("--product", "RapidSSL", "there is no product RapidSSL"),
        ("--product", "", "there is no product"),
        ("--product", "Standard Wildcard SSL", "for one name that begins with *."),
        ("--years", "0", "--years needs 1 to 5"), ("--years", "6", "--years needs 1 to 5"),
        ("--years", "two", "is invalid for '--years"), ("--years", "1.5", "is invalid for"),
        ("--host", "", "host  is no name"), ("--host", "localhost", "host localhost is no name"),
        ("--host", "www..test", "is no name"), ("--host", "a-.test", "is no name"),
        ("--host", "a b.test", "is no name"), ("--host", "192.0.2.1:80", "is no name"),
        ("--host", "192.0.2.1", "host 192.0.2.1 is no name"),
        ("--host", "www.new-order.42", "host www.new-order.42 is no name"),
        ("--host", "*.new-order.test", "Standard SSL holds no wildcard"),
        ("--host", "www.\u{43f}\u{440}.test", "write it as its A-label"),
        ("--host", "www.new-order.test\u{1b}[2J", "\\u{1b}[2j is no name"),
        ("--host", String(repeating: "a", count: 64) + ".test", "is no name"),
        ("--name", "b.new-order.test", "Standard SSL is for one name"),
        ("--reference", "", "reference needs 1 to 200"),
        ("--reference", "a\u{fffd}", "reference is no UTF-8 text"),
        ("--reference", "a\nb", "reference needs 1 to 200 printable characters"),
        ("--reference", String(repeating: "r", count: 201), "reference needs 1 to 200"),
        ("--dcv", "phone", "--dcv needs cname, file or email"),
        ("--mail", "nobody", "mail nobody is no address"),
        ("--mail", "a@b.test,c@d.test", "is no address"),
        ("--module", "nobody", "there is no module nobody"),
        ("--organisation", "/nowhere", "says nothing of an organisation"),
        ("--max-price", "7,48", "is invalid for '--max-price"),
        ("--max-price", "-1", "Missing value for"), ("--max-price", "1.234", "is invalid for"),
        ("--max-price", "$10", "is invalid for"), ("--max-price", "1e3", "is invalid for"),
        ("--max-price", "", "is invalid for"),
    ]

    private func words(_ changes: [String: String]) -> [String] {
        let options = Self.whole.merging(["--max-price": "1000"]) { $1 }.merging(changes) { $1 }
        return ["buy", "--yes"] + options.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }

    @Test func `is refused with 64, what is wrong with it, and without a call`() async throws {
        let night = try await Night.ordering()
        let calls = try await night.sandbox.journal().count
        for (option, value, text) in Self.wrong {
            let outcome = try await night.order(words([option: value]))
            #expect(outcome.status == 64, "\(option) \(value): \(outcome)")
            #expect(outcome.errors.contains(text), "\(option) \(value): \(outcome)")
            #expect(outcome.output == "")
        }
        #expect(try await night.sandbox.journal().count == calls)
        #expect(try await night.orders() == [])
        #expect(try await night.order(words([:])).status == 0, "the rest of the line is right")
    }

    @Test func `of a wildcard, of several names, of a file that is not there`() async throws {
        let night = try await Night.ordering()
        let cases: [([String: String], Int32, String)] = [
            (
                [
                    "--product": "Standard Wildcard SSL", "--host": "*.new.test",
                    "--dcv": "file",
                ], 64, "a wildcard cannot be validated by file"
            ),
            (
                ["--product": "SAN Certificate", "--name": "*.new.test"], 64,
                "SAN Certificate holds no wildcard"
            ),
            (["--csr": "/nowhere/csr"], 66, "there is no file /nowhere/csr"),
            (
                ["--product": "EV SSL", "--organisation": "/nowhere/ev"], 66,
                "there is no file /nowhere/ev"
            ),
        ]
        for (changes, status, text) in cases {
            let outcome = try await night.order(words(changes))
            #expect(outcome.status == status && outcome.errors.contains(text), "\(outcome)")
        }
        #expect(try await night.sandbox.paid() == [])
    }

    @Test(arguments: [
        ["renew"], ["renew", "S-1"], ["renew", "S-1", "--years", "6", "--yes"],
        ["renew", "S-1", "--years", "1", "--yes"], ["add-names", "S-1"], ["add-names"],
        ["activate"], ["settle", "S-1"], ["settle", "S-1", "--nothing", "--certificate", "1"],
        ["settle", "S-1", "--certificate", "0"], ["settle", "S-1", "--certificate", "x"],
        ["status", "a", "b"], ["buy"], ["nonsense"], ["status", "--json", "--csv", "x"],
    ])
    func `or a missing one ends with 64 and the usage`(words: [String]) async throws {
        let outcome = try await RunningProgram.run(Built.path(of: "ssl-order"), words)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.errors.contains("Error: ") && outcome.errors.contains("--help"))
    }

    @Test func `about nobody's subscription ends with 64`() async throws {
        let night = try await Night.ordering()
        for words in [
            ["renew", "X-1", "--years", "1"] + Night.agreed,
            ["add-names", "X-1", "a.new.test"] + Night.agreed, ["settle", "X-1", "--nothing"],
        ] {
            let outcome = try await night.order(words)
            #expect(outcome.status == 64 && outcome.errors.contains("X-1"), "\(outcome)")
        }
    }
}
