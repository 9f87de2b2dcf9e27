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

    @Test func `comes out exactly, and a one-year subscription lasts to its last day`() async throws
    {
        let sandbox = try await RunningSandbox(certificates: 17, clock: "2026-04-02T01:00:00Z")
        let night = try Night(sandbox)
        let known = try sandbox.folder.read("subscriptions.csv")
            .split(whereSeparator: \.isNewline).map(String.init)
        let waiting = try #require(known.first { $0.hasPrefix("S-00017,") }).split(separator: ",")
        let list = try night.folder.write(
            """
            reference,host,names,certificate_id,order_date,years,policy,mail
            example,\(waiting[1]),\(waiting[2]),\(waiting[3]),2026-04-02,5,auto,it@customer.test
            one-year,\(known[1].split(separator: ",")[1...3].joined(separator: ",")),\
            2026-03-20,1,auto,

            """, to: "list.csv")
        for step in [["ssl-scan"], ["ssl-admin", "subscription", "import", list], ["ssl-scan"]] {
            let outcome = try await night.start(step[0], Array(step.dropFirst()), at: Self.today)
                .end()
            #expect([0, 1].contains(outcome.status), "\(outcome)")
        }
        let before = try await night.run("ssl-report", "certificates", "--csv", "-", at: Self.today)
        #expect(before.status == 0, "\(before)")
        #expect(try cell("expiration_date", of: "example", in: before.output) == "2026-10-19")
        #expect(try cell("paid_until", of: "example", in: before.output) == "2031-04-02")
        #expect(try cell("paid_until", of: "one-year", in: before.output) == "")
    }
}
