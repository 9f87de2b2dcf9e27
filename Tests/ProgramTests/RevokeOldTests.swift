import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `A superseded certificate` {
    /// The CertificateIDs that the CA was asked to revoke.
    private func revoked(_ night: Night) async throws -> [String] {
        try await night.sandbox.journal()
            .filter { $0.command.hasSuffix("revokecertificate") }.map(\.certificate).sorted()
    }

    @Test(.enabled(if: TLSServer.hasNginx, "nginx is not installed"))
    func `is revoked only once every host serves the new one`() async throws {
        let place = try TemporaryFolder()
        let server = try await TLSServer.nginx(serving: place.file("current"), in: place)
        defer { server.end() }
        let night = try await ServedNight(port: server.port, in: place).night
        let old = try await night.rows(
            "SELECT number FROM certificate WHERE id IN (SELECT certificate_id FROM subscription)"
                + " ORDER BY 1")
        let first = try await night.run("ssl-reissue", "--revoke-old", "--yes", "-v")
        #expect(first.status == 0, "\(first)")
        #expect(old.count == 3)
        #expect(try await revoked(night) == old)
        let kept = "SELECT number FROM certificate WHERE revoked_at IS NOT NULL ORDER BY 1"
        #expect(try await night.rows(kept) == old)
        let again = try await night.run("ssl-reissue", "*", "--revoke-old", "--yes")
        #expect(again.status == 0 && again.errors == "", "\(again)")
        #expect(try await revoked(night) == old)

        // The hook leaves the earlier certificate where the web server finds it.
        try place.write("", to: "lazy")
        let lazy = try await night.run(
            "ssl-reissue", "S-00003", "--force", "--reason", "test", "--revoke-old", "--yes", "-v")
        #expect(
            lazy.output.contains("is not revoked: not every target was seen serving"), "\(lazy)")
        #expect(try await revoked(night) == old)
    }
}
