import Foundation
import TestSupport

/// A mail of the outbox, as far as the tests read it.
struct OutboxMail: Sendable {
    /// The kind, from the Message-ID.
    let kind: String
    let recipient: String
    /// All of it, soft line breaks undone and `=3D` and its like still there.
    let text: String

    init(_ raw: String, name: String) {
        kind = String(name.prefix { $0 != "." })
        text = raw.replacingOccurrences(of: "=\r\n", with: "")
        recipient =
            text.split(separator: "\r\n").first { $0.hasPrefix("To: ") }
            .map { String($0.dropFirst(4)) } ?? ""
    }
}

extension Night {
    /// Every mail of the outbox, by name.
    func mails() throws -> [OutboxMail] {
        guard FileManager.default.fileExists(atPath: folder.file("outbox")) else { return [] }
        return try folder.names(in: "outbox").sorted().map {
            OutboxMail(try folder.read("outbox/\($0)"), name: $0)
        }
    }

    /// Changes the ledger as no program does, to bring about what would take years.
    func alter(_ statements: String) async throws {
        let outcome = try await RunningProgram.run(
            "/usr/bin/sqlite3", [folder.file("ledger.sqlite"), statements])
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
    }

    /// Every subscription of the sandbox's list, with policy manual.
    func enrolManual() async throws {
        let list = try sandbox.folder.read("subscriptions.csv")
            .replacingOccurrences(of: ",auto,", with: ",manual,")
        try await enrol(folder.write(list, to: "list.csv"))
    }
}
