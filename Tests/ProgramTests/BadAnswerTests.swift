import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A bad answer` {
    /// What the scan says of each disturbance, and how often that happens to it.
    private static let disturbances: [(fault: String, explained: Explained)] = [
        ("html200", Explained(69, "answer to getBalances is a web page", "wait", again: "later")),
        (
            "truncated",
            Explained(69, "answer to getBalances cannot be read", "wait", again: "later")
        ),
        (
            "rate405",
            Explained(69, "answered getBalances with HTTP status 405", "wait", again: "later")
        ),
        ("null5050900", Explained(69, "(5050900)", "wait", again: "later")),
        (
            "emptyList",
            Explained(
                77, "the list shows only 0 of", "check Username, APIKey, Sandbox and Endpoint",
                again: "later")
        ),
        (
            "otherAccount",
            Explained(
                77, "another account, or sandbox and production mixed up; nothing was changed",
                "check Username, APIKey, Sandbox and Endpoint", again: "later")
        ),
        ("key", Explained(77, "(1011102)", "check API user, user name, API key", again: "later")),
        ("ip", Explained(77, "(1011150)", "to the allowed addresses at Namecheap", again: "later")),
    ]

    @Test(arguments: disturbances)
    func `to a scan is explained, and takes nothing away`(
        _ bad: (fault: String, explained: Explained)
    ) async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrol()
        let holdings = try await night.holdings()
        try await night.sandbox.disturb(bad.fault)
        bad.explained.expect(try await night.run("ssl-scan"), of: "ssl-scan")
        #expect(try await night.holdings() == holdings)
        #expect(
            try await night.value("SELECT exit_code FROM run ORDER BY id DESC")
                == "\(bad.explained.status)")
        #expect(try await night.run("ssl-scan").status == 0)
        #expect(try await night.holdings() == holdings)
    }

    @Test(arguments: ["html200", "truncated", "rate405", "key", "ip"])
    func `to a reissue costs no second certificate`(_ fault: String) async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        try await night.sandbox.disturb(fault)
        let first = try await night.run("ssl-reissue")
        let isRefusal = ["key", "ip"].contains(fault)
        #expect((first.status == 77) == isRefusal, "\(first)")
        let key = try await night.value("SELECT key_hash FROM issuance")
        #expect(key != "")
        for moment in ["2026-11-20T03:20:00Z", "2026-11-20T03:40:00Z"] {
            _ = try await night.run("ssl-reissue", at: moment)  // The end is looked at below.
        }
        #expect(
            try await night.rows("SELECT state, version, key_hash FROM issuance") == [
                "stored|1|" + key
            ])
        let performed = try await night.sandbox.unrepeatable().filter {
            $0.outcome.hasPrefix("OK")
        }
        #expect(performed.count == 1)
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    @Test func `of nobody at all is 69, and takes nothing away`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        let holdings = try await night.holdings()
        try await night.sandbox.stop()
        let explained = Explained(
            69, "got no answer: no connection to 127.0.0.1:", "check network, firewall",
            again: "later")
        explained.expect(try await night.run("ssl-scan"), of: "ssl-scan")
        explained.expect(try await night.run("ssl-reissue"), of: "ssl-reissue")
        #expect(try await night.holdings().rows == holdings.rows)
        #expect(try await night.rows("SELECT state, version FROM issuance") == ["prepared|1"])
    }
}
