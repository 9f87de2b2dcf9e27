import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `A list of the account` {
    @Test func `is recorded and enrols nobody`() throws {
        let fixture = try LedgerFixture()
        let summary = try fixture.list([fixture.listed(1), fixture.listed(2)])
        #expect(summary.changed == 2)
        let counts = try fixture.ledger.counts(horizon: fixture.today + 10)
        #expect(
            [counts.subscriptions, counts.notSelected, counts.notEnrolled] == [0, 0, 2])
        #expect(try fixture.considered().isEmpty)
    }

    @Test func `changes nothing when it shows the same again`() throws {
        let fixture = try LedgerFixture()
        let rows = (1...100).map { fixture.listed($0) }
        try fixture.list(rows)
        #expect(try fixture.list(rows, at: fixture.now + 86_400).changed == 0)
        #expect(
            try fixture.ledger.knownModule(named: "demo")?.listedAt == fixture.now + 86_400)
    }

    @Test func `counts a row that moved between pages once`() throws {
        let fixture = try LedgerFixture()
        #expect(try fixture.list([fixture.listed(1), fixture.listed(1)]).changed == 1)
    }

    @Test func `continues at its page and is not applied before it is complete`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.beginList(module: fixture.module, at: fixture.now)
        try fixture.ledger.keep(
            [fixture.listed(1)], module: fixture.module, nextPage: 2, total: 2)
        let progress = try fixture.ledger.listProgress(module: fixture.module)
        #expect(progress?.nextPage == 2)
        #expect(progress?.startedAt == fixture.now)
        #expect(try fixture.ledger.counts(horizon: fixture.today).notEnrolled == 0)
        try fixture.ledger.keep(
            [fixture.listed(2)], module: fixture.module, nextPage: 3, total: 2)
        _ = try fixture.ledger.finishList(module: fixture.module, at: fixture.now)
        #expect(try fixture.ledger.counts(horizon: fixture.today).notEnrolled == 2)
        #expect(try fixture.ledger.listProgress(module: fixture.module) == nil)
    }

    @Test func `of another account changes nothing`() throws {
        let fixture = try LedgerFixture()
        try fixture.list((1...10).map { fixture.listed($0) })
        let other = (100...120).map { fixture.listed($0) } + (1...4).map { fixture.listed($0) }
        #expect(throws: LedgerError.anotherAccount(live: 10, shown: 4)) {
            try fixture.list(other)
        }
        #expect(try fixture.ledger.counts(horizon: fixture.today).notEnrolled == 10)
        #expect(try fixture.ledger.listProgress(module: fixture.module) == nil)
        #expect(try fixture.list((1...5).map { fixture.listed($0) }).changed == 0)
    }

    @Test func `makes a row gone only when a second one on another day lacks it too`() throws {
        let fixture = try LedgerFixture()
        try fixture.list((1...4).map { fixture.listed($0) })
        try fixture.enrol(4)
        let without = (1...3).map { fixture.listed($0) }
        #expect(try fixture.list(without).gone.isEmpty)
        #expect(try fixture.list(without, at: fixture.now + 3_600).gone.isEmpty)
        #expect(try fixture.list(without, at: fixture.now + 86_400).gone == [4])
        try fixture.list((1...4).map { fixture.listed($0) }, at: fixture.now + 172_800)
        #expect(try fixture.list(without, at: fixture.now + 180_000).gone.isEmpty)
    }

    @Test func `knows a row without texts and without days again`() throws {
        let fixture = try LedgerFixture()
        let bare = ListedCertificate(
            number: 7, status: "newpurchase", host: "", product: "", years: nil, purchasedOn: nil,
            expiresOn: nil, providerOrder: "")
        #expect(try fixture.list([bare]).changed == 1)
        #expect(try fixture.list([bare]).changed == 0)
        var activated = bare
        activated.providerOrder = "1180000007"
        #expect(try fixture.list([activated]).changed == 1)
        #expect(try fixture.list([activated, fixture.listed(8)]).changed == 1)
        #expect(try fixture.list([activated, fixture.listed(8)]).changed == 0)
    }

    @Test func `leaves the unfinished list of another module alone`() throws {
        let fixture = try LedgerFixture()
        let other = try fixture.ledger.module(named: "other").id
        let rows = (1...3).map { fixture.listed($0) }
        try fixture.ledger.beginList(module: other, at: fixture.now)
        try fixture.ledger.keep(rows, module: other, nextPage: 2, total: 3)
        _ = try fixture.ledger.finishList(module: other, at: fixture.now)
        try fixture.ledger.beginList(module: other, at: fixture.now + 60)
        try fixture.ledger.keep(rows, module: other, nextPage: 2, total: 3)
        #expect(try fixture.list([fixture.listed(1)]).changed == 1)
        // Had its rows been forgotten, this would be the list of another account.
        let summary = try fixture.ledger.finishList(module: other, at: fixture.now + 90)
        #expect(summary.changed == 0)
        #expect(summary.gone.isEmpty)
    }

    @Test func `does not undo what was read after it began`() throws {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1, reads: false)
        let row = try #require(
            try fixture.ledger.certificatesToRead(module: fixture.module, limit: 9).first)
        try fixture.ledger.beginList(module: fixture.module, at: fixture.now)
        try fixture.ledger.keep(
            [fixture.listed(1, status: "purchased")], module: fixture.module, nextPage: 2,
            total: 1)
        var details = CertificateDetails(status: .active)
        details.expiresOn = fixture.today + 8
        details.notAfter = fixture.now + 8 * 86_400
        _ = try fixture.ledger.record(
            details, of: row, module: fixture.module, at: fixture.now + 5)
        _ = try fixture.ledger.finishList(module: fixture.module, at: fixture.now + 9)
        #expect(try fixture.considered().first?.situation.certificate?.status == .active)
    }
}
