import GRDB
package import Subscriptions

/// A certificate that was delivered, checked and made live.
package struct Delivery: Sendable, Equatable {
    /// The day it was issued.
    package var issuedOn: Day
    /// Its end to the second.
    package var notAfter: Timestamp
    /// SHA-256 of the certificate, hex.
    package var fingerprint: String
    /// Its key algorithm, in the words of the key store.
    package var keyAlgorithm: String?
    /// The order at the CA.
    package var orderNumber: Int?
    /// The end of the order, if this delivery showed it.
    package var observedTermEnd: Day?
    /// Where it has to be deployed; empty where nothing is configured.
    package var deploymentTargets: [String] = []

    /// The facts of one delivery.
    package init(issuedOn: Day, notAfter: Timestamp, fingerprint: String) {
        self.issuedOn = issuedOn
        self.notAfter = notAfter
        self.fingerprint = fingerprint
    }
}

/// A deployment that has not succeeded yet.
package struct PendingDeployment: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The row of its subscription.
    package let subscription: Int64
    /// The row of the certificate.
    package let certificate: Int64
    /// What is to be done: the path of a hook, or `unit` and the unit to reload after the hooks.
    package let target: String
    /// Failed attempts so far.
    package let attempts: Int
    /// Before this moment it is left alone.
    package let nextAttemptAt: Timestamp?
    /// The last error.
    package let error: String
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The folder in the key store.
    package let folder: String
    /// The CertificateID.
    package let number: Int
    /// The version folder.
    package let version: Int
    /// The day it ends.
    package let expiresOn: Day
}

extension Ledger {
    /// The new certificate is live in the store: the issuance ends, the subscription moves on to
    /// it, and its deployment begins, all in one transaction.
    package func stored(
        _ issuance: Issuance, _ delivery: Delivery, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            guard let number = issuance.newNumber,
                let row = try database.row(
                    .certificateFind, ["module": issuance.module, "number": number])
            else { throw LedgerError.refused(text: "issuance \(issuance.id) has no certificate") }
            let certificate: Int64 = row["id"]
            try database.run(
                .certificateIssued,
                [
                    "certificate": certificate, "issued": delivery.issuedOn.number,
                    "expires": delivery.notAfter.day.number,
                    "not_after": delivery.notAfter.seconds, "fingerprint": delivery.fingerprint,
                    "algorithm": delivery.keyAlgorithm, "order": delivery.orderNumber,
                    "now": now.seconds,
                ])
            if issuance.action == .reissue {
                try database.run(
                    .certificateReplaced,
                    [
                        "module": issuance.module, "old": issuance.oldNumber, "number": number,
                        "now": now.seconds,
                    ])
            }
            if let end = delivery.observedTermEnd, let period = issuance.period {
                try database.run(
                    .paidPeriodObserve, ["period": period, "term_end": end.number])
            }
            try database.finish(issuance, certificate: certificate, delivery, at: now)
        }
    }

    /// What waits to be deployed, the most pressing first.
    package func pendingDeployments() throws(LedgerError) -> [PendingDeployment] {
        try read { database in
            try database.rows(.deploymentPending).map { row in
                PendingDeployment(
                    id: row["id"], subscription: row["subscription_id"],
                    certificate: row["certificate_id"], target: row["target"],
                    attempts: row["attempts"], nextAttemptAt: row.moment("next_attempt_at"),
                    error: row["error"], reference: row["reference"], host: row["host"],
                    names: (row["names"] as String).split(separator: " ").map(String.init),
                    folder: row["folder"], number: row["number"], version: row["version"] ?? 0,
                    expiresOn: Day(number: row["expires_on"] ?? 0))
            }
        }
    }

    /// Lets deployments that wait follow the settings: what these name no longer is dropped, what
    /// they name beside it waits too.
    package func retarget(
        _ deployments: [PendingDeployment], to targets: [String]
    ) throws(LedgerError) {
        let gone = deployments.filter { !targets.contains($0.target) }
        guard let first = deployments.first, !gone.isEmpty else { return }
        try write { database in
            // What is new comes first: nothing counts as deployed in between.
            for target in targets {
                try database.run(
                    .deploymentInsert,
                    [
                        "subscription": first.subscription, "certificate": first.certificate,
                        "target": target,
                    ])
            }
            for deployment in gone {
                try database.run(.deploymentDrop, ["deployment": deployment.id])
            }
        }
    }

    /// A deployment succeeded; the output is what it said, printable and cut.
    package func deployed(
        _ deployment: PendingDeployment, output: String = "", at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .deploymentDone,
                ["deployment": deployment.id, "now": now.seconds, "output": output])
            try database.note(
                deployment.subscription, "deployed",
                "certificate \(deployment.number) by \(deployment.target)", now)
        }
    }

    /// A deployment failed and is tried again.
    package func deploymentFailed(
        _ deployment: PendingDeployment, error: String, next: Timestamp, at now: Timestamp
    ) throws(LedgerError) {
        try write { database in
            try database.run(
                .deploymentFailed,
                ["deployment": deployment.id, "next": next.seconds, "error": error])
            try database.note(deployment.subscription, "deployment-failed", error, now)
        }
    }
}

extension Database {
    fileprivate func finish(
        _ issuance: Issuance, certificate: Int64, _ delivery: Delivery, at now: Timestamp
    ) throws {
        try run(
            .issuanceFinish,
            ["issuance": issuance.id, "state": "stored", "now": now.seconds, "error": ""])
        guard changesCount == 1 else {
            throw LedgerError.refused(text: "issuance \(issuance.id) is finished already")
        }
        try run(
            .subscriptionPoint,
            ["subscription": issuance.subscription, "certificate": certificate])
        try run(
            .subscriptionBackoff,
            ["subscription": issuance.subscription, "until": nil, "failures": 0])
        try run(
            .deploymentOvertake,
            ["subscription": issuance.subscription, "certificate": certificate])
        for target in delivery.deploymentTargets {
            try run(
                .deploymentInsert,
                [
                    "subscription": issuance.subscription, "certificate": certificate,
                    "target": target,
                ])
        }
        try note(
            issuance.subscription, "stored",
            "certificate \(issuance.newNumber ?? 0) until \(delivery.notAfter)", now)
    }
}
