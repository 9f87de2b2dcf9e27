import GRDB
package import Subscriptions

/// A certificate in force that nobody was told about.
package struct NewCertificate: Sendable, Equatable {
    /// The row of the subscription.
    package let subscription: Int64
    /// The row of the certificate.
    package let certificate: Int64
    /// The day it was issued.
    package let issuedOn: Day
}

/// The last paid period of a subscription.
package struct LastPeriod: Sendable, Equatable {
    /// The row of the period.
    package let id: Int64
    /// The row of the subscription.
    package let subscription: Int64
    /// Its end.
    package let endsOn: Day
    /// The day on which certificates of its order are cut.
    package let termEnd: Day
    /// Whether its order waits to be activated.
    package let isWaiting: Bool
}

/// What was seen at a place where a certificate is not served.
package struct ShownCertificate: Sendable, Equatable {
    /// Whom was asked.
    package let target: String
    /// `old`, `other` or `unreachable`.
    package let state: String
    /// The day the earlier certificate ends that it shows; nil where that is none of ours.
    package let expiresOn: Day?
    /// The moment it ends.
    package let notAfter: Timestamp?
    /// When it was looked at.
    package let lookedAt: Timestamp
}

/// An open task as a notice tells it.
package struct OpenTask: Sendable, Equatable {
    /// The row of the task.
    package let id: Int64
    /// What makes it the same task.
    package let cause: String
    /// What it says.
    package let text: String
    /// When it was opened.
    package let openedAt: Timestamp
    /// The row of its module.
    package let module: Int64?
    /// The name of its module.
    package let moduleName: String?
    /// The row of its subscription.
    package let subscription: Int64?
}

/// A run as the digest of a night tells it.
package struct RunLine: Sendable, Equatable {
    /// The row of the run.
    package let id: Int64
    /// The program.
    package let program: String
    /// When it began.
    package let startedAt: Timestamp
    /// When it ended, if it did.
    package let finishedAt: Timestamp?
    /// Subscriptions looked at one by one.
    package let considered: Int
    /// Those for which something was begun.
    package let acted: Int
    /// Those for which nothing was begun.
    package let skipped: Int
    /// Things that failed.
    package let failed: Int
    /// The status it ended with.
    package let exitCode: Int?
}

/// What a run says of one subscription, as the digest of a night tells it.
package struct OutcomeLine: Sendable, Equatable {
    /// The program.
    package let program: String
    /// The seller's own service number.
    package let reference: String
    /// The host.
    package let host: String
    /// An action, or the reason for none.
    package let outcome: String
    /// What is worth saying beside it.
    package let detail: String
    /// The day the current certificate ends.
    package let expiresOn: Day?
}

/// What hangs on a module.
package struct ModuleDependents: Sendable, Equatable {
    /// How many subscriptions.
    package let count: Int
    /// The first Expiration date among them.
    package let firstExpiration: Day?
    /// The balance in minor units, where it was read.
    package let balance: Int?
    /// The balance's currency.
    package let currency: String?
}

// What there may be to tell, each by an index.
extension Ledger {
    /// Certificates in force that nobody was told about, the first to end first.
    package func newCertificates() throws(LedgerError) -> [NewCertificate] {
        try read { database in
            try database.rows(.noticeNews).map {
                NewCertificate(
                    subscription: $0["id"], certificate: $0["certificate_id"],
                    issuedOn: Day(number: $0["issued_on"]))
            }
        }
    }

    /// Last paid periods that end from the first to the last day.
    package func lastPeriods(from first: Day, to last: Day) throws(LedgerError) -> [LastPeriod] {
        try read { database in
            try database.rows(.noticePeriod, ["first": first.number, "last": last.number]).map {
                LastPeriod(
                    id: $0["id"], subscription: $0["subscription_id"],
                    endsOn: Day(number: $0["ends_on"]), termEnd: Day(number: $0["term_end"]),
                    isWaiting: $0["is_waiting"])
            }
        }
    }

    /// Subscriptions with a host that shows another certificate than the current one.
    package func subscriptionsShownWrong() throws(LedgerError) -> [Int64] {
        try read { try $0.rows(.noticeWrong).map { $0["id"] } }
    }

