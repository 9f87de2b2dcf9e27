import GRDB
package import Subscriptions

/// What makes a notice the same notice: it is sent once.
package struct NoticeKey: Sendable, Equatable {
    /// The row of the subscription.
    package let subscription: Int64
    /// The row of the certificate it is about.
    package let certificate: Int64
    /// The kind, in the words of the templates.
    package let kind: String
    /// The threshold in days that it stands for.
    package let threshold: Int
    /// The address.
    package let recipient: String

    /// The key of one notice.
    package init(
        subscription: Int64, certificate: Int64, kind: String, threshold: Int, recipient: String
    ) {
        self.subscription = subscription
        self.certificate = certificate
        self.kind = kind
        self.threshold = threshold
        self.recipient = recipient
    }

    fileprivate var arguments: StatementArguments {
        [
            "subscription": subscription, "certificate": certificate, "kind": kind,
            "threshold": threshold, "recipient": recipient,
        ]
    }
}

/// How far a notice has come.
package struct NoticeRecord: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// `claimed`, `sent` or `failed`.
    package let state: String
    /// The stable Message-ID.
    package let messageID: String
    /// Attempts so far.
    package let attempts: Int
    /// Before this moment it is left alone.
    package let nextAttemptAt: Timestamp?
}

extension Ledger {
    /// What is recorded about a notice.
    package func notice(_ key: NoticeKey) throws(LedgerError) -> NoticeRecord? {
        try read { database in
            try database.row(.noticeFind, key.arguments).map(NoticeRecord.init)
        }
    }

    /// Claims a notice before it goes out, or returns the one claimed earlier.
    package func claim(
        _ key: NoticeKey, messageID: String, channel: String, at now: Timestamp
    ) throws(LedgerError) -> NoticeRecord {
        try write { database in
            _ = try database.number(  // Nothing comes back where it was claimed before.
                .noticeClaim,
                key.arguments + [
                    "message_id": messageID, "channel": channel, "now": now.seconds,
                ])
            guard let row = try database.row(.noticeFind, key.arguments) else {
                throw LedgerError.refused(text: "notice of \(key.kind)")
            }
            return NoticeRecord(row)
        }
    }

    /// A notice was handed over.
    package func sent(_ notice: NoticeRecord, at now: Timestamp) throws(LedgerError) {
        try write { try $0.run(.noticeSent, ["notice": notice.id, "now": now.seconds]) }
    }

    /// A notice could not be handed over; it is tried again at `next`, or never.
    package func failed(
        _ notice: NoticeRecord, error: String, next: Timestamp?
    ) throws(LedgerError) {
        try write {
            try $0.run(
                .noticeFailed,
                [
                    "notice": notice.id, "state": next == nil ? "failed" : "claimed",
                    "next": next?.seconds, "error": error,
                ])
        }
    }
}

extension NoticeRecord {
    fileprivate init(_ row: Row) {
        id = row["id"]
        state = row["state"]
        messageID = row["message_id"]
        attempts = row["attempts"]
        nextAttemptAt = row.moment("next_attempt_at")
    }
}
