import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `An order` {
    @Test func `is quoted, bought once, and becomes a subscription`()
        async throws
    {
        let night = try await Night.ordering(options: ["--balance", "100.00"])
        let bought = try await night.buy(product: "positivessl")
        #expect(bought.status == 0 && bought.output == "", "\(bought)")
        for line in [
            "Standard SSL for www.new-order.test, 2 years, at module demo (Sort 100) for N-1:",
            "  3.74 USD a year × 2 = 7.48 USD", "  balance 100.00 USD, 92.52 USD after",
            "  PositiveSSL is sold as Standard SSL",
            "  7 certificates to expect from 2026-11-20 to 2028-11-20",
        ] {
            #expect(bought.errors.contains(line + "\n"), "\(line) \(bought.errors)")
        }
        #expect(try await night.sandbox.paid() == ["OK"])
        #expect(
            try await night.rows(
                "SELECT kind, state, quoted, charged, currency, product, sold_product FROM purchase"
            )
                == ["buy|bought|748|748|USD|PositiveSSL|standard ssl"])
        #expect(
            try await night.rows(
                "SELECT years, term_source, is_waiting, amount, currency FROM paid_period")
                == ["2|ordered|1|748|USD"])
        let report = try await night.run("ssl-report", "certificates", "--csv", "-")
        #expect(report.output.contains("N-1,www.new-order.test,"), "\(report)")
        #expect(report.output.contains(",newpurchase,2026-11-20,2027-06-08,200,2028-11-20,"))
    }

    @Test func `is not sent again for its reference, and the next run activates it`()
        async throws
    {
        let night = try await Night.ordering()
        #expect(try await night.buy(product: "positivessl").status == 0)
        let again = try await night.buy(Night.agreed + ["--verbose"], product: "PositiveSSL")
        #expect(again.status == 0 && again.output.contains("bought already"), "\(again)")
        let row = try await night.buy(Night.agreed + ["--json"], product: "PositiveSSL")
        #expect(row.status == 0 && row.output.contains("\"outcome\":\"bought\""), "\(row)")
        let other = try await night.order(
            ["buy", "--product", "EV SSL", "--years", "1", "--host", "www.other.test"]
                + ["--reference", "N-1"] + Night.agreed)
        #expect(other.status == 1 && other.errors.contains("a subscription already"), "\(other)")
        #expect(try await night.sandbox.paid() == ["OK"])

        // The nightly run carries it on without being told.
        let reissue = try await night.run("ssl-reissue")
        #expect(reissue.status == 0, "\(reissue)")
        #expect(try await night.rows("SELECT action, state FROM issuance") == ["activate|stored"])
        #expect(try await night.rows("SELECT is_waiting FROM paid_period") == ["0"])
    }

    @Test func `keeps its dates and waits when a scan reads its row`() async throws {
        let night = try await Night.ordering()
        #expect(try await night.buy().status == 0)
        let before = try await night.run("ssl-report", "certificates", "--csv", "-")
        #expect(try await night.run("ssl-scan").status == 0)
        let after = try await night.run("ssl-report", "certificates", "--csv", "-")
        let part = ",newpurchase,2026-11-20,2027-06-08,200,2028-11-20,"
        #expect(before.output.contains(part) && after.output.contains(part), "\(after)")
        let dry = try await night.run("ssl-reissue", "--dry-run", "--csv", "-")
        #expect(dry.output.contains(",activate,"), "\(dry)")
    }

    @Test func `under way is shown by status as it is`() async throws {
        let night = try await Night.ordering()
        try await night.disturb("delay", RunningSandbox.create, ["milliseconds=60000"])
        let run = try night.start("ssl-order", Night.buying() + Night.agreed)
        try await night.wait { try await !night.sandbox.paid().isEmpty }
        let calls = try await night.sandbox.journal().count
        let status = try await night.order(["status", "--verbose"])
        #expect(status.status == 1 && status.output.contains("sending"), "\(status)")
        #expect(status.output.contains("another run is under way: ssl-order, process \(run.id)"))
        #expect(try await night.sandbox.journal().count == calls)
        run.kill9()
        _ = try await run.end()  // Killed: what it says is of no interest.
        let after = try await night.order(["status", "--verbose"])
        #expect(after.status == 0 && after.output.contains("bought"), "\(after)")
    }

    @Test func `is activated at once by the same job`() async throws {
        let night = try await Night.ordering()
        #expect(try await night.buy().status == 0)
        let dry = try await night.order(["activate", "N-1", "--dry-run", "--verbose"])
        #expect(dry.status == 0 && dry.output.contains("activate"), "\(dry)")
        #expect(try await night.sandbox.unrepeatable().isEmpty)
        let activated = try await night.order(["activate", "N-1"])
        #expect(activated.status == 0 && activated.errors == "", "\(activated)")
        #expect(try await night.rows("SELECT action, state FROM issuance") == ["activate|stored"])
        let again = try await night.order(["activate", "N-1", "--verbose"])
        #expect(again.output.contains("no paid order waits"))
        #expect(try await night.order(["activate", "X-1"]).status == 64)
    }

    @Test func `is activated by its name whatever its policy is`() async throws {
        let night = try await Night.ordering()
        #expect(try await night.buy().status == 0)
        let policy = try await night.run(
            "ssl-admin", "policy", "set", "manual", "--subscription", "N-1")
        #expect(policy.status == 0, "\(policy)")
        #expect(try await night.run("ssl-reissue").status == 0)
        #expect(try await night.rows("SELECT action FROM issuance") == [])
        let activated = try await night.order(["activate", "N-1"])
        #expect(activated.status == 0, "\(activated)")
        #expect(try await night.rows("SELECT action, state FROM issuance") == ["activate|stored"])
    }

    @Test func `is a row of status, as table, CSV and JSON`() async throws {
        let night = try await Night.ordering()
        let json = try await night.buy(Night.agreed + ["--json"])
        #expect(json.status == 0)
        let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let row = try #require((rows as? [[String: Any]])?.first)
        #expect(row["outcome"] as? String == "bought" && row["charged"] as? String == "7.48")
        #expect((row["certificate_id"] as? Int ?? 0) > 0 && (row["order_id"] as? Int ?? 0) > 0)
        let table = try await night.order(["status"])
        #expect(table.status == 0 && table.output.contains("N-1"))
        let csv = try await night.order(["status", "N-1", "--csv", "-"])
        #expect(
            csv.output.hasPrefix(
                "reference,host,kind,module,product,years,added_names,quoted,charged,currency,"
                    + "outcome,certificate_id,order_id,transaction_id,sent_at,detail,task\r\n"))
        #expect(csv.output.contains("\r\nN-1,www.new-order.test,buy,demo,standard ssl,2,0,7.48,"))
        #expect(try await night.order(["status", "X-1"]).status == 64)
        let calls = try await night.sandbox.journal().count
        #expect(try await night.order(["status"]).status == 0)
        #expect(try await night.sandbox.journal().count == calls, "nothing is open: no call")
    }

    @Test func `is rehearsed without a call or a change`() async throws {
        let night = try await Night.ordering()
        let calls = try await night.sandbox.journal().count
        let unknown = try await night.buy(["--dry-run"])
        #expect(unknown.status == 1 && unknown.errors.contains("its prices are not known yet"))
        #expect(try await night.sandbox.journal().count == calls)
        // A limit of nothing reads the prices, and refuses.
        let refused = try await night.buy(["--yes", "--max-price", "0"])
        #expect(refused.status == 1 && refused.errors.contains("--max-price is 0.00"))
        let known = try await night.sandbox.journal().count
        let ledger = try Data(contentsOf: URL(filePath: night.folder.file("ledger.sqlite")))
        let dry = try await night.buy(["--dry-run"])
        #expect(dry.status == 0, "\(dry)")
        #expect(dry.errors.contains("3.74 USD a year × 2 = 7.48 USD"))
        #expect(dry.errors.contains("prices of 2026-11-20T03:17:"))
        #expect(dry.errors.contains("nothing was asked now"))
        #expect(try await night.sandbox.journal().count == known)
        #expect(
            try Data(contentsOf: URL(filePath: night.folder.file("ledger.sqlite"))) == ledger)
    }

    @Test func `reads the prices before money is spent, kept or not`() async throws {
        let night = try await Night.ordering()
        func priceCalls() async throws -> Int {
            try await night.sandbox.journal().count { $0.command.hasSuffix("getPricing") }
        }
        #expect(try await night.buy(["--yes", "--max-price", "0"]).status == 1)
        #expect(try await night.buy(at: "2026-11-21T03:00:00Z").status == 0)
        #expect(try await priceCalls() == 2)
        let later = try await night.order(
            ["buy", "--product", "Standard SSL", "--years", "1", "--host", "a.later.test"]
                + Night.agreed, at: "2026-11-21T03:30:00Z")
        #expect(later.status == 0, "\(later)")
        #expect(try await priceCalls() == 3)
    }

    @Test func `goes to the module with the lowest Sort that can pay it`() async throws {
        let night = try await Night.ordering(
            options: ["--balance", "10.00"], module: "Sort 1\nMinimalBalance 5")
        let other = try await RunningSandbox(certificates: 1, options: ["--balance", "50.00"])
        try await other.move(to: Night.first)
        for (name, sort) in [("third", 9), ("second", 5)] {
            let file = try night.folder.read("modules.d/demo.conf")
                .replacing("Name demo", with: "Name \(name)")
                .replacing("Sort 1\n", with: "Sort \(sort)\n")
                .replacing(try night.sandbox.api(), with: try other.api())
            try night.folder.write(file, to: "modules.d/\(name).conf")
        }
        let bought = try await night.buy()
        #expect(bought.status == 0, "\(bought)")
        #expect(bought.errors.contains("at module second (Sort 5)"))
        #expect(
            bought.errors.contains(
                "  not demo: 2.52 USD would be left, and its minimum is 5.00 USD\n"))
        #expect(bought.errors.contains("  not third: second comes before it\n"))
        #expect(try await night.sandbox.paid() == [])
        #expect(try await other.paid() == ["OK"])
        let narrowed = try await night.order(
            ["buy", "--product", "Standard SSL", "--years", "2", "--host", "b.new.test"]
                + Night.agreed + ["--module", "demo"])
        #expect(narrowed.status == 1 && narrowed.errors.contains("not second: --module names demo"))
        #expect(try await other.paid() == ["OK"])
    }

    @Test func `of a product of the settings is quoted, and the CA has the last word`()
        async throws
    {
        let night = try await Night.ordering(
            settings: "Product dv single 1 1-2 positivessl Harbour SSL")
        let outcome = try await night.buy(product: "harbour ssl")
        #expect(outcome.status == 1 && outcome.errors.contains("3.74 USD a year × 2"))
        #expect(outcome.errors.contains("nothing was bought: Namecheap refused create"))
        #expect(try await night.sandbox.paid() == ["refused 2011301"])
        #expect(try await night.orders() == ["buy|refused"])
    }

    @Test func `of a wildcard gets a folder of its own, beside another of the host`()
        async throws
    {
        let night = try await Night.ordering()
        for reference in ["N-1", "N-2"] {
            let bought = try await night.order(
                ["buy", "--product", "Standard Wildcard SSL", "--years", "1", "--host"]
                    + ["*.new-order.test", "--reference", reference, "--another"] + Night.agreed)
            #expect(bought.status == 0, "\(bought)")
        }
        #expect(
            try await night.rows("SELECT folder FROM subscription ORDER BY id")
                == ["_wildcard.new-order.test", "_wildcard.new-order.test-2"])
        #expect(try await night.run("ssl-reissue").status == 0)
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored", "stored"])
    }

    @Test func `with a customer's CSR leaves the key with the customer`() async throws {
        let night = try await Night.ordering()
        let csr = night.folder.file("customer.csr")
        func request(_ name: String) async throws {
            let made = try await RunningProgram.run(
                "/usr/bin/openssl",
                [
                    "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-out",
                    csr, "-subj", "/CN=\(name)",
                ])
            #expect(made.status == 0, "\(made)")
        }
        try await request("www.wrong.test")
        let wrong = try await night.buy(Night.agreed + ["--csr", csr])
        #expect(wrong.status == 1 && wrong.errors.contains("the CSR names www.wrong.test"))
        #expect(try await night.sandbox.paid() == [])
        try await request("www.new-order.test")
        for _ in 0..<2 {
            #expect(try await night.buy(Night.agreed + ["--csr", csr]).status == 0)
        }
        #expect(try await night.sandbox.paid() == ["OK"])
        #expect(try await night.rows("SELECT custody FROM subscription") == ["customer"])
        #expect(try await night.order(["activate", "N-1"]).status == 0)
        #expect(try night.folder.names(in: "store/www.new-order.test/1").contains("cert.pem"))
        #expect(!(try night.folder.names(in: "store/www.new-order.test/1").contains("privkey.pem")))
    }

    @Test func `of an organisation needs its particulars, and sends them`() async throws {
        let night = try await Night.ordering()
        let without = try await night.buy(product: "EV SSL")
        #expect(without.status == 64 && without.errors.contains("needs --organisation FILE"))
        let file = try night.folder.write(
            "AdminOrganizationName Quay Demo Ltd\nAdminCountry pt\nAdminCtiy Porto\n"
                + "CompanyIncorporationDate 30.6.2004\nOrganizationRepTitle CEO\n", to: "quay")
        let wrong = try await night.buy(
            Night.agreed + ["--organisation", file], product: "EV SSL")
        #expect(wrong.status == 78, "\(wrong)")
        for text in [
            "line 2: AdminCountry is no country",
            "line 3: AdminCtiy is no particular, did you"
                + " mean AdminCity", "line 4: CompanyIncorporationDate is no date",
            "line 5: OrganizationRepTitle is of OV", "AdminStateProvince is missing",
            "AdminCity is missing", "AdminAddress1 is missing", "AdminPostalCode is missing",
            "CompanyIncorporationCountry is missing",
        ] {
            #expect(wrong.errors.contains(text), "\(text)")
        }
        #expect(try await night.sandbox.paid() == [])
        try night.folder.write(
            "# EV\nAdminOrganizationName Quay Demo Ltd\nAdminCountry PT\nAdminCity Porto\n"
                + "AdminStateProvince Porto\nAdminAddress1 1 Quay\nAdminPostalCode 4000\n"
                + "CompanyIncorporationCountry PT\n", to: "quay")
        let bought = try await night.buy(
            Night.agreed + ["--organisation", file], product: "EV SSL")
        #expect(bought.status == 0, "\(bought)")
        #expect(try await night.rows("SELECT validation FROM subscription") == ["ev"])
        #expect(try await night.order(["activate", "N-1"]).status == 0)
        let sent = try #require(try await night.sandbox.unrepeatable().first?.parameters)
        #expect(sent["AdminOrganizationName"] == "Quay Demo Ltd" && sent["AdminCity"] == "Porto")
        // A reissue says the same, so that nothing is checked anew.
        #expect(
            try await night.run("ssl-reissue", "N-1", "--force", "--yes", "--reason", "test").status
                == 0)
        let again = try #require(try await night.sandbox.unrepeatable().last)
        #expect(again.command.hasSuffix("ssl.reissue"))
        #expect(again.parameters["AdminOrganizationName"] == "Quay Demo Ltd")
    }
}
