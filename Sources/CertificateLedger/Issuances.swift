import GRDB
package import Subscriptions

/// The work on the next certificate of a subscription, as far as it has come.
package struct Issuance: Sendable {
    /// How far it has come; each is written before the next step begins.
    package enum State: String, Sendable, CaseIterable {
        /// Decided; nothing has been made.
        case planned
        /// Key and request are durable.
        case prepared
        /// The request went out, and its outcome is not recorded.
        case submitting
        /// The CA named the new certificate.
        case submitted
        /// Tokens are published, the CA checks.
        case validating
        /// The CA has issued it.
        case issued
        /// Checked, stored and live.
        case stored
        /// Only a person can go on.
        case stuck
        /// Given up; another one may be planned.
        case failed
    }

    /// The row of the ledger.
    package let id: Int64
    /// The row of its subscription.
    package let subscription: Int64
    /// What is done.
    package let action: Action
    /// The CertificateID the request names.
    package let oldNumber: Int
    /// The CertificateID the answer named.
    package let newNumber: Int?
    /// How far it has come.
    package let state: State
    /// How its names are proved, and how they are to be.
    package let proof: IssuanceProof
    /// The version folder with its key.
    package let version: Int?
    /// SHA-256 of its public key, hex.
    package let keyHash: String?
    /// The request as sent.
    package let csr: String?
    /// When the last request ended in whatever way.
    package let submitEndedAt: Timestamp?
    /// When the last request went out.
    package let submittingAt: Timestamp?
    /// When the CA first showed that it had not happened.
    package let absentAt: Timestamp?
    /// When the CA was asked to look again.
    package let nudgedAt: Timestamp?
    /// Attempts at the present step.
    package let attempts: Int
    /// Before this moment it is left alone.
    package let nextAttemptAt: Timestamp?
    /// What it waits for, in words.
    package let waitsFor: String
    /// What went wrong in the last attempt; empty where nothing did.
    package let error: String
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The folder in the key store.
    package let folder: String
    /// The row of its module.
    package let module: Int64
    /// The product, in the CA's words.
    package let product: String
    /// `Name value` lines about the organisation, of OV and EV.
    package let organisation: String
    /// Whether the customer keeps the key.
    package let isCustomers: Bool
    /// The row of the current certificate.
    package let certificate: Int64?
    /// The end of the current certificate.
    package let expiresOn: Day?
    /// The end of the current certificate to the second.
    package let notAfter: Timestamp?
    /// The key algorithm of the current certificate.
    package let keyAlgorithm: String?
    /// The paid period of the new certificate.
    package let period: Int64?
    /// The end of that period's order.
    package let termEnd: Day?
    /// Why a person asked for it, where one said so.
    package let statedReason: StatedReason?
    /// The reasons against it that `--force` set aside.
    package let overridden: [Reason]
}

extension Ledger {
    /// Every unfinished issuance, the most pressing first.
    package func openIssuances() throws(LedgerError) -> [Issuance] {
        try read { try $0.rows(.issuanceOpen).map(Issuance.init) }
    }

    /// How far an issuance has come by now.
    package func issuance(_ id: Int64) throws(LedgerError) -> Issuance {
        try read { database in
            guard let row = try database.row(.issuanceFind, ["issuance": id]) else {
                throw LedgerError.refused(text: "there is no issuance \(id)")
            }
            return try Issuance(row)
        }
    }

    /// Plans an issuance; refused where one is open.
    package func plan(
        _ action: Action, subscription: Int64, number: Int,
        reason: StatedReason? = nil, overridden: [Reason] = [], at now: Timestamp
    ) throws(LedgerError) -> Int64 {
        try write { database in
            let id = try database.number(
                .issuancePlan,
                [
                    "subscription": subscription, "action": action.rawValue, "number": number,
                    "now": now.seconds, "reason": reason?.rawValue,
                    "overridden": overridden.map(\.rawValue).joined(separator: " "),
                ])
            let words =
                ["\(action.rawValue) of \(number)"]
                + (reason.map { ["reason \($0.rawValue)"] } ?? [])
                + overridden.map { "overrides \($0.rawValue)" }
            try database.note(subscription, "planned", words.joined(separator: ", "), now)
            return Int64(id ?? 0)
        }
    }

    /// The largest version of the subscription's folder that the ledger knows.
    package func largestVersion(subscription: Int64) throws(LedgerError) -> Int {
        try read { try $0.number(.issuanceLargestVersion, ["subscription": subscription]) ?? 0 }
    }

    /// Notes the key and request that are durable.
    package func prepared(
        _ issuance: Issuance, version: Int, keyHash: String, csr: String, at now: Timestamp
    ) throws(LedgerError) {
        try step(
            issuance, .issuancePrepare, ["version": version, "key_hash": keyHash, "csr": csr],
            event: "prepared", detail: "version \(version)", at: now)
    }

