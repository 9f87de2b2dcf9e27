import TestSupport
import Testing

/// What was paid and belongs to no subscription, and what is sold already.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A paid order of nobody` {
    private static let later = "2026-11-21T03:17:00Z"

    /// A night on which somebody bought two years elsewhere, and the number of that order.
    private func bought(
        _ options: [String] = []
    ) async throws -> (night: Night, number: Int) {
        let night = try await Night.ordering(options: options)
        try await night.sandbox.ask(RunningSandbox.create, by: ["Years=2", "Type=Standard SSL"])
        return (night, try await night.sandbox.newest())
    }

    private func admin(_ night: Night, _ words: String...) async throws -> Outcome {
        try await night.start("ssl-admin", ["subscription"] + words, at: Self.later).end()
    }

    @Test func `is a task with its command until it is linked`() async throws {
        let (night, number) = try await bought()
        let scan = try await night.run("ssl-scan", at: Self.later)
        #expect(scan.status == 0, "\(scan)")
        #expect(
            scan.errors.contains(
                "demo: 1 paid order waits to be activated and belongs to no subscription:"
                    + " certificate \(number); "), "\(scan)")
        #expect(try await night.tasks().count == 1)
        let link = "ssl-admin subscription link REFERENCE \(number)"
        #expect(try await night.tasks().first?.contains(link) == true)
        #expect(try await night.run("ssl-scan", at: Self.later).errors == "", "said once")

        let list = try await admin(night, "list", "--not-enrolled", "--csv", "-", "\(number)")
        let lines = list.output.split(whereSeparator: \.isNewline)
        #expect(
            lines.first
                == "module,certificate_id,host,product,years,status,purchased_on,expiration_date,what_to_do"
        )
        #expect(
            lines.dropFirst().first?.hasPrefix(
                "demo,\(number),,standard ssl,2,newpurchase,2026-11-20,,") == true, "\(list)")
        #expect(lines.count == 2 && list.output.contains(link), "\(list)")
        #expect(try await admin(night, "list", "--not-enrolled", "77").status == 64)

        let nameless = try await admin(night, "link", "N-9", "\(number)")
        #expect(nameless.status == 64 && nameless.errors.contains("--host"), "\(nameless)")
        let linked = try await admin(
            night, "link", "N-9", "\(number)", "--host", "www.Linked.test")
        #expect(linked.status == 0, "\(linked)")
        #expect(try await night.tasks() == [], "closed at once")
        #expect(
            try await night.rows(
                "SELECT s.host, p.years, p.is_waiting FROM subscription AS s JOIN paid_period AS p"
                    + " ON p.subscription_id = s.id") == ["www.linked.test|2|1"])
        let after = try await admin(night, "list", "--not-enrolled", "--csv", "-")
        #expect(!after.output.contains(",\(number),"), "\(after)")
        #expect(try await night.run("ssl-reissue", at: Self.later).status == 0)
        #expect(try await night.rows("SELECT action, state FROM issuance") == ["activate|stored"])
    }

    @Test func `is no task when its purchase is open, and none once it is settled`() async throws {
        let night = try await Night.ordering()
        try await night.disturb("lostReply", RunningSandbox.create)
        try await night.disturb("emptyList", "namecheap.ssl.getList", ["skip=1"])
        #expect(try await night.buy().status == 1)
        #expect(try await night.run("ssl-scan").errors == "")
        #expect(try await night.tasks().count == 1, "that of the order")
        #expect(try await night.order(["status"], at: Self.later).status == 0)
        #expect(try await night.run("ssl-scan", at: Self.later).status == 0)
        #expect(try await night.tasks() == [])
    }

    @Test func `perhaps, and not settled, keeps its module, and is a line without a table`()
        async throws
    {
        let night = try await Night.ordering()
        try await night.disturb("cut", RunningSandbox.create)
        #expect(try await night.buy().status == 1)
        let refused = try await night.run("ssl-admin", "module", "remove", "demo", "--yes")
        #expect(refused.status == 1, "\(refused)")
        #expect(
            refused.errors.contains("the outcome of 1 orders at module demo is not settled"),
            "\(refused)")
        let status = try await night.order(["status", "--quiet"], at: Self.later)
        #expect(status.status == 1 && status.output == "", "\(status)")
        #expect(status.errors.contains("ssl-order: N-1 www.new-order.test: "), "\(status)")
        #expect(status.errors.contains("ssl-order settle N-1 --nothing"), "\(status)")
        #expect(try await night.orders() == ["buy|absent"])
        let rehearsed = try await night.order(["settle", "N-1", "--nothing", "--dry-run"])
        #expect(rehearsed.status == 0 && rehearsed.output.contains("absent"), "\(rehearsed)")
        #expect(try await night.orders() == ["buy|absent"])
        #expect(try await night.order(["settle", "N-1", "--nothing"], at: Self.later).status == 0)
        let removed = try await night.run("ssl-admin", "module", "remove", "demo", "--yes")
        #expect(removed.status == 0, "\(removed)")
    }

    @Test func `like the one to buy is found on every page, and in the ledger`() async throws {
        let (night, number) = try await bought(["--balance", "99999.00"])
        // More than a page of newer orders, of another kind.
        for _ in 1...101 {
            try await night.sandbox.ask(RunningSandbox.create, by: ["Years=1", "Type=EV SSL"])
        }
        let refused = try await night.buy()
        #expect(refused.status == 1, "\(refused)")
        #expect(refused.errors.contains("certificate \(number); nothing was bought"), "\(refused)")
        #expect(
            refused.errors.contains("ssl-admin subscription list --not-enrolled"), "\(refused)")
        #expect(try await night.orders() == [])

        // Long after a complete list the ledger has it, and the older pages are not read again.
        try await night.sandbox.move(to: "2026-12-10T03:17:00Z")
        let scan = try await night.run("ssl-scan", at: "2026-12-10T03:17:00Z")
        #expect(scan.errors.contains("102 paid orders wait"), "\(scan)")
        let lists = try await night.sandbox.journal().count { $0.command.hasSuffix("getList") }
        let again = try await night.buy(at: "2026-12-11T03:17:00Z")
        #expect(again.errors.contains("certificate \(number); nothing was bought"), "\(again)")
        let more = try await night.sandbox.journal().count { $0.command.hasSuffix("getList") }
        #expect(more == lists + 1)
    }

    @Test func `for a host that is sold already needs a word`() async throws {
        let night = try await Night.ordering()
        #expect(try await night.buy().status == 0)
        let words = Night.buying().dropLast() + ["N-2"]
        let refused = try await night.order(words + Night.agreed)
        #expect(refused.status == 1, "\(refused)")
        #expect(
            refused.errors.contains(
                "www.new-order.test is sold already: N-1, standard ssl, paid until 2028-11-20"),
            "\(refused)")
        let shown = try await night.order(words + ["--dry-run"])
        #expect(
            shown.status == 0
                && shown.errors.contains(
                    "  there is one already: N-1, standard ssl, paid until 2028-11-20\n"),
            "\(shown)")
        #expect(try await night.sandbox.paid() == ["OK"])
        let another = try await night.order(words + Night.agreed + ["--another"])
        #expect(another.status == 0, "\(another)")
        // What is paid no longer is in nobody's way.
        let after = try await night.order(
            Night.buying().dropLast() + ["N-3", "--as-of", "2028-12-01"])
        #expect(after.status == 0 && !after.errors.contains("already"), "\(after)")
    }

    @Test func `is decided about as on another day without a call or a change`() async throws {
        let night = try await Night.ordering()
        #expect(try await night.buy(["--yes", "--max-price", "0"]).status == 1)
        let calls = try await night.sandbox.journal().count
        let quoted = try await night.buy(["--as-of", "2027-06-01"])
        #expect(quoted.status == 0, "\(quoted)")
        #expect(
            quoted.errors.contains("certificates to expect from 2027-06-01 to 2029-06-01"),
            "\(quoted)")
        let early = try await night.order(
            ["buy", "--product", "Standard SSL", "--years", "1", "--host", "b.new.test"]
                + ["--as-of", "2026-07-10"])
        #expect(early.status == 64 && early.errors.contains("is not sold before 2026-07-11"))
        #expect(try await night.sandbox.journal().count == calls)
        #expect(try await night.orders() == [])
    }
}
