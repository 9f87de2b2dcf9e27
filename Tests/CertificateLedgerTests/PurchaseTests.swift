import CertificateLedger
import Subscriptions
import Testing

@Suite struct `An order in the ledger` {
    private let fixture: LedgerFixture
    private var ledger: Ledger { fixture.ledger }

    init() throws {
        fixture = try LedgerFixture()
    }

    private func intent(_ kind: Purchase.Kind = .buy) -> Purchase.Intent {
        var intent = Purchase.Intent(
            kind, module: fixture.module, reference: "N-1", host: "www.quay.test",
            names: ["www.quay.test"], product: "PositiveSSL", years: 2, quoted: 748,
            currency: "USD", balanceBefore: 50_000, newestBefore: 9)
        intent.method = "cname"
        return intent
    }

    private func result(_ number: Int = 10, charged: Int = 748) -> Purchase.Result {
        Purchase.Result(
            number: number, order: 77, transaction: 88, charged: charged, product: "standard ssl")
    }

    private func begun(_ intent: Purchase.Intent) throws -> Purchase {
        try ledger.purchase(ledger.begin(intent, at: fixture.now))
    }

    private let new = BoughtSubscription(
        folder: "www.quay.test", validation: .domain, schedule: .forum)

    @Test func `is one at a time for a reference, until its outcome is known`() throws {
        let first = try begun(intent())
        for state in [Purchase.State.unknown, .absent, .unclear] {
            #expect(throws: LedgerError.self) { try begun(intent()) }
            try ledger.note(state, of: first, detail: "why", at: fixture.now)
            #expect(try ledger.purchase(first.id).state == state)
        }
        try ledger.note(.refused, of: first, detail: "no", at: fixture.now)
        let second = try begun(intent())
        try ledger.recordBought(second, result(), as: new, detail: "", at: fixture.now)
        #expect(try ledger.purchases(reference: "N-1").map(\.state) == [.bought, .refused])
    }

    @Test func `keeps what it was asked with`() throws {
        var asked = intent()
        asked.mail = "it@quay.test"
        asked.organisation = "AdminOrganizationName Quay\n"
        asked.csr = "PEM"
        #expect(try begun(asked).intent == asked)
    }

    @Test func `is settled once`() throws {
        let order = try begun(intent())
        try ledger.recordBought(order, result(), as: new, detail: "", at: fixture.now)
        #expect(throws: LedgerError.self) {
            try ledger.note(.refused, of: order, detail: "", at: fixture.now)
        }
        #expect(throws: LedgerError.self) {
            try ledger.recordBought(order, result(11), as: new, detail: "", at: fixture.now)
        }
        #expect(try ledger.purchase(order.id).result == result())
        #expect(try fixture.considered(within: 400).count == 1)
    }

    @Test func `is a subscription that waits to be activated`() throws {
        let order = try begun(intent())
        try ledger.recordBought(order, result(), as: new, detail: "", at: fixture.now)
        let known = try #require(try ledger.orderedSubscription(reference: "N-1"))
        #expect(known.number == 10 && known.status == .newPurchase && known.waitingNumber == 10)
        #expect(known.years == 2 && known.paidUntil == fixture.today.adding(years: 2))
        let basis = SelectionBasis(now: fixture.now)
        var situation = try #require(try fixture.considered(within: 400).first).situation
        situation.policy = EffectivePolicy(policy: .auto, policySource: .default, window: 10)
        #expect(
            Selection.verdict(for: situation, basis: basis) == .act(.activate, overridden: []))
    }

    @Test func `of somebody else's certificate leaves nothing half done`() throws {
        try fixture.list([fixture.listed(10)])
        try fixture.enrol(10)
        let order = try begun(intent())
        #expect(throws: LedgerError.self) {
            try ledger.recordBought(order, result(), as: new, detail: "", at: fixture.now)
        }
        #expect(try ledger.purchase(order.id).state == .sending)
        #expect(try ledger.orderedSubscription(reference: "N-1") == nil)
    }

    @Test func `that renews begins where the last paid period ends`() throws {
        try fixture.list([fixture.listed(10)])
        try fixture.enrol(10, reference: "N-1")
        let known = try #require(try ledger.orderedSubscription(reference: "N-1"))
        var asked = intent(.renew)
        asked.subscription = known.id
        asked.oldNumber = 10
        let order = try begun(asked)
        try ledger.recordRenewed(order, result(20), detail: "", at: fixture.now)
        let after = try #require(try ledger.orderedSubscription(reference: "N-1"))
        #expect(after.number == 10 && after.waitingNumber == 20)
        #expect(after.paidUntil == known.paidUntil?.adding(years: 2))
    }

    @Test func `is quoted by the last price list, of two prices by the higher`() throws {
        func keep(_ totals: [Int]) throws {
            try ledger.keep(
                totals.map {
                    TermPrice(product: "positivessl", years: 2, total: $0, currency: "USD")
                }, .purchase, module: fixture.module, at: fixture.now)
        }
        func total() throws -> Int? {
            try ledger.price(
                .purchase, product: "positivessl", years: 2, module: fixture.module)?.total
        }
        #expect(try ledger.pricesReadAt(.purchase, module: fixture.module) == nil)
        try keep([800, 900, 700])
        #expect(try total() == 900)
        try keep([100])
        #expect(try total() == 100)
        #expect(try ledger.pricesReadAt(.purchase, module: fixture.module) == fixture.now)
        try keep([])
        #expect(try total() == nil)
        #expect(
            try ledger.price(.renew, product: "positivessl", years: 2, module: fixture.module)
                == nil)
    }
}
