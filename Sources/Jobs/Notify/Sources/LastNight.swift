import CertificateLedger
import Foundation
import Notices
import Settings
import Subscriptions
import Wording

/// What the programs did since the last digest that was sent, for the administrator, once a date.
enum LastNight: NoticeSource {
    static var kinds: [NoticeKind] { [.night] }
    static var isOfSubscriptions: Bool { false }

    /// Seconds that a digest reaches back at most where those before it were not sent.
    private static let mostSeconds: Int64 = 14 * 86_400

    static func candidates(_ basis: NoticeBasis) throws -> [NoticeCandidate] {
        let since = try since(basis)
        let runs = try basis.ledger.runs(since: since).filter {
            $0.program != "ssl-notify" || $0.finishedAt != nil
        }
        guard !basis.settings.administrators.isEmpty, !runs.isEmpty else { return [] }
        // Nightly runs are a little more or less than a day apart.
        let hasDates = since < basis.now + -108_000
        return [
            NoticeCandidate(
                kind: .night, topic: "night \(basis.today)", audience: .administrator,
                rows: NoticeRows(), about: "\(basis.today)", module: "",
                why: "\(runs.count.counted("run")) since \(since)",
                facts: [
                    .date: text(basis.today), .machine: .text(ProcessInfo.processInfo.hostName),
                    .since: .text("\(minute(since)) UTC"),
                    .runs: .rows(runs.map { row($0, hasDates: hasDates) }),
                    .failures: .rows(
                        try basis.ledger.failures(since: since).map(failure) + undeployed(basis)),
                    .notDone: .rows(try basis.ledger.leftUndone(since: since).map(notDone)),
                    .tasks: .rows(try tasks(basis)),
                ])
        ]
    }

    /// From the run that sent the last digest on, that run included: it was not over then.
    private static func since(_ basis: NoticeBasis) throws(LedgerError) -> Timestamp {
        let told = try basis.ledger.nightToldUntil() ?? basis.now + -86_400
        return min(max(told, basis.now + -mostSeconds), basis.now)
    }

    /// `2026-11-20 03:17`.
    private static func minute(_ moment: Timestamp) -> String {
        String("\(moment)".prefix(16)).replacing("T", with: " ")
    }

    private static func row(_ run: RunLine, hasDates: Bool) -> [String: NoticeValue] {
        let began = minute(run.startedAt)
        let minutes = run.finishedAt.map { ($0 - run.startedAt + 59) / 60 }
        return [
            "program": .text(run.program),
            "startedAt": .text(hasDates ? began : String(began.suffix(5))),
            "duration": .text(minutes.map { "\(max(1, $0)) min" } ?? ""),
            "status": .text(run.exitCode.map(String.init) ?? "cut off"),
            "considered": .number(run.considered), "acted": .number(run.acted),
            "skipped": .number(run.skipped), "failed": .number(run.failed),
        ]
    }

    private static func failure(_ line: OutcomeLine) -> [String: NoticeValue] {
        [
            "program": .text(line.program), "reference": .text(line.reference),
            "host": .text(line.host),
            "happened": .text(line.detail.isEmpty ? line.outcome : line.detail),
        ]
    }

    /// What is not deployed although it was tried: no outcome of a run is about it.
    private static func undeployed(
        _ basis: NoticeBasis
    ) throws(LedgerError) -> [[String: NoticeValue]] {
        try basis.ledger.pendingDeployments().filter { !$0.error.isEmpty }.map { deployment in
            [
                "program": .text("ssl-reissue"), "reference": .text(deployment.reference),
                "host": .text(deployment.host),
                "happened": .text(
                    "certificate \(deployment.number) is not deployed: \(deployment.error)"),
            ]
        }
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