    /// What is seen wherever a certificate is not served.
    package func shown(insteadOf certificate: Int64) throws(LedgerError) -> [ShownCertificate] {
        try read { database in
            try database.rows(.noticeShown, ["certificate": certificate]).map {
                ShownCertificate(
                    target: $0["target"], state: $0["state"], expiresOn: $0.day("expires_on"),
                    notAfter: $0.moment("not_after"),
                    lookedAt: Timestamp(seconds: $0["looked_at"]))
            }
        }
    }

    /// Whom was asked about a certificate, and served it.
    package func placesServing(_ certificate: Int64) throws(LedgerError) -> [String] {
        try read { database in
            try database.rows(.servedOf, ["certificate": certificate])
                .filter { $0["state"] == ServedState.served.rawValue }.map { $0["target"] }
        }
    }

    /// Subscriptions of a module that prove control by mail.
    package func subscriptionsByMail(module: Int64) throws(LedgerError) -> [Int64] {
        try read { try $0.rows(.noticeByMail, ["module": module]).map { $0["id"] } }
    }

    /// Every open task, the oldest first.
    package func tasksToTell() throws(LedgerError) -> [OpenTask] {
        try read { database in
            try database.rows(.noticeTask).map { row in
                OpenTask(
                    id: row["id"], cause: row["cause"], text: row["text"],
                    openedAt: Timestamp(seconds: row["opened_at"]), module: row["module_id"],
                    moduleName: row["module"], subscription: row["subscription_id"])
            }
        }
    }

    /// Runs that began since a moment.
    package func runs(since: Timestamp) throws(LedgerError) -> [RunLine] {
        try read { database in
            try database.rows(.noticeRun, ["since": since.seconds]).map { row in
                RunLine(
                    id: row["id"], program: row["program"],
                    startedAt: Timestamp(seconds: row["started_at"]),
                    finishedAt: row.moment("finished_at"), considered: row["considered"],
                    acted: row["acted"], skipped: row["skipped"], failed: row["failed"],
                    exitCode: row["exit_code"])
            }
        }
    }

    /// When runs of a program began since a moment.
    package func starts(
        of program: String, since: Timestamp
    ) throws(LedgerError) -> [Timestamp] {
        try read { database in
            try database.rows(.runStarted, ["program": program, "since": since.seconds])
                .compactMap { $0.moment("started_at") }
        }
    }

    /// What failed in runs that began since a moment: for each program and subscription the last.
    package func failures(since: Timestamp) throws(LedgerError) -> [OutcomeLine] {
        try read { try $0.rows(.noticeFailure, ["since": since.seconds]).map(OutcomeLine.init) }
    }

    /// What the runs that began since a moment left undone at last, though it is due.
    package func leftUndone(since: Timestamp) throws(LedgerError) -> [OutcomeLine] {
        try read { try $0.rows(.noticeLeft, ["since": since.seconds]).map(OutcomeLine.init) }
    }

    /// From which moment on no digest of a night has been sent; nil where none was ever to be.
    package func nightToldUntil() throws(LedgerError) -> Timestamp? {
        try read {
            try $0.number(.noticeNight).map { Timestamp(seconds: Int64($0)) }
        }
    }

    /// What hangs on a module.
    package func dependents(ofModule module: Int64) throws(LedgerError) -> ModuleDependents {
        try read { database in
            let row = try database.row(.noticeDependents, ["module": module])
            return ModuleDependents(
                count: row?["subscriptions"] ?? 0, firstExpiration: row?.day("first_on"),
                balance: row?["balance"], currency: row?["currency"])
        }
    }

    /// Since when a module has not answered; nil where its last call was answered.
    package func failingSince(module: Int64) throws(LedgerError) -> Timestamp? {
        try read {
            try $0.number(.apiCallFailing, ["module": module])
                .map { Timestamp(seconds: Int64($0)) }
        }
    }
}

extension OutcomeLine {
    fileprivate init(_ row: Row) {
        program = row["program"]
        reference = row["reference"]
        host = row["host"]
        outcome = row["outcome"]
        detail = row["detail"]
        expiresOn = row.day("expires_on")
    }
}
