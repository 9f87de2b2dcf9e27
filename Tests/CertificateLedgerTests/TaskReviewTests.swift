import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `A task whose cause the ledger knows` {
    private func open(_ cause: String, in fixture: LedgerFixture) throws {
        let isNew = try fixture.ledger.openTask(
            cause: cause, text: "about \(cause)", module: fixture.module, subscription: nil,
            at: fixture.now)
        #expect(isNew)
    }

    /// A certificate that two complete lists on different days did not show.
    private func loseOne(_ fixture: LedgerFixture) throws {
        let rows = (1...5).map { fixture.listed($0, host: "h\($0).test") }
        try fixture.list(rows)
        for day in [Int64(1), 2] {
            try fixture.list(Array(rows.dropFirst()), at: fixture.now + day * 86_400)
        }
    }

    @Test func `is closed once the cause is gone`() throws {
        let fixture = try LedgerFixture()
        try loseOne(fixture)
        for cause in ["gone demo 1", "gone demo 2", "issuance 7", "waiting 7", "term 1"] {
            try open(cause, in: fixture)
        }
        #expect(try fixture.ledger.reviewTasks(at: fixture.now) == [])
        #expect(try fixture.ledger.openTasks().map(\.cause) == ["gone demo 1", "term 1"])
        try fixture.list(
            (1...5).map { fixture.listed($0, host: "h\($0).test") },
            at: fixture.now + 3 * 86_400)
        _ = try fixture.ledger.reviewTasks(at: fixture.now)
        #expect(try fixture.ledger.openTasks().map(\.cause) == ["term 1"])
    }

    @Test func `is opened again where a person closed it too early, and only once`() throws {
        let fixture = try LedgerFixture()
        try loseOne(fixture)
        try open("gone demo 1", in: fixture)
        try open("term 1", in: fixture)
        let lasting = try fixture.ledger.closeTasks([1, 2], by: "Ann", at: fixture.now)
        #expect(lasting == [1])
        #expect(try fixture.ledger.openTasks() == [])
        #expect(try fixture.ledger.reviewTasks(at: fixture.now) == ["about gone demo 1"])
        #expect(try fixture.ledger.openTasks().map(\.id) == [3])
        #expect(try fixture.ledger.reviewTasks(at: fixture.now) == [])
    }
}
