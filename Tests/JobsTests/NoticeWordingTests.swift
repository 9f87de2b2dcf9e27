import CertificateLedger
import Foundation
import Notices
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

@Suite struct `The wording of messages` {
    /// Subscriptions of one customer, all of which end.
    private func evening(_ settings: String = "NoticeDigest on") throws -> NoticeEvening {
        try NoticeEvening(subscriptions: 5, left: 9, settings: settings, mail: "it@one.test")
    }

    private func records(
        _ evening: NoticeEvening, _ kind: NoticeKind
    ) throws -> [NoticeRecord] {
        try evening.world.ledger.openNotices().filter { $0.key.kind == kind.rawValue }
    }

    @Test func `leaves out of a digest what cannot be said, and a task says it`() async throws {
        var evening = try evening()
        try evening.change("S-1", renewURL: "ftp://shop.test")
        let kinds: Set<NoticeKind> = [.certificateExpires, .paidPeriodEnds]
        #expect(try await evening.run(kinds: kinds) == .failed)
        let first = evening.channel.arrived()
        #expect(first.count == 1)
        #expect(evening.said().contains("is no http address"))
        let held = try records(evening, .paidPeriodEnds)
        #expect(held.map(\.rows.subscription) == [1])
        #expect(held.map(\.messageID) != first.map(\.id))
        #expect(try evening.causes("wording") == ["wording paid-period-ends period 1"])
        // It says so once a night, and goes when it can be said.
        #expect(try await evening.run(kinds: kinds, after: 3_600) == .success)
        evening.world.today = evening.world.today + 1
        #expect(try await evening.run(kinds: kinds) == .failed)
        try evening.change("S-1", renewURL: "HTTPS://shop.test")
        evening.world.today = evening.world.today + 1
        #expect(try await evening.run(kinds: kinds) == .success)
        #expect(try records(evening, .paidPeriodEnds) == [])
        #expect(try evening.causes("wording") == [])
    }

    @Test func `speaks one language in a digest`() async throws {
        let evening = try evening()
        try evening.change("S-1", language: "de")
        _ = try await evening.run(kinds: [.certificateExpires])  // What arrives says it.
        let subjects = evening.channel.arrived()
        #expect(subjects.count == 2)
    }

    @Test func `has a task where a template does not fit the data, and none twice`() async throws {
        var evening = try evening("")
        let folder = evening.world.folder
        try folder.write(
            "Subject: {{renewURL}}\n\nText\n", to: "templates/paid-period-ends.txt.mustache")
        #expect(try await evening.run(kinds: [.paidPeriodEnds]) == .success)
        let causes = ["wording paid-period-ends.txt.mustache"]
        #expect(try evening.causes("wording") == causes)
        #expect(evening.said().contains("with these data the subject is"))
        evening.world.today = evening.world.today + 18
        #expect(try await evening.run(kinds: [.paidPeriodEnds]) == .success)
        #expect(evening.said() == "" && evening.channel.arrived().count > 1)
        #expect(try evening.causes("wording") == causes)
        try FileManager.default.removeItem(
            atPath: folder.file("templates/paid-period-ends.txt.mustache"))
        #expect(try await evening.run(kinds: [.paidPeriodEnds], after: 3_600) == .success)
        #expect(try evening.causes("wording") == [])
    }

    @Test func `has a task where the folder is none, and closes no other then`() async throws {
        let evening = try evening("")
        let folder = evening.world.folder
        try folder.write("no subject\n", to: "templates/night.txt.mustache")
        _ = try await evening.run(kinds: [.taskOpened])  // Opens the task.
        #expect(try evening.causes("template") == ["template night.txt.mustache"])
        try FileManager.default.removeItem(atPath: folder.file("templates"))
        try folder.write("", to: "templates")
        #expect(try await evening.run(kinds: [.taskOpened], after: 3_600) == .success)
        #expect(
            try evening.causes("template") == ["template folder", "template night.txt.mustache"])
        try FileManager.default.removeItem(atPath: folder.file("templates"))
        _ = try await evening.run(kinds: [.taskOpened], after: 7_200)  // There is no folder now.
        #expect(try evening.causes("template") == [])
    }
}
