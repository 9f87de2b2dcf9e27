import TestSupport
import Testing

/// What a person may say of an order, and whose a new order of the account is.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A new order that nobody owns` {
    /// A night with an order whose request was cut off before it arrived, looked at once.
    private func unknown() async throws -> Night {
        let night = try await Night.ordering()
        try await night.disturb("cut", RunningSandbox.create)
        #expect(try await night.buy().status == 1)
        return night
    }

    private func settle(_ night: Night, _ words: [String]) async throws -> Outcome {
        try await night.order(["settle", "N-1"] + words, at: "2026-11-20T03:40:00Z")
    }

    @Test(arguments: [
        ("Years=1", "Type=Standard SSL", "for 1 years, not Standard SSL for 2"),
        ("Years=2", "Type=EV SSL", "for 2 years, not Standard SSL for 2"),
    ])
    func `and is no order like this one cannot settle it`(
        years: String, product: String, text: String
    ) async throws {
        let night = try await unknown()
        try await night.sandbox.ask(RunningSandbox.create, by: [years, product])
        #expect(try await night.order(["status"], at: "2026-11-20T03:35:00Z").status == 1)
        #expect(try await night.orders() == ["buy|unclear"])
        let number = try await night.sandbox.newest()
        let wrong = try await settle(night, ["--certificate", "\(number)"])
        #expect(wrong.status == 1 && wrong.errors.contains(text), "\(wrong)")
        #expect(try await night.orders() == ["buy|unclear"])
    }

    @Test func `and is older than the order cannot settle it`() async throws {
        let night = try await Night.ordering()
        try await night.sandbox.ask(
            RunningSandbox.create, by: ["Years=2", "Type=Standard SSL"])
        let older = try await night.sandbox.newest()
        try await night.disturb("cut", RunningSandbox.create)
        #expect(try await night.buy(Night.agreed + ["--another"]).status == 1)
        #expect(try await night.order(["status"], at: "2026-11-20T03:35:00Z").status == 1)
        #expect(try await night.orders() == ["buy|absent"])
        let wrong = try await settle(night, ["--certificate", "\(older)"])
        #expect(wrong.status == 1 && wrong.errors.contains("is no new order since"), "\(wrong)")
        #expect(try await settle(night, ["--nothing"]).status == 0)
    }

    @Test func `and came meanwhile is no nothing`() async throws {
        let night = try await unknown()
        #expect(try await night.order(["status"], at: "2026-11-20T03:35:00Z").status == 1)
        #expect(try await night.orders() == ["buy|absent"])
        try await night.sandbox.ask(
            RunningSandbox.create, by: ["Years=2", "Type=Standard SSL"])
        let number = try await night.sandbox.newest()
        let nothing = try await settle(night, ["--nothing"])
        #expect(nothing.status == 1, "\(nothing)")
        #expect(nothing.errors.contains("that nobody owns: certificate \(number)"), "\(nothing)")
        #expect(try await night.orders() == ["buy|absent"])
        let bought = try await settle(night, ["--certificate", "\(number)"])
        #expect(bought.status == 0, "\(bought)")
        #expect(try await night.orders() == ["buy|bought"])
    }

    @Test func `and cannot be told from another is named`() async throws {
        let night = try await unknown()
        for _ in 1...2 {
            try await night.sandbox.ask(
                RunningSandbox.create, by: ["Years=2", "Type=Standard SSL"])
        }
        let number = try await night.sandbox.newest()
        let status = try await night.order(["status"], at: "2026-11-20T03:35:00Z")
        #expect(status.output.contains("2 new orders (certificate "), "\(status)")
        #expect(status.output.contains(", \(number))"), "\(status)")
    }

    @Test func `and is like the one to buy is not bought twice in silence`() async throws {
        let night = try await Night.ordering()
        // As after a restore: the account has what the ledger knows nothing of.
        try await night.sandbox.ask(
            RunningSandbox.create, by: ["Years=2", "Type=Standard SSL"])
        let number = try await night.sandbox.newest()
        let refused = try await night.buy()
        #expect(refused.status == 1, "\(refused)")
        #expect(refused.errors.contains("owns: certificate \(number); nothing was bought"))
        #expect(try await night.sandbox.paid().count == 1)
        #expect(try await night.orders() == [])
        let another = try await night.buy(Night.agreed + ["--another"])
        #expect(another.status == 0, "\(another)")
        #expect(try await night.sandbox.paid().count == 2)
    }
}
