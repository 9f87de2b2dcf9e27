import Foundation
import TestSupport
import Testing

/// What keeps money where it is.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `Money` {
    @Test(arguments: [
        ([String](), 64, "needs --yes and --max-price AMOUNT"),
        (["--yes"], 64, "--yes needs --max-price AMOUNT"),
        (["--max-price", "100"], 64, "needs --yes and --max-price AMOUNT"),
        (["--yes", "--max-price", "7.47"], 1, "the order costs 7.48 USD, and --max-price is 7.47"),
    ])
    func `is not spent without consent to the price`(
        options: [String], status: Int32, text: String
    ) async throws {
        let night = try await Night.ordering()
        let outcome = try await night.buy(options)
        #expect(outcome.status == status && outcome.errors.contains(text), "\(outcome)")
        #expect(try await night.sandbox.paid() == [])
        #expect(try await night.orders() == [])
        let enough = try await night.buy(["--yes", "--max-price", "7.48"])
        #expect(enough.status == 0, "\(enough)")
    }

    @Test(arguments: [
        ("5.00", "", "it costs 7.48 USD, and the balance is 5.00 USD"),
        ("10.00", "MinimalBalance 2.53", "2.52 USD would be left, and its minimum is 2.53 USD"),
    ])
    func `that is not there, or is to stay, is not spent`(
        balance: String, module: String, text: String
    ) async throws {
        let night = try await Night.ordering(options: ["--balance", balance], module: module)
        let outcome = try await night.buy()
        #expect(outcome.status == 1 && outcome.errors.contains(text), "\(outcome)")
        #expect(try await night.sandbox.paid() == [])
    }

    @Test(arguments: [
        (
            "error", ["number=2528166", "text=Order failed; INSUFFICIENTFUNDS"],
            "top up the balance"
        ),
        ("rate405", [], "405"), ("key", [], "1011102"),
    ])
    func `surely not spent can be ordered again`(
        fault: String, further: [String], text: String
    ) async throws {
        let night = try await Night.ordering()
        try await night.disturb(fault, RunningSandbox.create, further)
        let outcome = try await night.buy()
        #expect([1, 77].contains(outcome.status), "\(outcome)")
        #expect(outcome.errors.contains(text), "\(outcome)")
        #expect(try await night.orders() == ["buy|refused"])
        #expect(try await night.rows("SELECT 1 FROM task WHERE cause GLOB 'order *'") == [])
        #expect(try await night.buy().status == 0)
        // Where the account itself was refused, the first call that succeeds closes its task.
        #expect(try await night.tasks() == [])
        #expect(try await night.orders() == ["buy|refused", "buy|bought"])
        #expect(try await night.sandbox.paid().last == "OK")
    }

    @Test(arguments: ["lostReply", "truncated", "wrongLength"])
    func `spent by an order whose answer was lost is found in the account`(fault: String)
        async throws
    {
        let night = try await Night.ordering()
        try await night.disturb(fault, RunningSandbox.create)
        let outcome = try await night.buy()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains("the order's outcome is not known and is looked up"))
        #expect(try await night.orders() == ["buy|bought"])
        #expect(
            try await night.rows("SELECT charged, order_number IS NOT NULL, detail FROM purchase")
                == ["748|1|found in the account after its answer was lost"])
        #expect(try await night.tasks() == [])
        #expect(try await night.sandbox.paid().count == 1)
        #expect(try await night.buy().status == 0)
        #expect(try await night.sandbox.paid().count == 1)
        #expect(try await night.run("ssl-reissue").status == 0)
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
    }

    @Test(arguments: ["cut", "html200", "null5050900", "rate429", "gateway503", "rate500000"])
    func `not spent by an order without an answer is a person's to say, and nothing is sent again`(
        fault: String
    ) async throws {
        let night = try await Night.ordering()
        try await night.disturb(fault, RunningSandbox.create)
        let first = try await night.buy()
        #expect(first.status == 1, "\(first)")
        #expect(first.errors.contains("the account shows nothing of it yet"), "\(first)")
        #expect(try await night.orders() == ["buy|unknown"])
        #expect(try await night.tasks().count == 1)
        // At once, and after ten minutes, it is too early; another order of the account waits, too.
        #expect(try await night.buy(at: "2026-11-20T03:27:00Z").status == 1)
        let other = try await night.order(
            ["buy", "--product", "Standard SSL", "--years", "1", "--host", "c.new.test"]
                + Night.agreed, at: "2026-11-20T03:28:00Z")
        #expect(other.status == 1, "\(other)")
        #expect(
            other.errors.contains(
                "the order for N-1 (www.new-order.test, 7.48 USD, sent 2026-11-20T03:17:"),
            "\(other)")
        #expect(other.errors.contains("; ssl-order status N-1 settles it from 2026-11-20T03:32:"))
        #expect(!other.errors.contains("see the reasons below"), "\(other)")
        let early = try await night.order(
            ["settle", "N-1", "--nothing"], at: "2026-11-20T03:29:00Z")
        #expect(early.status == 1 && early.errors.contains("has not been looked at twice yet"))
        let second = try await night.order(["status"], at: "2026-11-20T03:35:00Z")
        #expect(second.status == 1 && second.output.contains("absent"), "\(second)")
        #expect(try await night.tasks().first?.contains("ssl-order settle N-1 --nothing") == true)
        let third = try await night.buy(at: "2026-11-21T03:17:00Z")
        #expect(third.status == 1 && third.errors.contains("ssl-order settle N-1"), "\(third)")
        #expect(try await night.sandbox.paid().count == 1)

        let settled = try await night.order(
            ["settle", "N-1", "--nothing"], at: "2026-11-21T03:18:00Z")
        #expect(settled.status == 0, "\(settled)")
        #expect(try await night.tasks() == [])
        #expect(try await night.buy(at: "2026-11-21T03:19:00Z").status == 0)
        #expect(try await night.orders() == ["buy|refused", "buy|bought"])
        #expect(try await night.sandbox.paid().count == 2)
    }

    @Test func `spent twice is told, and nobody guesses which order is whose`() async throws {
        let night = try await Night.ordering()
        try await night.disturb("delay", RunningSandbox.create, ["milliseconds=60000"])
        let first = try night.start("ssl-order", Night.buying() + Night.agreed)
        try await night.wait { try await !night.sandbox.paid().isEmpty }
        first.kill9()
        _ = try await first.end()  // Killed: what it says is of no interest.
        try await night.sandbox.ask(
            RunningSandbox.create, by: ["Years=2", "Type=Standard SSL"])
        let outcome = try await night.buy()
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("the account shows 2 new orders"), "\(outcome)")
        #expect(try await night.orders() == ["buy|unknown"])
        #expect(try await night.tasks().first?.contains("its outcome cannot be told") == true)
        let later = "2026-11-20T03:35:00Z"
        #expect(try await night.buy(at: later).status == 1)
        #expect(try await night.orders() == ["buy|unclear"])
        #expect(try await night.tasks().first?.contains("ssl-order settle N-1") == true)
        #expect(try await night.rows("SELECT count(*) FROM subscription") == ["0"])
        #expect(try await night.order(["status", "N-1"]).status == 1)
        let number = try await night.sandbox.newest()
        let wrong = try await night.order(["settle", "N-1", "--certificate", "1"], at: later)
        #expect(wrong.status == 1, "\(wrong)")
        let settled = try await night.order(
            ["settle", "N-1", "--certificate", "\(number)"], at: later)
        #expect(settled.status == 0, "\(settled)")
        #expect(try await night.orders() == ["buy|bought"])
        #expect(try await night.tasks() == [])
        #expect(try await night.sandbox.paid().count == 2)
    }

    @Test func `spent on something else meanwhile leaves the outcome to a person`() async throws {
        let night = try await Night.ordering(options: ["--balance", "100.00"])
        try await night.disturb("cut", RunningSandbox.create)
        #expect(try await night.buy().status == 1)
        try await night.sandbox.post("account", ["balance=92.52"])
        #expect(try await night.order(["status"]).output.contains("unknown"))
        let status = try await night.order(["status"], at: "2026-11-20T03:35:00Z")
        #expect(status.status == 1 && status.output.contains("unclear"), "\(status)")
        #expect(status.output.contains("0 new orders, and its balance is 92.52 USD"))
    }

    @Test func `spent on another product than asked is told, and recorded as it is`()
        async throws
    {
        let night = try await Night.ordering()
        try await night.disturb("typeSubstitution", RunningSandbox.create)
        let outcome = try await night.buy()
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("was sold, not Standard SSL"), "\(outcome)")
        #expect(outcome.errors.contains("was charged, not the quoted 7.48 USD"))
        #expect(try await night.orders() == ["buy|bought"])
        let sold = try await night.value("SELECT sold_product FROM purchase")
        #expect(sold != "standard ssl" && !sold.isEmpty)
        #expect(try await night.value("SELECT product FROM subscription") == sold)
        #expect(try await night.tasks().count == 1)
        #expect(try await night.order(["status"]).status == 1, "the task is open")
        #expect(try await night.buy().status == 0, "and nothing is sent again")
        #expect(try await night.sandbox.paid() == ["OK"])
    }

    @Test func `is not spent at a price kept from before`() async throws {
        let night = try await Night.ordering()
        #expect(try await night.buy(["--yes", "--max-price", "0"]).status == 1)
        try await night.change("UPDATE price SET total = 700 WHERE product = 'standard-ssl'")
        let outcome = try await night.buy(["--yes", "--max-price", "7.47"])
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("the order costs 7.48 USD, and --max-price is 7.47"))
        #expect(try await night.sandbox.paid() == [])
        #expect(try await night.buy().status == 0)
        #expect(try await night.rows("SELECT amount FROM paid_period") == ["748"])
    }

    @Test func `is spent by one run at a time`() async throws {
        let night = try await Night.ordering()
        try await night.disturb(
            "delay", "namecheap.users.getPricing", ["milliseconds=60000"])
        let calls = try await night.sandbox.journal().count
        let first = try night.start("ssl-order", Night.buying() + Night.agreed)
        try await night.wait { try await night.sandbox.journal().count > calls }
        let second = try await night.buy()
        #expect(second.status == 75 && second.errors.contains("another run holds the lock"))
        #expect(second.errors.contains("ssl-order, process \(first.id), since"), "\(second)")
        first.kill9()
        _ = try await first.end()  // Killed: what it says is of no interest.
        #expect(try await night.buy().status == 0)
        #expect(try await night.sandbox.paid() == ["OK"])
    }

    @Test(arguments: ["no", "yes"])
    func `on a terminal is asked for`(answer: String) async throws {
        let night = try await Night.ordering()
        let words = "buy --product 'Standard SSL' --years 2 --host www.new-order.test"
        let run = try RunningProgram(
            "/usr/bin/script",
            ["-qec", "\(Built.path(of: "ssl-order")) \(words)", "/dev/null"],
            environment: night.environment())
        try await night.wait { try run.outputSoFar().contains("Go on (yes/no)?") }
        #expect(try run.outputSoFar().contains("3.74 USD a year"))
        #expect(try await night.sandbox.paid() == [])
        try run.say(answer + "\n")
        let end = try await run.end()
        #expect(end.status == (answer == "yes" ? 0 : 1), "\(end)")
        #expect(try await night.sandbox.paid() == (answer == "yes" ? ["OK"] : []))
        #expect(answer == "yes" || end.output.contains("nobody agreed; nothing was bought"))
    }

    @Test func `is not spent on a quote that changed while somebody thought`() async throws {
        let night = try await Night.ordering()
        // The price shown is one that was kept; with the lock held it is read again.
        #expect(try await night.buy(["--yes", "--max-price", "0"]).status == 1)
        try await night.change("UPDATE price SET total = 700 WHERE product = 'standard-ssl'")
        let words = "buy --product 'Standard SSL' --years 2 --host www.new-order.test"
        let run = try RunningProgram(
            "/usr/bin/script",
            ["-qec", "\(Built.path(of: "ssl-order")) \(words)", "/dev/null"],
            environment: night.environment())
        try await night.wait { try run.outputSoFar().contains("Go on (yes/no)?") }
        #expect(try run.outputSoFar().contains("3.50 USD a year"))
        try run.say("yes\n")
        let end = try await run.end()
        #expect(end.status == 1 && end.output.contains("the quote changed meanwhile"), "\(end)")
        #expect(try await night.sandbox.paid() == [])
    }

    @Test func `paid before the list shows its order is not lost`() async throws {
        let night = try await Night.ordering()
        try await night.disturb("lostReply", RunningSandbox.create)
        // The second list is the one after the request.
        try await night.disturb("emptyList", "namecheap.ssl.getList", ["skip=1"])
        let first = try await night.buy()
        #expect(first.status == 1 && first.errors.contains("0 new orders"), "\(first)")
        #expect(try await night.orders() == ["buy|unknown"])
        let second = try await night.buy(at: "2026-11-20T03:20:00Z")
        #expect(second.status == 0, "\(second)")
        #expect(try await night.orders() == ["buy|bought"])
        #expect(try await night.sandbox.paid().count == 1)
    }

    @Test func `leaves no key in what is logged and said`() async throws {
        let night = try await Night.ordering()
        let outcome = try await night.buy(Night.agreed + ["--verbose"])
        let log = try night.folder.read("logs/pmnamecheap.log")
        #expect(log.contains("namecheap.ssl.create"))
        #expect(!log.contains(Night.key) && !"\(outcome)".contains(Night.key))
    }
}
