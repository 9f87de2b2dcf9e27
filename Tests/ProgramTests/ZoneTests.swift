import Foundation
import TestSupport
import Testing

/// Whether a program may be traced here; some containers forbid it.
private let canTrace = ConditionTrait.enabled("strace may not trace here") {
    await TracedProgram.isPossible.value
}

@Suite(.serialized, .timeLimit(.minutes(5)))
struct `Records in the account's own zones` {
    private static let once = "getHosts setHosts getHosts"
    private static let later = "2026-11-20T03:30:00Z"

    private func expectAllStored(_ night: Night, _ outcome: Outcome) async throws {
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
        let states = try await night.rows("SELECT DISTINCT state FROM issuance")
        #expect(states == ["stored"])
        let left = try await night.value(
            "SELECT count(*) FROM validation WHERE published_at IS NULL OR removed_at IS NULL")
        #expect(left == "0")
        #expect(try await night.openTasks() == [])
    }

    @Test func `cost each zone three calls to publish and three to remove, however many hosts`()
        async throws
    {
        let night = try await Night.inZones(certificates: 60)
        let zones = ["mail-1-demo.test", "wiki-57-demo.test", Night.zone]
        let before = try await zones.asyncMap { try await night.shown($0) }
        let count = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        try await expectAllStored(night, outcome)
        let hosts = try await night.rows("SELECT DISTINCT name FROM validation")
        #expect(hosts.count >= 20, "\(hosts)")
        let calls = try await night.zoneCalls(since: count)
        #expect(zones.allSatisfy { calls[$0] != nil }, "\(calls)")
        #expect(calls.values.allSatisfy { $0 == "\(Self.once) \(Self.once)" }, "\(calls)")
        #expect(try await zones.asyncMap { try await night.shown($0) } == before)
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("hook.calls")))
        let kept = try night.folder.names(in: "zones/module-1/\(Night.zone)")
        #expect(kept.map { $0.prefix(6) } == ["000001", "000002"])

        // A run that finds nothing to do makes no call.
        let after = try await night.sandbox.journal().count
        let quarterly = try await night.run("ssl-reissue", "--continue", at: Self.later)
        #expect(quarterly.status == 0 && quarterly.errors == "")
        #expect(try await night.sandbox.journal().count == after)
    }

    @Test(arguments: [2_019_166, 2_030_288])
    func `hold up the hosts of a zone that is not ours, and no other`(number: Int) async throws {
        let night = try await Night.inZones(certificates: 25)
        try await night.disturbZones("error", "getHosts", "number=\(number)", "text=not yours")
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 1)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count { $0.contains("not yours (\(number))") } == 1, "\(outcome)")
        let states = try await night.rows("SELECT state, count(*) > 0 FROM issuance GROUP BY state")
        #expect(states == ["stored|1", "submitted|1"], "\(outcome)")
        let tasks = try await night.rows("SELECT cause FROM task WHERE cause LIKE 'zone%'")
        #expect(tasks.count == 1 && tasks.allSatisfy { $0.hasPrefix("zone 1 ") }, "\(tasks)")

        // Their turn comes again, and the task is closed.
        let second = try await night.run("ssl-reissue", "--continue", at: Self.later)
        try await expectAllStored(night, second)
    }

    @Test(canTrace) func `are published by the next run after a crash before the zone was written`()
        async throws
    {
        let night = try await Night.inZones(certificates: 3)
        let before = try await night.shown()
        let count = try await night.sandbox.journal().count
        // The one file that is put in place while ssl-reissue runs: the zone as it was.
        let crash = try await night.run(
            "ssl-reissue",
            under: [
                "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e",
                "inject=renameat:signal=KILL:when=1",
            ])
        #expect(crash.status != 0)
        let calls = try await night.zoneCalls(since: count)
        #expect(!calls.isEmpty && calls.values.allSatisfy { $0 == "getHosts" }, "\(calls)")
        let second = try await night.run("ssl-reissue", at: Self.later)
        try await expectAllStored(night, second)
        #expect(try await night.shown() == before)
    }

    @Test func `are found by the next run after a crash once the zone was written`() async throws {
        let night = try await Night.inZones(certificates: 3)
        let before = try await night.shown()
        try await night.crashAfterWriting()
        #expect(try await night.shown() != before)
        let count = try await night.sandbox.journal().count
        let second = try await night.run("ssl-reissue", at: Self.later)
        try await expectAllStored(night, second)
        // Nothing was left to be written: one look, then the removal.
        #expect(try await night.zoneCalls(since: count)[Night.zone] == "getHosts \(Self.once)")
        #expect(try await night.shown() == before)
    }

    @Test func `are known to be gone after a crash once they were removed`() async throws {
        let night = try await Night.inZones(certificates: 3)
        let before = try await night.shown()
        let zones = 2
        try await night.crashAfterWriting(skip: zones)
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"])
        let second = try await night.run("ssl-reissue", "--continue", at: Self.later)
        try await expectAllStored(night, second)
        #expect(try await night.shown() == before)
    }

    @Test func `wait for their account as all else does`() async throws {
        let night = try await Night.inZones(certificates: 3)
        try await night.disturbZones("error", "getHosts", "number=1011102", "text=wrong key")
        let first = try await night.run("ssl-reissue")
        #expect(first.status == 77, "\(first)")
        #expect(first.errors.split(separator: "\n").count == 1, "\(first)")
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["submitted"])
        let second = try await night.run("ssl-reissue", "--continue", at: Self.later)
        #expect(second.status == 0, "\(second)")
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"])
    }

    @Test func `tell what a crash has cost others`() async throws {
        let night = try await Night.inZones(certificates: 3)
        try await night.crashAfterWriting()
        let own = try await night.rows(
            "SELECT lower(record_name), record_value FROM validation"
        ).compactMap { row in
            row.split(separator: "|").map(String.init)
        }
        let ours = own.filter { $0[0].hasSuffix("." + Night.zone) }.map { words in
            (String(words[0].dropLast(Night.zone.count + 1)), "CNAME", words[1], "10", "60")
        }
        try await night.set([("@", "A", "192.0.2.20", "10", "1799")] + night.lost + ours)
        let second = try await night.run("ssl-reissue", at: Self.later)
        #expect(second.status == 1)
        #expect(second.errors.contains("\(Night.zone) is not what was written: missing:"))
        #expect(second.errors.contains("/zones/module-1/\(Night.zone)"))
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"])
        let tasks = try await night.openTasks("cause")
        #expect(tasks.count == 1 && tasks.allSatisfy { $0.hasPrefix("zone-differs ") })
    }

    @Test(arguments: [("lostReply", 0), ("cut", 1), ("null5050900", 1)])
    func `survive an answer that is lost`(fault: String, status: Int32) async throws {
        let night = try await Night.inZones(certificates: 3)
        let before = try await night.shown()
        try await night.disturbZones(fault, "setHosts")
        let first = try await night.run("ssl-reissue")
        #expect(first.status == status, "\(first)")
        let second = try await night.run("ssl-reissue", at: Self.later)
        try await expectAllStored(night, second)
        #expect(try await night.shown() == before)
        #expect(try await night.sandbox.unrepeatable().count(where: { $0.outcome == "OK" }) > 0)
    }

    @Test func `are not written into a zone that has lost most of what it had`() async throws {
        let night = try await Night.inZones(certificates: 3)
        let full = try await night.shown()
        let place = "zones/module-1/\(Night.zone)"
        try night.folder.write(full, to: place + "/000007-20261001T000000Z.xml")
        try await night.set([("@", "A", "192.0.2.20", "10", "1799")])
        let count = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("shows 1 records where there were 11"), "\(outcome)")
        #expect(try await night.zoneCalls(since: count)[Night.zone] == "getHosts")
        try FileManager.default.removeItem(atPath: night.folder.file(place))
        let second = try await night.run("ssl-reissue", at: Self.later)
        try await expectAllStored(night, second)
    }

    @Test func `are not written where the zone as it was cannot be kept`() async throws {
        let night = try await Night.inZones(certificates: 3)
        try night.folder.write("in the way", to: "zones")
        let count = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("/zones could not be written: Not a directory"))
        let calls = try await night.zoneCalls(since: count)
        #expect(!calls.isEmpty && calls.values.allSatisfy { $0 == "getHosts" }, "\(calls)")
        try FileManager.default.removeItem(atPath: night.folder.file("zones"))
        let second = try await night.run("ssl-reissue", at: Self.later)
        try await expectAllStored(night, second)
    }

    @Test func `give way to another record in their place`() async throws {
        let night = try await Night.inZones(certificates: 5)
        try await night.sandbox.post(
            "faults",
            [
                "name=error", "count=9", "number=2019166",
                "command=namecheap.domains.dns.getHosts",
            ])
        _ = try await night.run("ssl-reissue")  // What it says is another test's.
        try await night.sandbox.post(
            "faults",
            [
                "name=error", "count=0", "number=2019166",
                "command=namecheap.domains.dns.getHosts",
            ])
        let owner = try await night.value(
            "SELECT lower(record_name) FROM validation WHERE record_name LIKE '%.\(Night.zone)'")
        let name = String(owner.dropLast(Night.zone.count + 1))
        try await night.fill([(name, "TXT", "mine", "10", "1799")])
        let before = try await night.shown()
        let outcome = try await night.run("ssl-reissue", at: Self.later)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("there is another record at \(owner): TXT"), "\(outcome)")
        let states = try await night.rows("SELECT state FROM issuance ORDER BY state")
        #expect(states.count { $0 == "submitted" } == 1 && states.count { $0 == "stored" } > 1)
        #expect(try await night.shown() == before)
    }
}