    /// The intent, durable before the request goes out.
    package func submitting(_ issuance: Issuance, at now: Timestamp) throws(LedgerError) {
        try step(
            issuance, .issuanceSubmit, ["now": now.seconds], event: "submitting",
            detail: "\(issuance.action.rawValue) of \(issuance.oldNumber)", at: now)
    }

    /// The outcome of the request is unknown; it is decided before anything else is sent.
    package func outcomeUnknown(
        _ issuance: Issuance, endedAt: Timestamp, absentAt: Timestamp?, waits: Waiting,
        at now: Timestamp
    ) throws(LedgerError) {
        try step(
            issuance, .issuanceUnknown,
            [
                "ended": endedAt.seconds, "absent": absentAt?.seconds,
                "next": waits.until?.seconds, "waits": waits.reason, "error": waits.error,
            ], event: "outcome-unknown", detail: waits.error, at: now)
    }

    /// The request surely was not performed; key and request are kept for the next attempt.
    package func notPerformed(
        _ issuance: Issuance, waits: Waiting, at now: Timestamp
    ) throws(LedgerError) {
        try step(
            issuance, .issuanceBackToPrepared,
            ["next": waits.until?.seconds, "waits": waits.reason, "error": waits.error],
            event: "not-performed", detail: waits.error, at: now)
    }

    /// The CA took the request; the new certificate and its tokens are recorded with it.
    package func submitted(
        _ issuance: Issuance, number: Int, tokens: [ValidationToken], at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .issuanceSubmitted,
                ["issuance": issuance.id, "number": number, "now": now.seconds])
            let row = try database.number(
                .certificateSubmitted,
                [
                    "module": issuance.module, "number": number,
                    "subscription": issuance.subscription, "period": issuance.period,
                    "host": issuance.host, "product": issuance.product,
                    "key_hash": issuance.keyHash,
                    "place": issuance.isCustomers ? "customer" : "here",
                    "version": issuance.isCustomers ? nil : issuance.version,
                    "keyless_version": issuance.isCustomers ? issuance.version : nil,
                    "now": now.seconds,
                ])
            guard row != nil else {
                throw LedgerError.refused(text: "certificate \(number) is another subscription's")
            }
            try database.run(
                .customerRequestUsed, ["key_hash": issuance.keyHash, "now": now.seconds])
            try database.keep(tokens, of: issuance, at: now)
            if issuance.action == .activate, let period = issuance.period {
                try database.run(.paidPeriodActivated, ["period": period])
            }
            try database.note(
                issuance.subscription, "submitted", "certificate \(number)", now)
        }
    }

    /// Notes a state, what it waits for and until when.
    package func wait(
        _ issuance: Issuance, state: Issuance.State, waits: Waiting, attempts: Int,
        nudgedAt: Timestamp? = nil, at now: Timestamp
    ) throws(LedgerError) {
        try step(
            issuance, .issuanceWait,
            [
                "state": state.rawValue, "next": waits.until?.seconds, "waits": waits.reason,
                "error": waits.error, "nudged": nudgedAt?.seconds, "attempts": attempts,
            ], event: state.rawValue, detail: waits.reason, at: now)
    }

    /// Notes an error that came between two steps, so that the next look waits; whether it counts
    /// as an attempt at the step.
    package func delay(
        _ issuance: Issuance, error: String, until next: Timestamp, isCounted: Bool = true
    ) throws(LedgerError) {
        try write {
            try $0.run(
                .issuanceDelay,
                [
                    "issuance": issuance.id, "next": next.seconds, "error": error,
                    "counted": isCounted ? 1 : 0,
                ])
        }
    }

    /// Gives an issuance up; the subscription waits before another one.
    package func failed(
        _ issuance: Issuance, error: String, backoffUntil: Timestamp, failures: Int,
        at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .issuanceFinish,
                [
                    "issuance": issuance.id, "state": "failed", "now": now.seconds,
                    "error": error,
                ])
            try database.run(
                .subscriptionBackoff,
                [
                    "subscription": issuance.subscription, "until": backoffUntil.seconds,
                    "failures": failures,
                ])
            try database.note(issuance.subscription, "failed", error, now)
        }
    }

    private func step(
        _ issuance: Issuance, _ query: Query, _ arguments: StatementArguments, event: String,
        detail: String, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(query, arguments + ["issuance": issuance.id])
            guard database.changesCount == 1 else {
                throw LedgerError.refused(text: "issuance \(issuance.id) is not \(event)")
            }
            try database.note(issuance.subscription, event, detail, now)
        }
    }
}

/// What an unfinished issuance waits for.
package struct Waiting: Sendable, Equatable {
    /// The reason, in words.
    package var reason: String
    /// When it is looked at again; nil at the next run.
    package var until: Timestamp?
    /// The error behind it, already made printable.
    package var error = ""

    /// Waits for something until a moment, or until the next run.
    package init(_ reason: String, until: Timestamp? = nil, error: String = "") {
        self.reason = reason
        self.until = until
        self.error = error
    }
}
