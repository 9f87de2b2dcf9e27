import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A subscription of the administrator` {
    /// A night that no test changes.
    private static let untouched = Task { try await Night.fiveYears() }

    private static let header =
        "reference,host,names,certificate_id,order_date,years,policy,mail,dcv,before,language,renew_url,retail_price"

    private func admin(_ night: Night, _ words: String...) async throws -> Outcome {
        try await night.start("ssl-admin", ["subscription"] + words).end()
    }

    /// A night whose account was read and where nobody is enrolled.
    private func read() async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 25))
        try await night.sandbox.move(to: Night.first)
        #expect([0, 1].contains(try await night.run("ssl-scan").status))
        return night
    }

    private func count(_ night: Night) async throws -> String {
        try await night.value("SELECT count(*) FROM subscription")
    }

    @Test func `is shown as a diff by a dry run, which changes nothing`() async throws {
        let night = try await Night.fiveYears()
        let row = try await night.value(
            """
            SELECT host || ',' || replace(names, ',', ' ') || ',' || first_number || ',' ||
                date(starts_on * 86400, 'unixepoch') || ',' || years
            FROM subscription AS s JOIN paid_period AS p ON p.subscription_id = s.id
            """)
        let list = try night.folder.write(
            """
            \(Self.header)
            S-00007,\(row),manual,new@harbour-demo.test,,20,de,,49.90 EUR
            S-9,new.harbour-demo.test,,4711,2026-04-02,2,,,,,,,
            S-9,newer.harbour-demo.test,,4712,2026-04-02,2,,,,,,,
            S-10,b\u{fc}cher.test,,4713,2026-04-02,2,,,,,,,

            """, to: "change.csv")
        let before = try Snapshot(of: night.folder.path)
        let plan = try await admin(night, "import", list, "--dry-run", "--csv", "-")
        #expect(plan.status == 1 && plan.errors == "", "\(plan)")
        let lines = plan.output.split(whereSeparator: \.isNewline)
        #expect(lines.first == "line,result,reference,host,detail")
        #expect(lines.count == 5, "\(plan)")
        #expect(lines[1].hasPrefix("2,changed,S-00007,"), "\(lines[1])")
        for change in [
            " → manual", " → new@harbour-demo.test", "before: nothing → 20",
            "language: nothing → de", "retail_price: nothing → 49.90 EUR",
        ] { #expect(lines[1].contains(change), "\(lines[1])") }
        #expect(lines[2] == "3,new,S-9,new.harbour-demo.test,")
        #expect(lines[3].hasSuffix("reference S-9 is in line 3 already"))
        #expect(lines[4].contains("xn--bcher-kva.test"), "\(lines[4])")
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])

        let done = try await admin(night, "import", list, "-v")
        #expect(done.output.contains("1 added, 1 changed, 0 unchanged, 2 refused"), "\(done)")
        #expect(done.errors.contains("change.csv:4: reference S-9 is in line 3"), "\(done)")
        let again = try await admin(night, "import", list, "--dry-run", "--csv", "-")
        #expect(again.output.contains("2,unchanged,S-00007,"), "\(again)")
    }

    @Test func `is made from the account by pattern, and its order is a guess until confirmed`()
        async throws
    {
        let night = try await read()
        #expect(try await count(night) == "0")
        let host = try await night.value(
            """
            SELECT host FROM certificate WHERE status = 'active' AND product NOT LIKE '%multi%'
                AND product NOT LIKE '%san%' AND replaced_by IS NULL
            GROUP BY host HAVING count(*) = 1 ORDER BY expires_on DESC LIMIT 1
            """)
        let before = try Snapshot(of: night.folder.path)
        let plan = try await admin(
            night, "import", "--from-account", "demo", host, "--dry-run", "--csv", "-")
        #expect(plan.output.contains("\n,new,demo-"), "\(plan)")
        #expect(try before.changes(to: Snapshot(of: night.folder.path)) == [])
        let made = try await admin(night, "import", "--from-account", "demo", host, "-v")
        #expect(made.output.contains("1 added"), "\(made)")
        #expect(
            try await night.rows(
                """
                SELECT s.host, p.term_source, s.reference = 'demo-' || c.number
                FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id
                JOIN paid_period AS p ON p.id = c.paid_period_id
                """) == ["\(host)|estimated|1"])
        let reference = try await night.value("SELECT reference FROM subscription")
        let order = try await night.value(
            "SELECT date(starts_on * 86400, 'unixepoch'), years FROM paid_period"
        ).split(separator: "|").map(String.init)
        let list = try await admin(night, "list", "--csv", "-")
        #expect(list.output.contains(",estimated,auto,default,10,default,"), "\(list)")
        let set = try await admin(
            night, "set", reference, "--ordered", order[0], "--years", order[1], "-v")
        #expect(set.status == 0 && set.output.contains("(estimated) → "), "\(set)")
        #expect(try await night.value("SELECT term_source FROM paid_period") == "ordered")
        let none = try await admin(night, "import", "--from-account", "demo", "no.such.test")
        #expect(none.status == 64, "\(none)")
    }

    @Test func `is made of every row in force where the module says so`() async throws {
        let night = try await Night(RunningSandbox(certificates: 25), module: "Enrol all")
        try await night.sandbox.move(to: Night.first)
        let scan = try await night.run("ssl-scan", "-v")
        #expect([0, 1].contains(scan.status), "\(scan)")
        let enrolled = Int(try await count(night)) ?? 0
        #expect(enrolled > 5, "\(scan)")
        let sources = try await night.rows("SELECT DISTINCT term_source FROM paid_period")
        #expect(sources == ["estimated"])
        #expect(try await night.run("ssl-scan").errors.contains("cannot be enrolled") == false)
        #expect(Int(try await count(night)) == enrolled)
        let check = try await night.run("ssl-admin", "ledger", "check")
        #expect(check.status == 0, "\(check)")
    }

    @Test func `is linked to rows of its account`() async throws {
        let night = try await read()
        let number = try await night.value(
            """
            SELECT number FROM certificate WHERE status = 'active' AND product NOT LIKE '%multi%'
                AND product NOT LIKE '%san%' AND replaced_by IS NULL
            GROUP BY host HAVING count(*) = 1 ORDER BY expires_on DESC LIMIT 1
            """)
        let linked = try await admin(night, "link", "MY-1", number, "-v")
        #expect(linked.status == 0 && linked.output.contains("a new subscription"), "\(linked)")
        let again = try await admin(night, "link", "MY-1", number, "-v")
        #expect(again.status == 0 && again.output.contains("belongs to it already"), "\(again)")
        let taken = try await admin(night, "link", "MY-2", number)
        #expect(taken.status == 1 && taken.errors.contains("shows no certificate"), "\(taken)")
        let waiting = try await night.value(
            "SELECT number FROM certificate WHERE status IN ('newrenewal', 'newpurchase') AND host = ''"
        )
        if !waiting.isEmpty {
            let renewal = try await admin(night, "link", "MY-1", waiting, "-v")
            #expect(renewal.output.contains("next paid period"), "\(renewal)")
            #expect(
                try await night.value("SELECT count(*) FROM paid_period WHERE is_waiting") == "1")
        }
        #expect(try await admin(night, "link", "MY-1", "0").status == 64)
        #expect(try await admin(night, "link", "MY-1", "4711").status == 1)
    }

    @Test func `is shown with all there is about it`() async throws {
        let night = try await Night.fiveYears()
        #expect(try await night.run("ssl-reissue").status == 0)
        let shown = try await admin(night, "show", "S-00007")
        #expect(shown.status == 0, "\(shown)")
        for text in [
            "reference ", "policy_from ", "default", "\npaid periods:\n", "\ncertificates:\n",
            "here", "replaced", "\nevents:\n", "enrolled",
        ] { #expect(shown.output.contains(text), "\(text): \(shown)") }
        let json = try await admin(night, "show", "S-00007", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let parts = try #require(object as? [String: [[String: Any]]])
        #expect(parts["certificates"]?.count == 2 && parts["policy"]?.count == 1)
        #expect(try await admin(night, "show", "nobody").status == 64)
    }

    @Test(arguments: [
        ["--mail", "nobody"], ["--mail", "a@b.test, c@d.test"],
        ["--mail", "a@b.test\nBcc: c@d.test"],
        ["--mail", String(repeating: "a", count: 300) + "@b.test"],
        ["--language", "english, please"],
        ["--language", "e"], ["--renew-url", "javascript:alert(1)"], ["--renew-url", "shop"],
        ["--renew-url", "https://a:b@shop.test/"], ["--renew-url", "https://shop.test/\u{7}"],
        ["--renew-url", "https://shop.test/" + String(repeating: "a", count: 2_000)],
        ["--retail-price", "49,90 EUR"], ["--retail-price", "1.234,00 EUR"],
        ["--retail-price", "49.90"], ["--retail-price", "-1 EUR"],
        ["--retail-price", "49.999 EUR"],
        ["--retail-price", "49.90 eur"], ["--policy", "maybe"], ["--before", "0"],
        ["--ordered", "2026-04-02"], ["--ordered", "2026-02-30", "--years", "1"],
        ["--ordered", "2030-01-01", "--years", "1"], ["--ordered", "2001-01-01", "--years", "1"],
        ["--ordered", "02.04.2026", "--years", "1"], ["--ordered", "2026-04-02", "--years", "6"],
        ["--mail", "good@harbour-demo.test", "--language", "?"],
    ])
    func `is not changed by bad words, nor by half of them`(_ words: [String]) async throws {
        let night = try await Self.untouched.value
        let before = try await night.holdings()
        let outcome = try await night.start(
            "ssl-admin", ["subscription", "set", "S-00007"] + words
        ).end()
        #expect(outcome.status == 64 && outcome.output == "", "\(outcome)")
        #expect(!outcome.errors.contains("\u{7}"))
        #expect(try await night.holdings() == before)
        #expect(
            try await night.value("SELECT language IS NULL AND renew_url IS NULL FROM subscription")
                == "1")
    }

    @Test func `is changed, and a value is taken away again`() async throws {
        let night = try await Night.fiveYears()
        let set = try await admin(
            night, "set", "S-00007", "--mail", "new@harbour-demo.test", "--language", "pt-BR",
            "--renew-url", "https://shop.test/renew?id=7", "--retail-price", "49.9 EUR",
            "--policy", "manual", "--before", "30", "-v")
        #expect(set.status == 0 && set.output.contains("language: nothing → pt-br"), "\(set)")
        let question =
            "SELECT mail, language, renew_url, retail_price, retail_currency, policy, window_days FROM subscription"
        #expect(
            try await night.value(question)
                == "new@harbour-demo.test|pt-br|https://shop.test/renew?id=7|4990|EUR|manual|30")
        let away = try await admin(
            night, "set", "S-00007", "--mail", "none", "--retail-price", "none", "--before",
            "inherit")
        #expect(away.status == 0, "\(away)")
        #expect(
            try await night.value(question) == "|pt-br|https://shop.test/renew?id=7|||manual|")
    }
}
