import CertificateLedger
import Foundation
import Notices
import Settings
import Subscriptions
import Wording

/// What the programs of the last day did, for the administrator, once a date.
enum LastNight: NoticeSource {
    static var kinds: [NoticeKind] { [.night] }
    static var isOfSubscriptions: Bool { false }

    /// Reasons for which something that was due is left.
    private static let left: Set = [
        Reason.limitReached.rawValue, Reason.budgetReached.rawValue, Reason.moduleFailed.rawValue,
    ]

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let since = basis.now + -86_400
        let runs = try basis.ledger.runs(since: since).filter {
            $0.program != "ssl-notify" || $0.finishedAt != nil
        }
        guard !basis.settings.administrators.isEmpty, !runs.isEmpty else { return [] }
        let outcomes = try basis.ledger.outcomes(since: since)
        let failures = outcomes.filter {
            $0.isOfFailure && !$0.detail.isEmpty && !left.contains($0.outcome)
        }
        return [
            NoticeCandidate(
                kind: .night, topic: "night \(basis.today)", audience: .administrator,
                rows: NoticeRows(), about: "\(basis.today)", module: "",
                why: "\(runs.count.counted("run")) in the last day",
                facts: [
                    .date: text(basis.today), .machine: .text(ProcessInfo.processInfo.hostName),
                    .runs: .rows(runs.map(row)), .failures: .rows(failures.map(failure)),
                    .notDone: .rows(outcomes.filter { left.contains($0.outcome) }.map(notDone)),
                    .tasks: .rows(try tasks(basis)),
                ])
        ]
    }

    private static func row(_ run: RunLine) -> [String: NoticeValue] {
        let clock = "\(run.startedAt)".dropFirst(11).prefix(5)
        let minutes = run.finishedAt.map { ($0 - run.startedAt + 59) / 60 }
        return [
            "program": .text(run.program), "startedAt": .text(String(clock)),
            "duration": .text(minutes.map { "\(max(1, $0)) min" } ?? ""),
            "status": .text(run.exitCode.map(String.init) ?? "cut off"),
            "considered": .number(run.considered), "acted": .number(run.acted),
            "skipped": .number(run.skipped), "failed": .number(run.failed),
        ]
    }

    private static func failure(_ line: OutcomeLine) -> [String: NoticeValue] {
        [
            "program": .text(line.program), "reference": .text(line.reference),
            "host": .text(line.host), "happened": .text(line.detail),
        ]
    }

    private static func notDone(_ line: OutcomeLine) -> [String: NoticeValue] {
        [
            "reference": .text(line.reference), "host": .text(line.host),
            "expirationDate": text(line.expiresOn), "why": .text(line.outcome),
        ]
    }

    private static func tasks(_ basis: NoticeBasis) throws -> [[String: NoticeValue]] {
        try basis.ledger.openTasks().map { task in
            [
                "task": .number(Int(task.id)), "cause": .text(task.cause),
                "reference": .text(task.reference ?? ""), "host": .text(task.host ?? ""),
                "happened": .text(task.text), "openedOn": text(task.openedAt.day),
            ]
        }
    }
}
