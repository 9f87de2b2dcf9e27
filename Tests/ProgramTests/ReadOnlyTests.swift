import Foundation
import TestSupport
import Testing

@Suite(
    .timeLimit(.minutes(2)),
    .enabled("this user can make a file system") { try await Obstacle.diskFills.value })
struct `A read-only file system` {
    /// Runs ssl-reissue where a place of the night is a file system of its own.
    private func reissue(_ night: Night, place: String, options: String) async throws -> Outcome {
        let script = """
            mount --bind "$1" "$1" && mount -o "remount,bind,$2" "$1" || exit 99
            exec "$3"
            """
        return try await RunningProgram.run(
            Obstacle.ownMounts[0],
            Array(Obstacle.ownMounts.dropFirst())
                + [
                    script, "sh", night.folder.file(place), options,
                    Built.path(of: "ssl-reissue"),
                ],
            environment: night.environment())
    }

    /// The need is met by the next run, once.
    private func expectRecovers(_ night: Night) async throws {
        let next = try await night.run("ssl-reissue", at: "2026-11-20T05:00:00Z")
        #expect(next.status == 0, "\(next)")
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.sandbox.unrepeatable().map(\.outcome) == ["OK"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }

    @Test(arguments: [
        (place: "store", words: "is on a read-only file system", remedy: "mount it writable"),
        (
            place: "logs", words: "logs/pmnamecheap.log cannot be written (Read-only file system)",
            remedy: "check that the folder exists, is writable"
        ),
        (
            place: "", words: "ssl-reissue.lock cannot be written (Read-only file system)",
            remedy: "check that the folder exists, is writable"
        ),
    ])
    func `is 73 before anything is asked of the CA`(
        _ use: (place: String, words: String, remedy: String)
    ) async throws {
        let night = try await Night.fiveYears()
        try FileManager.default.createDirectory(
            atPath: night.folder.file("store"), withIntermediateDirectories: false)
        let calls = try await night.sandbox.journal().count
        let holdings = try await night.holdings()
        let outcome = try await reissue(night, place: use.place, options: "ro")
        Explained(73, use.words, use.remedy, again: "later").expect(outcome, of: "ssl-reissue")
        #expect(try await night.sandbox.journal().count == calls)
        #expect(try await night.holdings() == holdings)
        try await expectRecovers(night)
    }

    @Test
    func `that the store becomes after the request is 73, and the next run stores the answer`()
        async throws
    {
        let night = try await Night.fiveYears()
        let store = night.folder.file("store")
        try FileManager.default.createDirectory(
            atPath: store, withIntermediateDirectories: false)
        let hook = try night.folder.read("hook")
        try night.folder.write(
            hook.replacingOccurrences(
                of: "#!/bin/sh\n",
                with: "#!/bin/sh\n[ \"$1\" = publish ] && mount -o remount,bind,ro '\(store)'\n"),
            to: "hook", mode: 0o700)
        let outcome = try await reissue(night, place: "store", options: "rw")
        Explained(73, "is on a read-only file system", "mount it writable", again: "later")
            .expect(outcome, of: "ssl-reissue")
        #expect(try await night.sandbox.unrepeatable().count == 1)
        let lineage = try await night.lineage()
        #expect(try night.folder.names(in: lineage + "/1") == ["privkey.pem", "request.csr"])
        try night.folder.write(hook, to: "hook", mode: 0o700)
        try await expectRecovers(night)
    }
}
