import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The looks before a fallback` {
    private func edits(_ night: Night) async throws -> Int {
        try await night.sandbox.journal().count { $0.command.hasSuffix("editDCVMethod") }
    }

    @Test func `are counted from when the record was to be public`() async throws {
        let zone = PublicZone()
        try await zone.run { resolver in
            let shown = try TemporaryFolder()
            let night = try await Night.fiveYears(
                settings: """
                    Resolver \(resolver)
                    ValidationFallback file
                    Webroot \(shown.path)
                    """, options: ["--no-validation-reuse"])
            zone.follow(night)
            zone.show(at: [1])
            let hook = try night.folder.read("hook")
            try night.folder.write("#!/bin/sh\nexit 3\n", to: "hook", mode: 0o700)
            // Two failures of ours are no looks.
            #expect(try await night.run("ssl-reissue").status == 1)
            let second = try await night.run(
                "ssl-reissue", "--continue", at: "2026-11-20T03:20:00Z")
            #expect(second.status == 1, "\(second)")
            try night.folder.write(hook, to: "hook", mode: 0o700)
            for time in ["03:40", "04:00", "05:00", "06:00", "07:00", "08:00", "09:00"] {
                let look = try await night.run(
                    "ssl-reissue", "--continue", at: "2026-11-20T\(time):00Z")
                #expect(look.status == 0 && look.errors == "", "\(time) \(look)")
                #expect(try await edits(night) == 0, "\(time)")
            }
            let eighth = try await night.run(
                "ssl-reissue", "--continue", at: "2026-11-20T10:00:00Z")
            #expect(eighth.errors.contains("validated by file instead of cname"), "\(eighth)")
            #expect(try await edits(night) == 1)
        }
    }
}
