import CertificateLedger
import Notices
import Subscriptions
import Testing

@testable import Jobs

@Suite struct `Notices that an address does not take` {
    private func told(_ evening: NoticeEvening) -> [String] {
        evening.channel.arrived().map {
            "\($0.line.kind.rawValue) \($0.line.threshold) \($0.line.recipient)"
        }
    }

    @Test func `are told the department, too, from the second night on`() async throws {
        var evening = try NoticeEvening(subscriptions: 1, left: 9)
        evening.channel.behave { $0 == NoticeWorld.staff ? .arrives : .busy }
        for second in [Int64(0), 90, 800] {
            _ = try await evening.run(kinds: [.certificateExpires], after: second)  // It fails.
        }
        #expect(told(evening) == [])
        #expect(try evening.causes("address") == [])
        evening.world.today = evening.world.today + 1
        #expect(try await evening.run(kinds: [.certificateExpires]) == .failed)
        #expect(told(evening) == ["certificate-expires 200 \(NoticeWorld.staff)"])
        #expect(try evening.causes("address") == ["address 1"])
        // The customer is tried on, and told once he can be; the department is not told again.
        evening.world.today = evening.world.today + 1
        evening.channel.behave { _ in .arrives }
        #expect(try await evening.run(kinds: [.certificateExpires]) == .success)
        #expect(told(evening) == ["certificate-expires 7 it1@harbour-demo.test"])
        #expect(try evening.causes("address") == [])
    }

    @Test func `are told the department at once where the time is short`() async throws {
        let evening = try NoticeEvening(subscriptions: 1, left: 3)
        evening.channel.behave { $0 == NoticeWorld.staff ? .arrives : .busy }
        #expect(try await evening.run(kinds: [.certificateExpires]) == .failed)
        #expect(told(evening) == ["certificate-expires 3 \(NoticeWorld.staff)"])
        #expect(try evening.causes("address") == ["address 1"])
    }

    @Test func `are tried ten times in all, whatever the thresholds`() async throws {
        var evening = try NoticeEvening(subscriptions: 1, left: 9)
        evening.channel.behave { $0 == NoticeWorld.staff ? .arrives : .busy }
        for _ in 0..<10 {
            for second in [Int64(0), 90] {
                _ = try await evening.run(kinds: [.certificateExpires], after: second)  // It fails.
            }
            evening.world.today = evening.world.today + 1
        }
        let topic = "certificate \(evening.world.subscriptions[0].certificate)"
        let own = try evening.world.ledger.notices(kind: "certificate-expires", topic: topic)
            .filter { $0.key.recipient == "it1@harbour-demo.test" }
        let attempts = Dictionary(
            own.map { ($0.key.threshold, $0.attempts) }, uniquingKeysWith: { first, _ in first })
        // The last two are a new threshold's only ones: the tenth was at the one before.
        #expect(attempts == [200: 3, 7: 5, 3: 2, 1: 1, 0: 1])
        #expect(own.filter { $0.state == .failed }.map(\.key.threshold) == [3, 1, 0])
        #expect(told(evening).map { $0.split(separator: " ")[1] } == ["200", "7", "3", "1", "0"])
    }

    @Test func `of the department are told the administrator`() async throws {
        let evening = try NoticeEvening()
        evening.channel.behave { $0 == NoticeWorld.staff ? .refused : .arrives }
        try evening.task("account demo")
        #expect(try await evening.run(kinds: [.accountUnusable]) == .failed)
        #expect(told(evening) == ["account-unusable 200 root@reseller.test"])
        #expect(try evening.causes("staff") == ["staff \(NoticeWorld.staff)"])
        evening.channel.behave { _ in .arrives }
        _ = try await evening.run(kinds: [.taskOpened], after: 3_600)  // It works again.
        #expect(try evening.causes("staff") == [])
    }

    @Test func `of a part of the department are told the others, with a task`() async throws {
        let evening = try NoticeEvening(department: "gone@reseller.test, \(NoticeWorld.staff)")
        evening.channel.behave { $0.hasPrefix("gone@") ? .refused : .arrives }
        try evening.task("account demo")
        #expect(try await evening.run(kinds: [.accountUnusable]) == .failed)
        #expect(told(evening) == ["account-unusable 200 \(NoticeWorld.staff)"])
        _ = try await evening.run(kinds: [.taskOpened], after: 3_600)  // What arrives says it.
        #expect(told(evening) == ["task-opened 200 \(NoticeWorld.staff)"])
    }

    @Test func `of nobody are an error each night`() async throws {
        var evening = try NoticeEvening(
            settings: "NoticeAdministrator left@reseller.test", department: "gone@reseller.test")
        evening.channel.behave { _ in .refused }
        try evening.task("account demo")
        for _ in 0..<3 {
            #expect(try await evening.run(kinds: [.accountUnusable]) == .configuration)
            #expect(evening.said().contains("nobody can be told"))
            evening.world.today = evening.world.today + 1
        }
    }
}
