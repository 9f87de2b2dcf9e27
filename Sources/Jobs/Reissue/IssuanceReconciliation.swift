import CertificateLedger
import KeyStore
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// A request of unknown outcome is looked up at the CA; nothing is sent again before that.
extension IssuanceWorker {
    /// How long after the request ended the CA may still show nothing of it, in seconds.
    private static let settlingTime: Int64 = 900

    /// More certificates than five years of 47 days have, twice.
    private static let longestChain = 80

    /// After so many requests that came to nothing a person has to look.
    private static let mostRequests = 3

    /// Looks for the row whose CSR has our public key.
    ///
    /// That it did not happen counts only when seen twice, the second time at least 15 minutes
    /// after the request ended; then the same key and CSR are used again.
    func reconcile(_ issuance: Issuance) async throws -> IssuanceEnd? {
        let connection = try connection(of: issuance)
        // A crash leaves no end: the request ended, at the latest, when its process did.
        let endedAt = issuance.submitEndedAt ?? now
        let old = try await connection.send(
            GetInfo(certificateID: issuance.oldNumber, returnsCertificate: false), for: .followUp)
        if let number = try await ourRow(issuance, old, connection) {
            try await adopt(number, issuance, connection)
            return nil
        }
        let settled = endedAt + Self.settlingTime
        if let absentAt = issuance.absentAt, absentAt < now, now >= settled {
            return try conclude(issuance, old)
        }
        try ledger.outcomeUnknown(
            issuance, endedAt: endedAt, absentAt: issuance.absentAt ?? now,
            waits: Waiting(
                "a second look, whether the request happened", until: max(settled, now + 1)),
            at: now)
        return IssuanceEnd(
            text: "the CA shows nothing of the request yet; looked up again from \(settled)")
    }

    /// It did not happen: the same key and CSR are sent again, if the old row still allows it.
    private func conclude(
        _ issuance: Issuance, _ old: GetInfo.Answer
    ) throws -> IssuanceEnd? {
        let isOpen =
            issuance.action == .activate
            ? old.status.isPaidAndWaiting : old.status == .active && old.replacedBy == nil
        guard isOpen else {
            let follower = old.replacedBy.map { ", replaced by \($0), which is not ours" } ?? ""
            return try giveUp(
                issuance,
                "the CA calls certificate \(issuance.oldNumber) \(old.status.word)\(follower)",
                "ssl-scan takes up what was reissued elsewhere")
        }
        guard issuance.attempts < Self.mostRequests else {
            return try giveUp(
                issuance, "the CA shows nothing of \(issuance.attempts) requests for a certificate",
                "ask its support what is wrong with certificate \(issuance.oldNumber)")
        }
        let next = issuance.attempts > 1 ? backoff(after: issuance.attempts) : nil
        try ledger.notPerformed(
            issuance, waits: Waiting("the request to be sent again", until: next), at: now)
        return nil
    }

    /// The row that came of our request: the old row's follower, or a newer row of the host.
    private func ourRow(
        _ issuance: Issuance, _ old: GetInfo.Answer, _ connection: ModuleConnection
    ) async throws -> Int? {
        if issuance.action == .activate { return isOurs(old, issuance) ? issuance.oldNumber : nil }
        var asked: Set = [issuance.oldNumber]
        if let ours = try await ourFollower(of: old, issuance, connection, &asked) { return ours }
        let name =
            issuance.host.hasPrefix("*.") ? String(issuance.host.dropFirst(2)) : issuance.host
        var page = 1
        while true {
            let list = try await connection.send(
                GetList(page: page, searchTerm: String(name.prefix(70)), sort: .newestFirst),
                for: .followUp)
            // The term matches parts of names: only rows of this very host can be ours.
            for row in list.rows where row.certificateID > issuance.oldNumber {
                guard row.hostName.isEmpty || row.hostName.lowercased() == issuance.host,
                    asked.insert(row.certificateID).inserted
                else { continue }
                if try await isOurs(row.certificateID, issuance, connection) {
                    return row.certificateID
                }
            }
            if list.rows.isEmpty || page * list.pageSize >= list.totalItems { return nil }
            page += 1
        }
    }

    /// The row that is ours among those that followed the old one, one after the other.
    ///
    /// What was reissued again elsewhere is a longer chain, and a chain may be a circle.
    private func ourFollower(
        of old: GetInfo.Answer, _ issuance: Issuance, _ connection: ModuleConnection,
        _ asked: inout Set<Int>
    ) async throws -> Int? {
        var next = old.replacedBy
        while let number = next, asked.count <= Self.longestChain, asked.insert(number).inserted {
            let answer = try await connection.send(
                GetInfo(certificateID: number, returnsCertificate: false), for: .followUp)
            if isOurs(answer, issuance) { return number }
            next = answer.replacedBy
        }
        return nil
    }

    private func isOurs(
        _ number: Int, _ issuance: Issuance, _ connection: ModuleConnection
    ) async throws -> Bool {
        let answer = try await connection.send(
            GetInfo(certificateID: number, returnsCertificate: false), for: .followUp)
        return isOurs(answer, issuance)
    }

    private func isOurs(_ answer: GetInfo.Answer, _ issuance: Issuance) -> Bool {
        guard let request = try? KeyStore.CertificateRequest(pem: answer.csr) else { return false }
        return request.keyHash == issuance.keyHash
    }

    /// Takes the row that is ours; tokens that were lost with the answer are asked for again.
    private func adopt(
        _ number: Int, _ issuance: Issuance, _ connection: ModuleConnection
    ) async throws {
        let state = try await connection.send(
            GetInfo(certificateID: number, returnsCertificate: false), for: .followUp)
        var tokens: [DCVToken] = []
        // By mail alone there is nothing to publish, and asking would send another mail.
        let needsTokens = issuance.names.contains { issuance.choices.method(of: $0) != .email }
        if state.status == .purchased, needsTokens {
            tokens = try await proofs(number, of: issuance, issuance.choices)
        }
        if issuance.submitEndedAt == nil {
            try ledger.outcomeUnknown(
                issuance, endedAt: now, absentAt: nil, waits: Waiting("found"), at: now)
        }
        try record(number, tokens, of: issuance)
    }
}
