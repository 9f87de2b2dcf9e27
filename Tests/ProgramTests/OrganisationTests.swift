import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `An organisation behind a subscription` {
    private static let particulars =
        "AdminOrganizationName Quay Demo Ltd\nAdminCountry PT\nAdminCity Porto\n"
        + "AdminStateProvince Porto\nAdminAddress1 1 Quay\nAdminPostalCode 4000\n"
        + "CompanyIncorporationCountry PT\n"

    private func set(_ night: Night, _ reference: String, _ file: String) async throws -> Outcome {
        try await night.run(
            "ssl-admin", "subscription", "set", reference, "--organisation", file)
    }

    @Test func `is set where it was not bought here, and goes with the next request`() async throws
    {
        let night = try await Night(RunningSandbox(certificates: 4))
        try await night.enrol()
        let ev = try await night.value("SELECT reference FROM subscription WHERE validation = 'ev'")
        let dv = try await night.value(
            "SELECT reference FROM subscription WHERE validation = 'dv' LIMIT 1")
        let file = try night.folder.write(Self.particulars, to: "quay")
        let refused = try await night.order(["renew", ev, "--years", "1"] + Night.agreed)
        #expect(
            refused.status == 1
                && refused.errors.contains("ssl-admin subscription set \(ev) --organisation FILE"),
            "\(refused)")
        let needless = try await set(night, dv, file)
        #expect(
            needless.status == 64 && needless.errors.contains("says nothing of an organisation"))
        let short = try night.folder.write("AdminCountry PT\n", to: "short")
        let incomplete = try await set(night, ev, short)
        #expect(
            incomplete.status == 78
                && incomplete.errors.contains("AdminOrganizationName is missing"), "\(incomplete)")

        #expect(try await set(night, ev, file).status == 0)
        let renewed = try await night.order(["renew", ev, "--years", "1"] + Night.agreed)
        #expect(!renewed.errors.contains("organisation"), "\(renewed)")
        let reissue = try await night.run(
            "ssl-reissue", ev, "--force", "--yes", "--reason", "test")
        #expect(reissue.status == 0, "\(reissue)")
        let sent = try #require(try await night.sandbox.unrepeatable().last?.parameters)
        #expect(sent["AdminOrganizationName"] == "Quay Demo Ltd" && sent["AdminCity"] == "Porto")

        #expect(try await set(night, ev, "none").status == 0)
        #expect(
            try await night.value("SELECT count(*) FROM subscription WHERE organisation <> ''")
                == "0")
    }
}
