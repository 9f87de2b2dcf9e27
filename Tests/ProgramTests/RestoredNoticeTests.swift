import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A restored ledger` {
    private func admin(_ night: Night, _ words: String...) async throws -> Outcome {
        try await night.start("ssl-admin", ["ledger"] + words).end()
    }

    @Test func `tells nobody again what was told since its back-up`() async throws {
        let night = try await Night(RunningSandbox(certificates: 25))
        try await night.enrolManual()
        let backup = night.folder.file("backup")
        #expect(try await admin(night, "backup", backup).status == 0)
        _ = try await night.run("ssl-notify")
        let mails = try night.mails()
        #expect(mails.count > 5)
        let restored = try await admin(night, "restore", backup, "--yes")
        #expect(restored.status == 0, "\(restored)")
        #expect(
            restored.errors.contains("stays told (\(mails.count) notices)"),
            "\(restored)")
        try FileManager.default.removeItem(atPath: night.folder.file("outbox"))
        _ = try await night.run("ssl-notify")
        #expect(try night.mails().isEmpty)
        // What comes later is told: the ledger knows these only.
        _ = try await night.run("ssl-notify", at: "2026-12-24T04:00:00Z")
        #expect(try !night.mails().isEmpty)
    }

    @Test func `says so where the ledger before cannot be read`() async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrolManual()
        let backup = night.folder.file("backup")
        #expect(try await admin(night, "backup", backup).status == 0)
        try night.folder.write("damaged", to: "ledger.sqlite")
        let restored = try await admin(night, "restore", backup, "--yes")
        #expect(restored.status == 0, "\(restored)")
        #expect(restored.errors.contains("what was told since cannot be read"), "\(restored)")
    }
}
