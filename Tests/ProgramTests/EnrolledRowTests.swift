import TestSupport
import Testing

/// What a scan holds the subscriptions against.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A row that was enrolled` {
    @Test func `with other names than its certificate is told once, until they agree`()
        async throws
    {
        let night = try await Night.fiveYears()
        let host = try await night.value("SELECT host FROM subscription")
        let causes = "SELECT cause, closed_at IS NULL FROM task WHERE cause LIKE 'names %'"
        #expect(try await night.rows(causes) == [])
        try await read(night, names: "\(host) other.\(host)")
        let told = try await night.run("ssl-scan")
        #expect(told.errors.contains("lacks other.\(host)"), "\(told)")
        #expect(told.errors.contains("--force --reason names"), "\(told)")
        #expect(try await night.rows(causes) == ["names 1|1"])
        try await read(night, names: "\(host) other.\(host)")
        #expect(try await !night.run("ssl-scan").errors.contains("lacks"))
        func set(_ names: String) async throws -> Outcome {
            try await night.run("ssl-admin", "subscription", "set", "S-00007", "--names", names)
        }
        let more = try await set("\(host) b.\(host) c.\(host)")
        #expect(more.status == 1 && more.errors.contains("ssl-order add-names"), "\(more)")
        #expect(try await set("b.\(host)").status == 64, "the host stays")
        let corrected = try await set(host)
        #expect(corrected.status == 0 && corrected.errors == "", "\(corrected)")
        #expect(try await night.value("SELECT names FROM subscription") == host)
        #expect(try await !night.run("ssl-scan").errors.contains("lacks"))
        #expect(try await night.rows(causes) == ["names 1|0"])
    }

    /// Gives the subscription these names, and lets the next scan read its certificate.
    private func read(_ night: Night, names: String) async throws {
        try await night.change(
            "UPDATE subscription SET names = '\(names)';"
                + " UPDATE certificate SET needs_details = 1 WHERE subscription_id IS NOT NULL")
    }

    @Test func `has the level that the settings give its product`() async throws {
        let night = try await Night.fiveYears()
        let level = "SELECT validation FROM subscription"
        #expect(try await night.value(level) == "dv")
        let product = try await night.value("SELECT product FROM subscription")
        let settings = try night.folder.read("ssl-ledger.conf")
        try night.folder.write(
            settings + "Product ov single 1 1-5 - \(product)\n", to: "ssl-ledger.conf")
        #expect([0, 1].contains(try await night.run("ssl-scan").status))
        #expect(try await night.value(level) == "ov")

        let other = try await Night.fiveYears(settings: "Product ev single 1 1-5 - \(product)")
        #expect(try await other.value(level) == "ev")
    }
}
