import GRDB
package import Subscriptions

/// What makes a notice the same notice: it is sent once.
package struct NoticeKey: Sendable, Hashable {
    /// The kind, in the words of the templates.
    package let kind: String
    /// What it is about, such as `certificate 12`.
    package let topic: String
    /// The threshold in days that it stands for.
    package let threshold: Int
    /// The address.
    package let recipient: String

    /// The key of one notice.
    package init(kind: String, topic: String, threshold: Int, recipient: String) {
        self.kind = kind
        self.topic = topic
        self.threshold = threshold
        self.recipient = recipient
    }
}

/// The rows of the ledger that a notice is about.
package struct NoticeRows: Sendable, Hashable {
    /// The row of the subscription.
    package var subscription: Int64?
    /// The row of the certificate.
    package var certificate: Int64?
    /// The row of the module.
    package var module: Int64?

    /// Rows of these numbers.
    package init(
        subscription: Int64? = nil, certificate: Int64? = nil, module: Int64? = nil
    ) {
        self.subscription = subscription
        self.certificate = certificate
        self.module = module
    }
}

/// A notice that is to go out.
package struct NoticeClaim: Sendable, Equatable {
    /// What makes it the same notice.
    package let key: NoticeKey
    /// `customer`, `department` or `administrator`.
    package let audience: String
    /// What it is about.
    package let rows: NoticeRows
    /// The stable Message-ID.
    package let messageID: String

    /// A claim of one notice.
    package init(key: NoticeKey, audience: String, rows: NoticeRows, messageID: String) {
        self.key = key
        self.audience = audience
        self.rows = rows
        self.messageID = messageID
    }
}

/// How far a notice has come.
package struct NoticeRecord: Sendable, Equatable {
    /// How far.
    package enum State: String, Sendable {
        /// It is to go out.
        case claimed
        /// It was handed over.
        case sent
        /// It could not be handed over and is not tried again.
        case failed
        /// It was handed over twice, and nobody knows whether it arrived.
        case unknown
        /// A more urgent one went instead, or its cause is gone.
        case overtaken
    }

    /// The row of the ledger.
    package let id: Int64
    /// What makes it the same notice.
    package let key: NoticeKey
    /// `customer`, `department` or `administrator`.
    package let audience: String
    /// What it is about.
    package let rows: NoticeRows
    /// How far it has come.
    package let state: State
    /// The stable Message-ID.
    package let messageID: String
    /// Attempts so far.
    package let attempts: Int
    /// How often it was handed over and nobody knows how that ended.
    package let doubts: Int
    /// When it was taken up.
    package let claimedAt: Timestamp
    /// When it was handed over without an answer so far.
    package let handingAt: Timestamp?
    /// When it was sent.
    package let sentAt: Timestamp?
    /// Before this moment it is left alone.
    package let nextAttemptAt: Timestamp?
    /// Whether nothing took it when it was to leave last: the channel failed, not the message.
    package let wasBlocked: Bool

    /// Whether it may have arrived without anybody knowing.
    package var isDoubtful: Bool { handingAt != nil || doubts > 0 }
    /// Whether it was handed over twice, each time without an answer: it never is again.
    package var isLost: Bool { handingAt != nil && doubts > 0 }
}

extension Ledger {
    /// What was said about a topic, at whatever threshold and to whomever.
    package func notices(kind: String, topic: String) throws(LedgerError) -> [NoticeRecord] {
        try read { database in
            try database.rows(.noticeOf, ["kind": kind, "topic": topic]).compactMap(
                NoticeRecord.init)
        }
    }

    /// Notices that are to go out, the oldest first.
    package func openNotices() throws(LedgerError) -> [NoticeRecord] {
        try read { try $0.rows(.noticeOpen).compactMap(NoticeRecord.init) }
    }

    /// Takes notices up before they go out, and those they overtake; all or none.
    package func claim(
        _ claims: [NoticeClaim], overtaking overtaken: [NoticeClaim], at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            for (list, state) in [(claims, "claimed"), (overtaken, "overtaken")] {
                for claim in list {
                    _ = try database.number(  // Nothing comes back where it is known.
                        .noticeClaim, claim.arguments(state: state, at: now))
                }
            }
        }
    }

    /// Notices that have not gone out are needed no more.
    package func overtake(_ notices: [Int64], because reason: String) throws(LedgerError) {
        try write { database in
            for notice in notices {
                try database.run(.noticeOvertake, ["notice": notice, "reason": reason])
            }
        }
    }

    /// How many messages an address got since a moment.
    package func messagesReceived(
        by recipient: String, since: Timestamp
    ) throws(LedgerError) -> Int {
        try read {
            try $0.number(
                .noticeReceived, ["recipient": recipient, "since": since.seconds]) ?? 0
        }
    }

    /// The coming of a certificate is old news.
    package func announced(_ rows: NoticeRows) throws(LedgerError) {
        try write {
            try $0.run(
                .subscriptionAnnounced,
                ["subscription": rows.subscription, "certificate": rows.certificate])
        }
    }
}

extension NoticeClaim {
    fileprivate func arguments(state: String, at now: Timestamp) -> StatementArguments {
        [
            "kind": key.kind, "topic": key.topic, "threshold": key.threshold,
            "recipient": key.recipient, "audience": audience, "subscription": rows.subscription,
            "certificate": rows.certificate, "module": rows.module, "message_id": messageID,
            "state": state, "now": now.seconds,
        ]
    }
}

extension NoticeRecord {
    fileprivate init?(_ row: Row) {
        guard let state = State(rawValue: row["state"]) else { return nil }
        self.state = state
        id = row["id"]
        key = NoticeKey(
            kind: row["kind"], topic: row["topic"], threshold: row["threshold"],
            recipient: row["recipient"])
        audience = row["audience"]
        rows = NoticeRows(
            subscription: row["subscription_id"], certificate: row["certificate_id"],
            module: row["module_id"])
        messageID = row["message_id"]
        attempts = row["attempts"]
        doubts = row["doubts"]
        claimedAt = Timestamp(seconds: row["claimed_at"])
        handingAt = row.moment("handing_at")
        sentAt = row.moment("sent_at")
        nextAttemptAt = row.moment("next_attempt_at")
        // The name of the channel is taken back from what it did not take.
        wasBlocked =
            state == .claimed && (row["channel"] as String).isEmpty
            && !(row["error"] as String).isEmpty
    }
}
