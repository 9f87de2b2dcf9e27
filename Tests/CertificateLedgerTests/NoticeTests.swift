import CertificateLedger
import Subscriptions
import TestSupport
import Testing

@Suite struct `Notices in the ledger` {
    private func claim(
        _ threshold: Int = 7, recipient: String = "it@harbour-demo.test", id: String = "a@b.test"
    ) -> NoticeClaim {
        NoticeClaim(
            key: NoticeKey(
                kind: "certificate-expires", topic: "certificate 1", threshold: threshold,
                recipient: recipient),
            audience: "customer", rows: NoticeRows(), messageID: id)
    }

    private func only(_ fixture: LedgerFixture) throws -> NoticeRecord {
        let found = try fixture.ledger.notices(
            kind: "certificate-expires", topic: "certificate 1")
        return try #require(found.count == 1 ? found.first : nil)
    }

    @Test func `are claimed once and keep their Message-ID`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim([claim()], overtaking: [], at: fixture.now)
        try fixture.ledger.claim([claim(id: "c@d.test")], overtaking: [], at: fixture.now)
        #expect(try only(fixture).messageID == "a@b.test")
        #expect(try fixture.ledger.openNotices().count == 1)
    }

    @Test func `count attempts, and doubts where one got no answer`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim([claim()], overtaking: [], at: fixture.now)
        let id = try only(fixture).id
        try fixture.ledger.handing([id], channel: "outbox", at: fixture.now)
        try fixture.ledger.failed([id], error: "busy", next: fixture.now + 60, at: fixture.now)
        #expect(try only(fixture).doubts == 0)
        #expect(try only(fixture).handingAt == nil)
        try fixture.ledger.handing([id], channel: "outbox", at: fixture.now)
        #expect(try only(fixture).doubts == 0)
        // The run ended here; the next one hands it over once more.
        try fixture.ledger.handing([id], channel: "outbox", at: fixture.now)
        #expect(try only(fixture).doubts == 1)
        #expect(try only(fixture).attempts == 3)
        try fixture.ledger.sent([id], receipt: "250 ok", at: fixture.now)
        #expect(try only(fixture).state == .sent)
    }

    @Test func `are not handed over where one of them is not to go out`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim([claim(7), claim(3)], overtaking: [], at: fixture.now)
        let ids = try fixture.ledger.openNotices().map(\.id)
        try fixture.ledger.sent([ids[1]], receipt: "", at: fixture.now)
        #expect(throws: LedgerError.self) {
            try fixture.ledger.handing(ids, channel: "outbox", at: fixture.now)
        }
        let left = try fixture.ledger.openNotices()
        #expect(left.map(\.handingAt) == [nil] && left.map(\.attempts) == [0])
    }

    @Test func `keep what nobody knows about them while their cause is gone`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim([claim()], overtaking: [], at: fixture.now)
        let id = try only(fixture).id
        for _ in 0..<2 {
            try fixture.ledger.handing([id], channel: "smtp", at: fixture.now)
        }
        try fixture.ledger.overtake([id], because: "gone")
        try fixture.ledger.claim([claim(id: "e@f.test")], overtaking: [], at: fixture.now + 60)
        let back = try only(fixture)
        #expect(back.state == .claimed && back.isLost && back.attempts == 2)
        #expect(back.messageID == "a@b.test")
    }

    @Test func `do not count what the channel did not take, until it took something else`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim([claim()], overtaking: [], at: fixture.now)
        let id = try only(fixture).id
        try fixture.ledger.handing([id], channel: "smtp", at: fixture.now)
        try fixture.ledger.blocked([id], error: "421")
        #expect(try only(fixture).attempts == 0 && only(fixture).wasBlocked)
        let task = NoticeTask(cause: "address 1", text: "no", remedy: "correct it")
        let new = try fixture.ledger.charged(
            [id], error: "421", next: fixture.now + 60, opening: [task], at: fixture.now)
        #expect(new == [task])
        #expect(try only(fixture).attempts == 1 && only(fixture).wasBlocked)
        #expect(try fixture.ledger.openCauses(of: "address") == ["address 1"])
    }

    @Test func `are overtaken only while they have not gone out, and come back with their cause`()
        throws
    {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim([claim()], overtaking: [claim(200)], at: fixture.now)
        let found = try fixture.ledger.notices(
            kind: "certificate-expires", topic: "certificate 1")
        #expect(Set(found.map(\.state)) == [.claimed, .overtaken])
        let id = try #require(found.first { $0.state == .claimed }).id
        try fixture.ledger.overtake([id], because: "gone")
        #expect(try fixture.ledger.openNotices() == [])
        try fixture.ledger.claim([claim(id: "e@f.test")], overtaking: [], at: fixture.now)
        #expect(try fixture.ledger.openNotices().map(\.messageID) == ["e@f.test"])
        try fixture.ledger.sent([id], receipt: "", at: fixture.now)
        try fixture.ledger.overtake([id], because: "gone")
        try fixture.ledger.claim([claim()], overtaking: [claim()], at: fixture.now)
        #expect(try fixture.ledger.openNotices() == [])
    }

    @Test func `count as one message for an address where they went together`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.claim(
            [claim(7), claim(3), claim(1, id: "c@d.test")], overtaking: [], at: fixture.now)
        try fixture.ledger.sent(
            fixture.ledger.openNotices().map(\.id), receipt: "", at: fixture.now)
        func count(_ seconds: Int64) throws -> Int {
            try fixture.ledger.messagesReceived(
                by: "it@harbour-demo.test", since: fixture.now + seconds)
        }
        #expect(try count(-1) == 2)
        #expect(try count(0) == 0)
    }

    @Test func `tell nothing new of a certificate that was in force at the enrolment`() throws {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1), fixture.listed(2, status: "newpurchase")])
        try fixture.enrol(1)
        try fixture.enrol(2, host: "www.harbour-demo.test")
        #expect(try fixture.ledger.newCertificates() == [])
    }
}
