import Foundation
import TestSupport
import Testing

/// What an error must say: what happened, what to do, and whether trying again is safe.
struct Explained: Sendable, CustomTestStringConvertible {
    let status: Int32
    let happened: String
    let remedy: String
    let retry: String

    var testDescription: String { happened }

    init(_ status: Int32, _ happened: String, _ remedy: String, again retry: String) {
        self.status = status
        self.happened = happened
        self.remedy = remedy
        self.retry = retry == "never" ? "once that is done" : retry
    }

    /// Holds an outcome against it.
    func expect(
        _ outcome: Outcome, of program: String, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == status, "\(outcome)", sourceLocation: location)
        #expect(outcome.output == "", sourceLocation: location)
        let line = outcome.errors.split(separator: "\n").first {
            $0.hasPrefix(program + ": ") && $0.contains(happened) && $0.contains(remedy)
                && $0.hasSuffix("(try again: \(retry))")
        }
        #expect(line != nil, "\(outcome.errors) lacks: \(happened)", sourceLocation: location)
    }
}

extension Night {
    /// All that must not be lost: the account, the subscriptions, the work, and the files.
    struct Holdings: Equatable, Sendable {
        let rows: [String]
        let store: [String: Data]
    }

    /// What there is to lose; throws where the ledger is damaged.
    func holdings() async throws -> Holdings {
        let rows = try await rows(
            """
            PRAGMA integrity_check;
            SELECT id, reference, host, names, policy, folder, certificate_id FROM subscription;
            SELECT id, number, subscription_id, status, expires_on, version FROM certificate;
            SELECT subscription_id, starts_on, ends_on, term_end FROM paid_period;
            SELECT id, state, new_number, version FROM issuance WHERE state = 'stored';
            """)
        #expect(rows.first == "ok")
        let store = folder.file("store")
        let isThere = FileManager.default.fileExists(atPath: store)
        return Holdings(rows: rows, store: isThere ? try Snapshot(of: store).files : [:])
    }
}

/// Ways to be refused by the file system, as root and as an ordinary user.
enum Obstacle {
    /// Words before a program that make modes of files hold for root too.
    static let obeyingModes: [String] =
        geteuid() == 0
        ? ["/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []

    /// Whether those words work here.
    static let modesHold = Task {
        obeyingModes.isEmpty ? true : try await succeeds(obeyingModes + ["/bin/true"])
    }

    /// Words before a shell script that give it file systems of its own.
    static let ownMounts = ["/usr/bin/unshare", "-rm", "/bin/sh", "-c"]

    /// Whether a file system can be made that is soon full.
    static let diskFills = Task {
        try await succeeds(ownMounts + ["mount -t tmpfs -o size=64k none /mnt"])
    }

    private static func succeeds(_ words: [String]) async throws -> Bool {
        try await RunningProgram.run(words[0], Array(words.dropFirst())).status == 0
    }
}
