import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `A subscription in the ledger` {
    @Test func `is the worked example before its certificate arrives`() throws {
        let fixture = try LedgerFixture()
        let ordered = try #require(Day(iso: "2026-04-02"))
        var enrolment = Enrolment(
            reference: "W", host: "w.harbour-demo.test", names: ["w.harbour-demo.test"],
            number: 7, orderedOn: ordered, years: 5, method: "cname", folder: "w")
        enrolment.mail = "it@harbour-demo.test"
        let outcome = try fixture.ledger.enrol(
            enrolment, module: fixture.module, schedule: .forum, at: fixture.now)
        #expect(outcome == .added)
        let found = try #require(try fixture.considered().first)
        #expect(found.situation.certificate?.expiresOn.description == "2026-10-19")
        #expect(found.situation.certificate?.status == .unknown("expected"))
        #expect(found.situation.termEnd.description == "2031-04-02")
    }

    @Test func `is imported once, changed where it may be and refused where it may not`() throws {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1), fixture.listed(2, host: "other.harbour-demo.test")])
        #expect(try fixture.enrol(1) == .added)
        #expect(try fixture.enrol(1) == .unchanged)
        for outcome in [
            try fixture.enrol(1, reference: "S-9"),
            try fixture.enrol(2, reference: "S-2"),
            try fixture.enrol(3, reference: "S-1", host: "elsewhere.harbour-demo.test"),
        ] {
            guard case .refused = outcome else {
                Issue.record("expected a refusal, got \(outcome)")
                continue
            }
        }
        #expect(try fixture.ledger.counts(horizon: fixture.today).subscriptions == 1)
    }

    @Test func `is counted by the index exactly when it is not considered`() throws {
        let fixture = try LedgerFixture()
        let rows =
            [-5, 0, 9, 10, 11, 100].enumerated().map {
                fixture.listed($0.offset + 1, host: "h\($0.offset).test", daysLeft: $0.element)
            } + [fixture.listed(7, host: "c.test", status: "cancelled", daysLeft: 100)]
        try fixture.list(rows)
        for row in rows { try fixture.enrol(row.number, host: row.host) }
        let considered = try fixture.considered()
        #expect(considered.map(\.certificate?.number) == [1, 2, 3, 4, 7])
        let counts = try fixture.ledger.counts(horizon: fixture.today + 10)
        #expect(counts.subscriptions == 7)
        #expect(counts.notSelected == 2)
    }

    @Test func `with a paid renewal is considered every night`() throws {
        let fixture = try LedgerFixture()
        try fixture.list([
            fixture.listed(1, daysLeft: 100),
            fixture.listed(2, host: "", status: "newrenewal", daysLeft: nil),
        ])
        try fixture.enrol(1, renewal: 2)
        let found = try #require(try fixture.considered().first)
        #expect(found.nextNumber == 2)
        #expect(found.situation.nextTermEnd == found.situation.termEnd.adding(years: 2))
        try fixture.list([
            fixture.listed(1, daysLeft: 100),
            fixture.listed(2, status: "purchased", daysLeft: nil),
        ])
        #expect(try fixture.considered().isEmpty)
    }

    @Test func `belongs to a module that stays what it was at its first use`() throws {
        let fixture = try LedgerFixture()
        let (ledger, module) = (fixture.ledger, fixture.module)
        #expect(try ledger.isSameEnvironment(module: module, isSandbox: false))
        #expect(try ledger.isSameEnvironment(module: module, isSandbox: false))
        #expect(try !ledger.isSameEnvironment(module: module, isSandbox: true))
    }

    @Test func `moves on to a certificate that was reissued elsewhere`() throws {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1), fixture.listed(2, daysLeft: 190)])
        try fixture.enrol(1, reads: false)
        let old = try #require(
            try fixture.ledger.certificatesToRead(module: fixture.module, limit: 9).first)
        var details = CertificateDetails(status: .replaced)
        details.replacedBy = 2
        #expect(
            try fixture.ledger.record(details, of: old, module: fixture.module, at: fixture.now)
                == RecordedDetails(adopted: 2, isCurrent: false))
        let current = try fixture.considered().first
        #expect(current?.certificate?.number == 2)
        #expect(current?.situation.certificate?.status == .unknown("unread"))
        let follower = try #require(
            try fixture.ledger.certificatesToRead(module: fixture.module, limit: 9).first)
        #expect(follower.number == 2)
        var circle = CertificateDetails(status: .active)
        circle.replacedBy = 1
        circle.keyHash = "ab"
        _ = try fixture.ledger.record(
            circle, of: follower, module: fixture.module, at: fixture.now)
        #expect(try fixture.considered().first?.situation.certificate?.status == .replaced)
    }
}
