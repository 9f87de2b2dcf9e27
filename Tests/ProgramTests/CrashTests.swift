import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A crash of ssl-reissue` {
    /// 2026-11-20T03:17:00Z.
    private static let seconds = 1_795_144_620

    /// One subscription, enrolled and due.
    private func due(_ options: [String] = []) async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 1, options: options))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    private func state(_ night: Night) async throws -> String {
        try await night.value("SELECT state FROM issuance")
    }

    /// One request was performed, and what came of it is live with its key.
    private func expectWhole(_ night: Night, performed: Int = 1) async throws {
        let performances = try await night.sandbox.unrepeatable().filter {
            !$0.outcome.hasPrefix("refused")
        }
        #expect(performances.count == performed)
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.value("PRAGMA integrity_check") == "ok")
        let folder = try await night.value("SELECT folder FROM subscription")
        #expect(try night.folder.names(in: "store/" + folder) == ["1", "live"])
        let pairs = try await StoreFacts(night, at: Self.seconds).pairs
        #expect(pairs.map(\.folder) == [folder])
        #expect(pairs.allSatisfy { $0.keyMatches && $0.isVerified }, "\(pairs)")
        let calls = try await night.sandbox.journal().count
        let quarterly = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T04:00:00Z")
        #expect(quarterly.status == 0 && quarterly.output == "" && quarterly.errors == "")
        #expect(try await night.sandbox.journal().count == calls, "nothing waits: no call")
    }

    @Test func `while the answer is on its way costs no second request`() async throws {
        let night = try await due()
        try await night.sandbox.disturb("dribble")
        let first = try night.start("ssl-reissue")
        try await night.wait { try await !night.sandbox.unrepeatable().isEmpty }
        first.kill9()
        #expect(try await first.end().status == 128 + SIGKILL)
        #expect(try await state(night) == "submitting")

        let second = try await night.run("ssl-reissue", at: "2026-11-20T03:20:00Z")
        #expect(second.status == 0, "\(second)")
        try await expectWhole(night)
    }

    @Test func `while nobody has read the request costs no second one either`() async throws {
        let night = try await due()
        try night.sandbox.pause()
        let first = try night.start("ssl-reissue")
        try await night.wait { try await state(night) == "submitting" }
        first.kill9()
        #expect(try await first.end().status == 128 + SIGKILL)
        try night.sandbox.goOn()
        // Whether the CA still performs what it finds in the line is its own affair.
        for moment in ["2026-11-20T03:20:00Z", "2026-11-20T03:40:00Z"] {
            let next = try await night.run("ssl-reissue", at: moment)
            #expect([0, 1].contains(next.status), "\(next)")
        }
        try await expectWhole(night)
    }

    @Test func `after the submission and before the record publishes the record`() async throws {
        let night = try await due()
        try night.closeGate()
        let first = try night.start("ssl-reissue")
        try await night.waitAtGate()
        first.kill9()
        #expect(try await first.end().status == 128 + SIGKILL)
        try night.openGate()
        #expect(try await state(night) == "submitted")
        #expect(try await night.value("SELECT count(published_at) FROM validation") == "0")

        let second = try await night.run("ssl-reissue", at: "2026-11-20T03:20:00Z")
        #expect(second.status == 0, "\(second)")
        try await expectWhole(night)
    }

    @Test func `after the certificate is issued and before it is stored fetches it again`()
        async throws
    {
        let night = try await due()
        try night.closeGate()
        let first = try night.start("ssl-reissue")
        try await night.waitAtGate()
        let calls = try await night.sandbox.journal().count
        try await night.sandbox.disturb("dribble")
        try night.openGate()
        try await night.wait { try await night.sandbox.journal().count > calls }
        first.kill9()
        #expect(try await first.end().status == 128 + SIGKILL)
        #expect(try await state(night) == "validating")
        let folder = try await night.value("SELECT folder FROM subscription")
        #expect(try night.folder.names(in: "store/\(folder)/1") == ["privkey.pem", "request.csr"])

        let second = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T03:20:00Z")
        #expect(second.status == 0 && second.output == "" && second.errors == "", "\(second)")
        try await expectWhole(night)
    }
}

@Suite(.timeLimit(.minutes(2)))
struct `A request without an answer` {
    private func due(_ options: [String] = []) async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 1, options: options))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    @Test func `that was performed is found by its key and never sent again`() async throws {
        let night = try await due(["--lost-reply", "1", "--no-validation-reuse"])
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 0, "\(outcome)")
        let sent = try await night.sandbox.unrepeatable()
        #expect(sent.map(\.outcome) == ["performed, connection cut"])
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        let outcomes = try await night.rows(
            "SELECT outcome FROM api_call WHERE command = 'namecheap.ssl.reissue'")
        #expect(outcomes.count == 1 && outcomes != ["ok"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    @Test func `that did not happen is sent again with the same key, after two looks`()
        async throws
    {
        let night = try await due()
        try await night.sandbox.disturb("null5050900")
        let first = try await night.run("ssl-reissue")
        #expect(try await night.rows("SELECT state FROM issuance") == ["submitting"], "\(first)")
        #expect(try await night.sandbox.unrepeatable().count == 1)

        // The second look comes a quarter of an hour after the request, not sooner.
        for moment in ["2026-11-20T03:20:00Z", "2026-11-20T03:31:00Z"] {
            _ = try await night.run("ssl-reissue", at: moment)  // Seen in the ledger below.
            #expect(try await night.rows("SELECT state FROM issuance") == ["submitting"])
            #expect(try await night.sandbox.unrepeatable().count == 1)
        }
        let last = try await night.run("ssl-reissue", at: "2026-11-20T03:33:00Z")
        #expect(last.status == 0, "\(last)")
        let sent = try await night.sandbox.unrepeatable()
        #expect(sent.map(\.outcome) == ["refused 5050900", "OK"])
        let requests = Set(sent.map { $0.parameters.filter { $0.key.lowercased() == "csr" } })
        #expect(requests.count == 1 && requests.first?.isEmpty == false)
        #expect(try await night.rows("SELECT state, version FROM issuance") == ["stored|1"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }
}