extension Night {
    /// What is left of the zone beside the first record, when somebody has lost one.
    fileprivate var lost: [(String, String, String, String, String)] {
        [
            ("@", "MX", "mx1.harbour-demo.test.", "0", "3600"),
            ("*", "CNAME", "harbour-demo.test.", "10", "60000"),
            ("@", "TXT", "v=spf1 include:\"a  b\" +x=y%20 & <c> ü -all", "10", "1800"),
            ("*.dev", "AAAA", "2001:db8::1", "10", "1799"),
            ("_dmarc", "TXT", "v=DMARC1; p=none", "10", "1799"),
        ]
    }

    /// Kills ssl-reissue when the zone is written and it does not know it yet.
    ///
    /// `skip` writings pass before.
    fileprivate func crashAfterWriting(skip: Int = 0) async throws {
        try await disturbZones("delay", "setHosts", "milliseconds=60000", "skip=\(skip)")
        let count = try await sandbox.journal().count
        let first = try start("ssl-reissue")
        try await wait {
            let words = try await zoneCalls(since: count).values.joined(separator: " ")
            return words.split(separator: " ").count { $0 == "setHosts" } > skip
                && (skip > 0 || words.contains("setHosts"))
        }
        first.kill9()
        _ = try await first.end()  // It was killed.
    }
}

extension Sequence {
    /// What a body makes of each element, one after the other.
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows
        -> [Value]
    {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
