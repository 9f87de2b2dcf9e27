import Notices
import Settings
import Subscriptions
import Testing

@testable import Jobs

@Suite struct `The gate of notices` {
    private func gate(_ lines: String, at moment: String) throws -> NoticeGate {
        let settings = try LedgerSettings(
            lines: SettingsText.parse(lines, file: "test.conf"), file: "test.conf")
        return NoticeGate(settings.notices, at: try #require(Timestamp(iso: moment)))
    }

    @Test(arguments: [
        ("21-7", "2026-11-23T20:59:59Z", false), ("21-7", "2026-11-23T21:00:00Z", true),
        ("21-7", "2026-11-23T03:17:00Z", true), ("21-7", "2026-11-23T07:00:00Z", false),
        ("1-5", "2026-11-23T00:59:59Z", false), ("1-5", "2026-11-23T04:59:59Z", true),
    ])
    func `is shut in quiet hours, but not for what cannot wait`(
        hours: String, moment: String, isShut: Bool
    ) throws {
        var gate = try gate("NoticeQuietHours \(hours)\n", at: moment)
        let reason = gate.postponement(of: "a@b.test", isUrgent: false) { _ in 0 }
        #expect((reason != nil) == isShut)
        #expect(gate.postponement(of: "a@b.test", isUrgent: true) { _ in 0 } == nil)
    }

    @Test func `lets so many through to one address, and what cannot wait beside them`() throws {
        var gate = try gate("NoticeCap 3\n", at: "2026-11-23T03:17:00Z")
        func passes(_ address: String, isUrgent: Bool = false) -> Bool {
            gate.postponement(of: address, isUrgent: isUrgent) { $0 == "a@b.test" ? 1 : 0 } == nil
        }
        #expect((0..<4).map { _ in passes("a@b.test") } == [true, true, false, false])
        #expect(passes("a@b.test", isUrgent: true))
        #expect((0..<4).map { _ in passes("c@d.test") } == [true, true, true, false])
    }

    @Test func `lets through what is not counted, but not in quiet hours`() throws {
        var open = try gate("NoticeCap 1\n", at: "2026-11-23T03:17:00Z")
        var quiet = try gate("NoticeQuietHours 21-7\n", at: "2026-11-23T03:17:00Z")
        func reason(_ gate: inout NoticeGate) -> String? {
            gate.postponement(of: "a@b.test", isUrgent: false, isCounted: false) { _ in 5 }
        }
        #expect(reason(&open) == nil)
        #expect(reason(&quiet) != nil)
    }

    @Test(arguments: [
        (1, "1 message in a day is enough for one address"),
        (2, "2 messages in a day are enough for one address"),
    ])
    func `says how many are enough`(cap: Int, words: String) throws {
        var gate = try gate("NoticeCap \(cap)\n", at: "2026-11-23T03:17:00Z")
        #expect(gate.postponement(of: "a@b.test", isUrgent: false) { _ in cap } == words)
    }

    @Test func `stands open where nothing is set to 0`() throws {
        var gate = try gate("NoticeCap 0\n", at: "2026-11-23T03:17:00Z")
        let open = (0..<500).allSatisfy { _ in
            gate.postponement(of: "a@b.test", isUrgent: false) { _ in 10_000 } == nil
        }
        #expect(open)
    }

    @Test func `has a source for every kind, and none twice`() {
        let kinds = NoticeSources.all.flatMap { $0.kinds }
        #expect(kinds.count == Set(kinds).count)
        #expect(Set(kinds) == Set(NoticeKind.allCases))
        #expect(Set(kinds.map(\.rawValue)) == Set(LedgerSettings.noticeKinds))
    }
}
