import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A check of the ledger` {
    /// One night with a version in the store, and copies of ledger and store as they were.
    private static let played = Task {
        let night = try await Night.fiveYears()
        #expect(try await night.run("ssl-reissue").status == 0)
        let backup = try await night.run(
            "ssl-admin", "ledger", "backup", night.folder.file("backup"))
        #expect(backup.status == 0, "\(backup)")
        try await shell(night, "cp -a store store.safe")
        return night
    }

    /// The night as it was before any of these tests.
    private func mended() async throws -> Night {
        let night = try await Self.played.value
        try await Self.shell(night, "rm -rf store && cp -a store.safe store")
        try await night.tamper(".restore '\(night.folder.file("backup"))'")
        #expect(try await findings(night) == [])
        return night
    }

    private static func shell(_ night: Night, _ script: String) async throws {
        let done = try await RunningProgram.run(
            "/bin/sh", ["-c", "cd \"$1\" && { \(script); }", "sh", night.folder.path])
        #expect(done.status == 0, "\(done)")
    }

    private func findings(_ night: Night) async throws -> [String] {
        let outcome = try await night.run("ssl-admin", "ledger", "check", "--csv", "-")
        let lines = outcome.output.split(whereSeparator: \.isNewline)
        #expect(lines.first == "finding,reference,host,detail,what_to_do", "\(outcome)")
        #expect(outcome.status == (lines.count > 1 ? 1 : 0), "\(outcome)")
        return lines.dropFirst().map { String($0.prefix { $0 != "," }) }
    }

    @Test(arguments: [
        ("key-missing", "rm 1/privkey.pem"), ("key-missing", "rm -r 1"),
        ("key-mismatch", "echo broken >1/privkey.pem"), ("certificate-missing", "rm 1/cert.pem"),
        ("key-exposed", "chmod 604 1/privkey.pem"), ("not-live", "rm live"),
        ("stray-file", "echo x >1/notes.txt"), ("stray-file", "echo x >1/cert.pem.new"),
        ("unknown-version", "cp -r 1 7"), ("unknown-folder", "cp -r . ../other.test"),
        ("live-unknown", "cp -r 1 7; ln -sfn 7 live"),
    ])
    func `finds what is wrong in the store`(_ finding: String, _ script: String) async throws {
        let night = try await mended()
        try await Self.shell(night, "cd \(try await night.lineage()); \(script)")
        let found = try await findings(night)
        #expect(found.contains(finding), "\(found)")
    }

    @Test(arguments: [
        (
            "periods-overlap",
            """
            INSERT INTO paid_period (subscription_id, starts_on, ends_on, years, term_end,
                term_source) SELECT subscription_id, starts_on + 9, ends_on + 9, 1, ends_on + 9,
                'ordered' FROM paid_period
            """
        ),
        ("no-current-certificate", "UPDATE subscription SET certificate_id = NULL"),
        ("passed-over", "UPDATE subscription SET watch_on = watch_on + 90"),
        ("broken-reference", "UPDATE certificate SET paid_period_id = 4711 WHERE version = 1"),
        ("other-key", "UPDATE certificate SET key_hash = 'ab' WHERE version = 1"),
        ("other-certificate", "UPDATE certificate SET fingerprint = 'ab' WHERE version = 1"),
        (
            "issuance-without-certificate",
            """
            INSERT INTO issuance (subscription_id, action, old_number, state, method, planned_at)
            SELECT id, 'reissue', 4711, 'planned', 'cname', 0 FROM subscription
            """
        ),
    ])
    func `finds what contradicts itself`(_ finding: String, _ statement: String) async throws {
        let night = try await mended()
        try await night.tamper(statement)
        let found = try await findings(night)
        #expect(found.contains(finding), "\(found)")
    }
}
