import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `An issuance in the ledger` {
    private func planned(_ fixture: LedgerFixture) throws -> Issuance {
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        let subscription = try #require(try fixture.considered().first)
        _ = try fixture.ledger.plan(
            .reissue, subscription: subscription.id, number: 1, at: fixture.now)
        return try open(fixture)
    }

    private func open(_ fixture: LedgerFixture) throws -> Issuance {
        try #require(try fixture.ledger.openIssuances().first)
    }

    private func submitted(_ fixture: LedgerFixture) throws -> Issuance {
        let issuance = try planned(fixture)
        let (ledger, now) = (fixture.ledger, fixture.now)
        try ledger.prepared(issuance, version: 1, keyHash: "aa", csr: "csr", at: now)
        try ledger.submitting(open(fixture), at: now)
        let token = ValidationToken(
            name: "www.harbour-demo.test", method: "cname",
            recordName: "_a.www.harbour-demo.test", recordValue: "b.test")
        try ledger.submitted(open(fixture), number: 2, tokens: [token], at: now)
        return try open(fixture)
    }

    @Test func `is refused while another is open`() throws {
        let fixture = try LedgerFixture()
        let issuance = try planned(fixture)
        #expect(throws: LedgerError.self) {
            _ = try fixture.ledger.plan(
                .reissue, subscription: issuance.subscription, number: 1,
                at: fixture.now)
        }
    }

    @Test func `keeps a request it never got an answer to`() throws {
        let fixture = try LedgerFixture()
        let issuance = try planned(fixture)
        try fixture.ledger.prepared(
            issuance, version: 1, keyHash: "aa", csr: "csr", at: fixture.now)
        try fixture.ledger.submitting(open(fixture), at: fixture.now)
        let reopened = try Ledger(path: fixture.ledger.path, access: .readWrite)
        let kept = try #require(try reopened.openIssuances().first)
        #expect(kept.state == .submitting)
        #expect(kept.csr == "csr")
        #expect(kept.submitEndedAt == nil)
        #expect(try fixture.considered(within: -400).first?.situation.hasOpenIssuance == true)
    }

    @Test func `takes no step out of order`() throws {
        let fixture = try LedgerFixture()
        let issuance = try planned(fixture)
        #expect(throws: LedgerError.self) {
            try fixture.ledger.submitting(issuance, at: fixture.now)
        }
        #expect(throws: LedgerError.self) {
            try fixture.ledger.submitted(issuance, number: 5, tokens: [], at: fixture.now)
        }
        #expect(try open(fixture).state == .planned)
    }

    @Test func `moves the subscription on when it is stored`() throws {
        let fixture = try LedgerFixture()
        let issuance = try submitted(fixture)
        #expect(try fixture.ledger.tokens(of: issuance).map(\.token.name) == [issuance.host])
        var delivery = Delivery(
            issuedOn: fixture.today, notAfter: fixture.now + 199 * 86_400, fingerprint: "ff")
        delivery.deploymentTargets = ["/usr/local/bin/deploy"]
        try fixture.ledger.stored(issuance, delivery, at: fixture.now)
        #expect(try fixture.ledger.openIssuances().isEmpty)
        #expect(try fixture.considered().isEmpty)
        let now = try #require(try fixture.considered(within: 300).first)
        #expect(now.certificate?.number == 2)
        let waiting = try #require(try fixture.ledger.pendingDeployments().first)
        #expect(waiting.number == 2)
        try fixture.ledger.deploymentFailed(
            waiting, error: "no", next: fixture.now + 60, at: fixture.now)
        #expect(try fixture.ledger.pendingDeployments().first?.attempts == 1)
        try fixture.ledger.deployed(waiting, at: fixture.now)
        #expect(try fixture.ledger.pendingDeployments().isEmpty)
        #expect(throws: LedgerError.self) {
            try fixture.ledger.stored(issuance, delivery, at: fixture.now)
        }
    }

    @Test func `leaves tokens that may be public to be removed`() throws {
        let fixture = try LedgerFixture()
        let issuance = try submitted(fixture)
        let token = try #require(try fixture.ledger.tokens(of: issuance).first)
        // Whether it came to be published is not known: a run may have ended in between.
        try fixture.ledger.publishing([token], at: fixture.now)
        #expect(try fixture.ledger.leftoverTokens(limit: 9).isEmpty)
        try fixture.ledger.failed(
            issuance, error: "x", backoffUntil: fixture.now + 60, failures: 1, at: fixture.now)
        #expect(try fixture.ledger.leftoverTokens(limit: 9).map(\.id) == [token.id])
        try fixture.ledger.removed(token, at: fixture.now)
        #expect(try fixture.ledger.leftoverTokens(limit: 9).isEmpty)
        #expect(
            try fixture.considered().first?.situation.backoffUntil == fixture.now + 60)
    }
}

@Suite struct `The ledger of the night` {
    @Test func `keeps the accounts of a run`() throws {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        let subscription = try #require(try fixture.considered().first)
        let run = try fixture.ledger.beginRun(program: "ssl-scan", at: fixture.now)
        var accounts = RunAccounts()
        accounts.subscriptions = 3
        accounts.notSelected = 1
        accounts.considered = 2
        accounts.acted = 1
        accounts.skipped = [.policyManual: 1]
        #expect(accounts.addUp)
        try fixture.ledger.endRun(
            run, accounts: accounts,
            outcomes: [RunOutcome(subscription: subscription.id, outcome: "reissue")],
            exitCode: 0, at: fixture.now)
        accounts.considered = 1
        #expect(!accounts.addUp)
    }

    @Test func `counts calls of all programs in a rolling window`() throws {
        let fixture = try LedgerFixture()
        for seconds in [0, 30, 90, 4_000, 90_000] {
            _ = try fixture.ledger.beginCall(
                module: fixture.module, program: "ssl-scan", command: "getList",
                at: fixture.now + Int64(-seconds))
        }
        let counts = try fixture.ledger.callCounts(module: fixture.module, at: fixture.now)
        #expect(counts == CallCounts(minute: 2, hour: 3, day: 4))
    }

    @Test func `opens a task once a cause`() throws {
        let fixture = try LedgerFixture()
        func open() throws -> Bool {
            try fixture.ledger.openTask(
                cause: "balance demo", text: "low", module: fixture.module, subscription: nil,
                at: fixture.now)
        }
        #expect(try open())
        #expect(try !open())
        try fixture.ledger.closeTask(cause: "balance demo", at: fixture.now)
        #expect(try open())
    }

    @Test func `only ever adds events`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.note("test", detail: "x", at: fixture.now)
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "DELETE FROM event") }
        }
        #expect(try fixture.ledger.newestMoment() == fixture.now)
    }

    @Test(arguments: LedgerReport.allCases)
    func `gives every report`(report: LedgerReport) throws {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        var rows = 0
        try fixture.ledger.report(report, on: fixture.today) { row in
            rows += 1
            #expect(row.count > 3)
            #expect(row.name(0) == "reference")
            #expect(row.text(0) == "S-1")
        }
        #expect(rows == ([.certificates, .subscriptions].contains(report) ? 1 : 0))
    }
}
