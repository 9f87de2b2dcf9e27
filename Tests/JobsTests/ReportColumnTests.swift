import CertificateLedger
import Reports
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

@Suite struct `The columns of the reports` {
    @Test func `of certificates are a promise`() {
        #expect(
            CertificatesReport.columns.map(\.name) == [
                "reference", "host", "names", "product", "validation", "module",
                "certificate_id", "order_id", "status", "issued_on", "expiration_date",
                "days_left", "paid_until", "policy", "policy_from", "window",
                "effective_window", "reason", "reason_until", "key", "last_seen", "served",
                "deployed", "served_look",
            ])
    }

    @Test func `of what is due are a promise`() {
        #expect(
            DecisionOutput.columns.map(\.name) == [
                "reference", "host", "module", "certificate_id", "expiration_date", "days_left",
                "policy", "policy_from", "window", "effective_window", "urgent", "outcome",
                "until", "detail",
            ])
    }

    @Test func `of notices that are told are those of every program, and more`() {
        #expect(
            NoticeOutput.columns.map(\.name) == DecisionOutput.columns.map(\.name) + [
                "kind", "threshold", "recipient", "subject", "why",
            ])
    }

    @Test(arguments: [
        (
            LedgerReport.reissues,
            [
                "reference", "host", "module", "action", "state", "old_certificate_id",
                "certificate_id", "method", "planned_at", "submitted_at", "finished_at",
                "expiration_date", "attempts", "next_attempt_at", "waits_for", "error",
            ]
        ),
        (
            .runs,
            [
                "run", "program", "started_at", "finished_at", "subscriptions", "not_selected",
                "considered", "acted", "skipped", "failed", "not_enrolled", "exit_code",
            ]
        ),
        (
            .notices,
            [
                "reference", "host", "kind", "threshold", "recipient", "certificate_id", "state",
                "channel", "claimed_at", "sent_at", "attempts", "message_id", "error", "topic",
                "audience", "module", "handing_at", "next_attempt_at", "receipt",
            ]
        ),
        (
            .tasks,
            [
                "task", "module", "reference", "host", "text", "opened_at", "closed_at",
                "taken_by", "taken_at", "closed_by",
            ]
        ),
        (.calls, ["module", "day", "command", "calls", "ok", "failed", "unknown"]),
    ])
    func `of the others are a promise`(report: LedgerReport, columns: [String]) throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger(path: folder.file("ledger.sqlite"), access: .readWrite)
        #expect(try ledger.columns(of: report) == columns)
    }
}
