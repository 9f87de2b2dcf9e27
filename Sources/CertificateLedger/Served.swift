import GRDB
package import Subscriptions

/// A subscription whose hosts are to be asked which certificate they serve.
package struct ServedWatch: Sendable, Equatable {
    /// The row of the subscription.
    package let subscription: Int64
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The row of its module.
    package let module: Int64
    /// Whom to ask, as a person set it.
    package let targets: ServedTargets
    /// The row of the current certificate.
    package let certificate: Int64
    /// Its CertificateID.
    package let number: Int
    /// SHA-256 of it, hex.
    package let fingerprint: String
    /// The fingerprints of the certificates before it.
    package let earlier: Set<String>
    /// Whether it is deployed everywhere; false too where nothing deploys it.
    package let isDeployed: Bool
    /// Whether a target showed another certificate at the last look.
    package let isWrong: Bool
    /// Looks in a row that did not see it everywhere.
    package let tries: Int
    /// When it waits to be seen, since it was deployed: the moment of the next look.
    package let lookAt: Timestamp?
}

/// What one target showed.
package struct ServedObservation: Sendable, Equatable {
    /// Whom was asked.
    package let target: ServedTarget
    /// What it serves.
    package let state: ServedState
    /// The fingerprint it showed, or why it could not be asked; printable.
    package let detail: String

    /// What one target showed.
    package init(target: ServedTarget, state: ServedState, detail: String) {
        self.target = target
        self.state = state
        self.detail = detail
    }
}

extension Ledger {
    /// What is deployed and not seen everywhere, the longest waiting first.
    package func waitingToBeSeen(limit: Int) throws(LedgerError) -> [ServedWatch] {
        try read { try $0.rows(.servedWaiting, ["limit": limit]).map(ServedWatch.init) }
    }

    /// What was not looked at for the longest time, or never.
    package func oldestLooks(limit: Int) throws(LedgerError) -> [ServedWatch] {
        try read { try $0.rows(.servedOldest, ["limit": limit]).map(ServedWatch.init) }
    }

    /// Records what the targets of a certificate showed; what is not among them is forgotten.
    ///
    /// `next` is the moment of the next look where one is waited for, `tries` how many of them
    /// in a row did not see the certificate everywhere.
    package func looked(
        _ watch: ServedWatch, _ observations: [ServedObservation], tries: Int, next: Timestamp?,
        at now: Timestamp
    ) throws(LedgerError) {
        let isSeen = !observations.isEmpty && observations.allSatisfy { $0.state == .served }
        try write { database in
            let asked = Set(observations.map(\.target.description))
            let known = try database.rows(.servedOf, ["certificate": watch.certificate])
            for row in known where !asked.contains(row["target"]) {
                try database.run(.servedRemove, ["served": row["id"] as Int64])
            }
            for observation in observations {
                try database.run(
                    .servedSave,
                    [
                        "subscription": watch.subscription, "certificate": watch.certificate,
                        "target": observation.target.description,
                        "state": observation.state.rawValue, "detail": observation.detail,
                        "now": now.seconds,
                    ])
                let before = known.first { $0["target"] == observation.target.description }
                if before?["state"] != observation.state.rawValue {
                    try database.note(
                        watch.subscription, observation.state.rawValue,
                        "certificate \(watch.number) at \(observation.target)", now)
                }
            }
            try database.run(
                .servedWatchLooked,
                [
                    "subscription": watch.subscription, "certificate": watch.certificate,
                    "now": now.seconds, "next": next?.seconds, "tries": tries, "seen": isSeen,
                ])
        }
    }

    /// When every target of a certificate was seen serving it: the oldest of the last looks.
    ///
    /// Nil where one showed anything else, or nobody was asked.
    package func servedEverywhere(certificate: Int64) throws(LedgerError) -> Timestamp? {
        try read { database in
            let rows = try database.rows(.servedOf, ["certificate": certificate])
            guard rows.allSatisfy({ $0["state"] == ServedState.served.rawValue }) else {
                return nil
            }
            return rows.compactMap { $0.moment("looked_at") }.min()
        }
    }

    /// Sets whom to ask about a subscription.
    ///
    /// - Returns: whether that is a change; nil where there is no such subscription.
    package func setServed(
        _ targets: ServedTargets, reference: String, at now: Timestamp
    ) throws(LedgerError) -> Bool? {
        try write { database in
            guard let row = try database.row(.servedWatchFind, ["reference": reference]) else {
                return nil
            }
            guard row["targets"] != targets.description else { return false }
            let subscription: Int64 = row["subscription_id"]
            if let certificate: Int64 = row["certificate_id"] {
                for seen in try database.rows(.servedOf, ["certificate": certificate]) {
                    try database.run(.servedRemove, ["served": seen["id"] as Int64])
                }
            }
            try database.run(
                .servedWatchTargets,
                [
                    "subscription": subscription, "targets": targets.description,
                    "now": now.seconds,
                ])
            try database.note(
                subscription, "served-targets",
                targets == .names ? "default" : targets.description, now)
            return true
        }
    }
}

extension ServedWatch {
    init(_ row: Row) {
        subscription = row["subscription_id"]
        reference = row["reference"]
        host = row["host"]
        names = (row["names"] as String).split(separator: " ").map(String.init)
        module = row["module_id"]
        // What was kept was checked; should it not be read, asking nobody does no harm.
        targets = ServedTargets(row["targets"] as String) ?? .none
        certificate = row["certificate_id"]
        number = row["number"]
        fingerprint = row["fingerprint"]
        earlier = Set((row["earlier"] as String? ?? "").split(separator: " ").map(String.init))
        isDeployed = row["is_deployed"]
        isWrong = row["is_wrong"]
        tries = row["tries"]
        lookAt = row.moment("look_at")
    }
}
