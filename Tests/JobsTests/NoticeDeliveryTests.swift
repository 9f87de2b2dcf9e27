import CertificateLedger
import Notices
import Subscriptions
import Testing

@testable import Jobs

@Suite struct `The delivery of notices` {
    private func known(_ evening: NoticeEvening) throws -> NoticeRecord {
        let found = try evening.world.ledger.notices(kind: "reissue-failed", topic: "task 1")
        return try #require(found.first)
    }

    private func lines(_ evening: NoticeEvening) -> [String] {
        evening.channel.arrived().map { "\($0.line.kind.rawValue) \($0.line.recipient)" }
    }

    @Test func `is not held up by an address that the server closes the line for`() async throws {
        let evening = try NoticeEvening(subscriptions: 4)
        let bad = try #require(evening.world.subscriptions[0].mail)
        evening.channel.behave { $0 == bad ? .closed : .arrives }
        #expect(try await evening.run(kinds: [.certificateExpires]) == .failed)
        let told = evening.channel.arrived().map(\.line.recipient)
        #expect(told.contains("it3@harbour-demo.test"))
        // It counts: the department is told with so little time left, and a task says it.
        #expect(told.contains(NoticeWorld.staff))
        #expect(try evening.causes("address") == ["address 1"])
    }

    @Test func `gives an address up in the end that alone closes the line`() async throws {
        var evening = try NoticeEvening()
        evening.channel.behave { $0 == NoticeWorld.staff ? .closed : .arrives }
        try evening.task("refused 1", "refused 2")
        for _ in 0..<12 {
            _ = try await evening.run()  // The night's digest arrives each time.
            evening.world.today = evening.world.today + 1
        }
        let known = try evening.world.ledger.notices(kind: "reissue-failed", topic: "task 1")
        let own = known.filter { $0.key.recipient == NoticeWorld.staff }
        #expect(own.map(\.state) == [.failed] && own.map(\.attempts) == [10])
        #expect(known.filter { $0.state == .sent }.map(\.key.recipient) == ["root@reseller.test"])
    }

    @Test func `believes that the channel is down after a second address, and charges nobody`()
        async throws
    {
        let evening = try NoticeEvening(subscriptions: 6)
        evening.channel.behave { _ in .down }
        for hour in 0..<12 {
            let status = try await evening.run(
                kinds: [.certificateExpires], after: Int64(hour) * 3_600)
            #expect(status == .configuration)
            #expect(evening.channel.failed().count == 2)
        }
        let complaints = evening.said().split(separator: "\n")
        #expect(complaints.count == 12 && complaints.allSatisfy { $0.contains("faulty") })
        let open = try evening.world.ledger.openNotices()
        #expect(open.count == 3 && open.allSatisfy { $0.attempts == 0 && $0.nextAttemptAt == nil })
        evening.channel.behave { _ in .arrives }
        #expect(try await evening.run(kinds: [.certificateExpires], after: 50_000) == .success)
        #expect(evening.channel.arrived().count == 3)
    }

    @Test func `stops after a third message in a row of which nobody hears`() async throws {
        let evening = try NoticeEvening(subscriptions: 12)
        evening.channel.behave { _ in .lost }
        #expect(try await evening.run(kinds: [.certificateExpires]) == .failed)
        #expect(evening.channel.failed().count == 3)
        evening.channel.behave { _ in .arrives }
        #expect(try await evening.run(kinds: [.certificateExpires], after: 3_600) == .success)
        #expect(evening.channel.arrived().count == 6)
    }

    @Test func `tries what was not taken after what has not been tried`() async throws {
        let evening = try NoticeEvening(subscriptions: 6)
        evening.channel.behave { _ in .down }
        _ = try await evening.run(kinds: [.certificateExpires])  // Two are tried.
        let tried = Set(evening.channel.failed().map(\.line.recipient))
        evening.channel.behave { _ in .arrives }
        _ = try await evening.run(kinds: [.certificateExpires], after: 3_600)  // All are told.
        let order = evening.channel.arrived().map(\.line.recipient)
        #expect(tried.count == 2 && order.count == 3)
        #expect(Set(order.suffix(2)) == tried)
    }

    @Test func `counts an outage against no message`() async throws {
        let evening = try NoticeEvening()
        try evening.task("refused 1")
        evening.channel.behave { _ in .down }
        for hour in 0..<11 { _ = try await evening.run(after: Int64(hour) * 3_600) }  // Down.
        evening.channel.behave { _ in .busy }
        #expect(try await evening.run(after: 50_000) == .failed)
        let known = try evening.world.ledger.notices(kind: "reissue-failed", topic: "task 1")
        #expect(known.map(\.state) == [.claimed] && known.map(\.attempts) == [1])
    }

    @Test func `tells an address once that is named twice`() async throws {
        let evening = try NoticeEvening(
            department: "\(NoticeWorld.staff), \(NoticeWorld.staff.uppercased())")
        try evening.task("refused 1")
        _ = try await evening.run(kinds: [.reissueFailed])  // What arrives says it.
        #expect(lines(evening) == ["reissue-failed \(NoticeWorld.staff)"])
    }

    @Test func `leaves no failure without its task, wherever the run is cut off`() async throws {
        let evening = try NoticeEvening(subscriptions: 2)
        struct Off: Error {}
        for _ in 0..<2 {
            await #expect(throws: Off.self) {
                try await evening.run(kinds: [.certificateExpires]) { _ in throw Off() }
            }
        }
        _ = try await evening.run(kinds: [.certificateExpires])  // It is handed over no more.
        #expect(evening.channel.arrived().isEmpty)
        #expect(try evening.causes("notice").count == 1)
        let ledger = evening.world.ledger
        let known = try ledger.notices(
            kind: "certificate-expires",
            topic: "certificate \(evening.world.subscriptions[0].certificate)")
        #expect(known.contains { $0.state == .unknown && $0.isDoubtful })
    }

    @Test func `makes at most one doubt of what is gone and comes back`() async throws {
        let evening = try NoticeEvening()
        struct Off: Error {}
        try evening.task("refused 1")
        let ledger = evening.world.ledger
        await #expect(throws: Off.self) {
            try await evening.run(kinds: [.reissueFailed]) { step in
                if step == .handedOver { throw Off() }
            }
        }
        let first = try known(evening)
        try ledger.overtake([known(evening).id], because: "gone")
        await #expect(throws: Off.self) {
            try await evening.run(kinds: [.reissueFailed]) { step in
                if step == .handedOver { throw Off() }
            }
        }
        try ledger.overtake([known(evening).id], because: "gone")
        #expect(try await evening.run(kinds: [.reissueFailed]) == .failed)
        #expect(try known(evening).state == .unknown && known(evening).messageID == first.messageID)
        let ids = evening.channel.arrived().map(\.id)
        #expect(ids == [first.messageID, first.messageID])
    }

    @Test func `gives a message another name where its claim is another`() async throws {
        var ids: [String] = []
        for seconds in [Int64(0), 3_600] {
            let evening = try NoticeEvening()
            try evening.task("refused 1")
            evening.channel.behave { _ in .busy }
            _ = try await evening.run(kinds: [.reissueFailed], after: seconds)  // It is claimed.
            evening.channel.behave { _ in .arrives }
            _ = try await evening.run(kinds: [.reissueFailed], after: seconds + 600)
            let open = try evening.world.ledger.notices(kind: "reissue-failed", topic: "task 1")
            ids += open.map(\.messageID)
            #expect(evening.channel.arrived().map(\.id) == open.map(\.messageID))
        }
        #expect(Set(ids).count == 2)
    }
}
