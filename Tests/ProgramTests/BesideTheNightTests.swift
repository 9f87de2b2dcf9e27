import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A run beside the night's` {
    /// 25 subscriptions, 13 of them due.
    private func due() async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 25))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    /// One request for each need, and a live pair of each.
    private func expectReissuedOnce(_ night: Night, needs: Int = 13) async throws {
        #expect(try await night.rows("SELECT DISTINCT state FROM issuance") == ["stored"])
        let sent = try await night.sandbox.unrepeatable()
        #expect(sent.count == needs && sent.allSatisfy { $0.outcome == "OK" })
        #expect(Set(sent.map(\.certificate)).count == needs)
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == needs && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    @Test(arguments: [["*.harbour-demo.test", "--force", "--yes"], ["S-00007", "--yes"]])
    func `that is a one-off batch ends with 75 and does nothing`(_ words: [String]) async throws {
        let night = try await due()
        try night.closeGate()
        let first = try night.start("ssl-reissue")
        try await night.waitAtGate()
        let sent = try await night.sandbox.unrepeatable().count
        let planned = try await night.value("SELECT count(*) FROM issuance")
        let events = try await night.value("SELECT count(*) FROM run")
        let batch = try await night.start("ssl-reissue", words).end()
        #expect(batch.status == 75, "\(batch)")
        #expect(batch.errors.contains("another run holds the lock"))
        #expect(batch.errors.contains("ssl-reissue, process \(first.id)"), "\(batch)")
        #expect(try await night.value("SELECT count(*) FROM run") == events)
        try night.openGate()
        let outcome = try await first.end()
        #expect([0, 1].contains(outcome.status), "\(outcome)")
        #expect(sent >= 1 && Int(planned) ?? 0 >= 1)
        try await expectReissuedOnce(night)

        // Asked for again when the night is over: nothing is due any more.
        let again = try await night.run("ssl-reissue", "S-00007", "--yes", "-v")
        #expect(again.status == 0 && again.output.contains("outside-window"), "\(again)")
        try await expectReissuedOnce(night)
    }

    @Test func `that is agreed to while the night begins is checked again`() async throws {
        let night = try await due()
        try night.closeGate()
        let batch = try night.start("ssl-reissue", ["S-00007", "--force", "--yes"])
        try await night.waitAtGate()
        let nightly = try await night.run("ssl-reissue")
        #expect(nightly.status == 75, "\(nightly)")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        try night.openGate()
        #expect(try await batch.end().status == 0)
        let rest = try await night.run("ssl-reissue")
        #expect([0, 1].contains(rest.status), "\(rest)")
        try await expectReissuedOnce(night)
    }

    @Test func `that reads a long list lets ssl-reissue do its work`() async throws {
        let night = try await Night.fiveYears()
        try await night.sandbox.post(
            "faults",
            [
                "name=delay", "count=1", "milliseconds=5000", "command=namecheap.ssl.getList",
            ])
        let calls = try await night.sandbox.journal().count
        let scan = try night.start("ssl-scan")
        try await night.wait {
            try await night.sandbox.journal().dropFirst(calls).contains {
                $0.command.hasSuffix("getBalances")
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        let outcome = try await night.run("ssl-reissue")
        #expect(scan.isRunning, "the list came too early")
        #expect([0, 1].contains(outcome.status), "\(outcome)")
        try await expectReissuedOnce(night, needs: 1)
        let read = try await scan.end()
        #expect([0, 1].contains(read.status), "\(read)")

        // What the old list showed takes nothing back of what was done in the meantime.
        try await expectReissuedOnce(night, needs: 1)
        for program in ["ssl-scan", "ssl-reissue"] {
            let next = try await night.run(program, at: "2026-11-20T05:00:00Z")
            #expect([0, 1].contains(next.status), "\(next)")
        }
        try await expectReissuedOnce(night, needs: 1)
        let current = try await night.value(
            """
            SELECT count(*) FROM subscription AS s
            JOIN certificate AS c ON c.id = s.certificate_id
            JOIN issuance AS i ON i.subscription_id = s.id
            WHERE c.number = i.new_number AND c.status = 'active' AND c.replaced_by IS NULL
            """)
        #expect(current == "1")
    }
}
