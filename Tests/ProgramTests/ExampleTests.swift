import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `The worked example` {
    private static let today = "2026-04-02T03:17:00Z"

    /// A cell of one subscription in the CSV of a report.
    private func cell(_ column: String, of reference: String, in csv: String) throws -> String {
        let lines = csv.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let place = try #require(lines.first?.firstIndex(of: column))
        return try #require(lines.first { $0.first == reference })[place]
    }

    @Test func `comes out exactly, first as an estimate and then as the CA has it`()
        async throws
    {
        let sandbox = try await RunningSandbox(certificates: 17, clock: "2026-04-02T01:00:00Z")
        let night = try Night(sandbox)
        let known = try sandbox.folder.read("subscriptions.csv").split(whereSeparator: \.isNewline)
        let waiting = try #require(known.first { $0.hasPrefix("S-00017,") }).split(separator: ",")
        let list = try night.folder.write(
            """
            reference,host,names,certificate_id,order_date,years,policy,mail
            example,\(waiting[1]),\(waiting[2]),\(waiting[3]),2026-04-02,5,auto,it@customer.test

            """, to: "list.csv")
        for step in [["ssl-scan"], ["ssl-admin", "subscription", "import", list], ["ssl-scan"]] {
            let program = try night.start(step[0], Array(step.dropFirst()), at: Self.today)
            let outcome = try await program.end()
            #expect(outcome.status == 0, "\(outcome)")
        }
        let source = "SELECT expires_source FROM certificate WHERE number = \(waiting[3])"
        #expect(try await night.value(source) == "estimated")
        try await expectDates(night)
        try await sandbox.post("approve", ["id=\(waiting[3])"])
        #expect(try await night.run("ssl-scan", at: Self.today).status == 0)
        #expect(try await night.value(source) == "observed")
        try await expectDates(night)
    }

    private func expectDates(_ night: Night) async throws {
        let report = try await night.run("ssl-report", "certificates", "--csv", "-", at: Self.today)
        #expect(report.status == 0, "\(report)")
        #expect(try cell("expiration_date", of: "example", in: report.output) == "2026-10-19")
        #expect(try cell("paid_until", of: "example", in: report.output) == "2031-04-02")
    }

    @Test func `has no Paid until after one year's purchase, and covers its last day`()
        async throws
    {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        let end = "SELECT date(ends_on * 86400, 'unixepoch') FROM paid_period"
        let last = try await night.value(end)
        for program in ["ssl-report", "ssl-reissue", "ssl-report"] {
            guard program == "ssl-report" else {
                #expect(try await night.run(program).status == 0)
                continue
            }
            let csv = try await night.run(program, "certificates", "--csv", "-").output
            #expect(try cell("paid_until", of: "S-00001", in: csv) == "")
            let json = try await night.run(program, "certificates", "--json").output
            #expect(json.contains(#""paid_until":null"#), "\(json)")
        }
        let csv = try await night.run("ssl-report", "certificates", "--csv", "-").output
        #expect(try cell("expiration_date", of: "S-00001", in: csv) == last)
        #expect(
            try await night.value(
                "SELECT max(expires_on) = max(ends_on) FROM certificate, paid_period") == "1")
    }
}
