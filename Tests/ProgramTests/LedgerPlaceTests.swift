import Foundation
import TestSupport
import Testing

/// Where the care of the ledger writes, and what it says of what was there.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A copy of the ledger` {
    private static let later = "2026-11-20T05:00:00Z"
    private static let shared = Task { try await Night.fiveYears() }

    private func admin(_ night: Night, _ words: String...) async throws -> Outcome {
        try await night.start("ssl-admin", ["ledger"] + words, at: Self.later).end()
    }

    @Test(arguments: [
        ("backup", "nowhere/", "there is no such folder"),
        ("backup", "nowhere/ledger.sqlite", "there is no folder "),
        ("backup", "", "there is no "), ("export", "nowhere/deep", "there is no folder "),
        ("export", "hook/tables", "there is no folder "),
    ])
    func `is not made where nobody has a folder for it`(
        command: String, place: String, text: String
    ) async throws {
        let night = try await Self.shared.value
        let path = place.isEmpty ? "" : night.folder.file(place)
        let outcome = try await admin(night, command, path)
        #expect(outcome.status == 73 && outcome.errors.contains(text), "\(outcome)")
        #expect(try !night.folder.names().contains { $0.hasPrefix("nowhere") })
    }

    @Test func `as tables is its owner's alone`() async throws {
        let night = try await Self.shared.value
        let outcome = try await admin(night, "export", night.folder.file("tables"))
        #expect(outcome.status == 0, "\(outcome)")
        let names = try night.folder.names(in: "tables")
        #expect(names.count > 15)
        for name in names {
            let path = night.folder.file("tables/" + name)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600, "\(name)")
        }
    }

    @Test func `says how old it is, and what to run after it`() async throws {
        let night = try await Night.fiveYears()
        let backup = night.folder.file("backup.sqlite")
        #expect(try await admin(night, "backup", backup).status == 0)
        let same = try await admin(night, "restore", backup, "--yes")
        #expect(same.status == 0, "\(same)")
        #expect(same.errors.contains("nothing in the ledger before is newer"), "\(same)")
        #expect(try await night.run("ssl-reissue", at: "2026-11-20T04:00:00Z").status == 0)
        let newest = try await night.value("SELECT max(at) FROM event")
        let date = Date(timeIntervalSince1970: try #require(Double(newest)))
        let restored = try await night.start(
            "ssl-admin", ["ledger", "restore", backup, "--yes"], at: "2026-11-20T06:00:00Z"
        ).end()
        let words =
            "the ledger before went on to \(date.formatted(.iso8601)): what came between is not"
        #expect(restored.errors.contains(words), "\(restored)")
        for next in ["run ssl-scan next", "ssl-order status", "list --not-enrolled"] {
            #expect(restored.errors.contains(next), "\(restored)")
        }
    }
}
