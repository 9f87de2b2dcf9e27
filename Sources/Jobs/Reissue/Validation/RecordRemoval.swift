import CertificateLedger
import DomainValidation
import Subscriptions
import Wording

// What was published is removed again, in the way in which it was published.
extension IssuanceWorker {
    /// After so many failures a person has to look.
    private static let mostRemovals = 2

    /// Removes what others took the place of, before these are published.
    ///
    /// Removed later it could take a new record of the same name along. What stands elsewhere does
    /// no harm until the issuance ends, and is removed then; in a zone of the account the new record
    /// takes the place of the old one.
    func removeReplaced(_ issuance: Issuance, besides tokens: [KeptToken]) async throws {
        let names = Set(tokens.map(\.token.recordName))
        for token in try ledger.replacedTokens(of: issuance) where !isFromZone(token) {
            do { try await remove(token) } catch is RecordLeft {
                // Nothing but a person removes it, however long the new one waits.
                continue
            } catch {
                guard !names.contains(token.token.recordName) else { throw error }
            }
        }
    }

    /// Removes what a stored issuance published.
    func removeTokens(of issuance: Issuance) async throws {
        for token in try ledger.tokens(of: issuance)
        where token.publishingAt != nil && !isFromZone(token) {
            do { try await remove(token) } catch let error as any ExplainedError {
                // What fails here is tried again, and told, at the end of the run.
                guard !(error is LedgerError) else { throw error }
            }
        }
    }

    /// Removes what finished issuances published; a failure leaves it for a later run.
    ///
    /// `retriesZones` as `removeFromZones` has it.
    func removeLeftovers(_ record: inout RunRecord, retriesZones: Bool) async {
        do {
            let due = now
            let all = try ledger.leftoverTokens(limit: 10_000, due: retriesZones ? nil : due)
            await removeFromZones(all.filter(isFromZone), retries: retriesZones, &record)
            let tokens = all.filter { token in
                !isFromZone(token) && token.removalAt.map { $0 <= due } ?? true
            }
            let statuses = await inOrder(tokens, atOnce: context.hooksAtOnce) {
                token -> (status: ExitStatus, lines: [String]) in
                let transcript = Transcript()
                let worker = keepingBack(in: transcript)
                do {
                    try await worker.remove(token)
                    return (.success, [])
                } catch {
                    let status = worker.tell(error, of: token)
                    return (status, transcript.take())
                }
            }
            for (status, lines) in statuses {
                context.console.tell(lines)
                record.add([status])
            }
        } catch {
            record.add([complain(error, about: "records to remove")])
        }
    }

    /// Removes the record of a token; `isNoted` in the ledger, too.
    func remove(_ token: KeptToken, isNoted: Bool = true) async throws {
        let record = ValidationRecord(token)
        let method = try method(of: meansOfRemoval(token), for: record)
        try await hooks.run { try await method.remove(record) }
        if isNoted { try removed(token) }
    }

    /// A record is removed: nobody has to care for it any more.
    func removed(_ token: KeptToken) throws(LedgerError) {
        try ledger.removed(token, at: now)
        for cause in [Self.cause(token), Self.causeOfLeft(token)]
        where token.removalFailures > 0 {
            try ledger.closeTask(cause: cause, at: now)
        }
    }

    /// Says why a record could not be removed, and notes when that is tried again.
    private func tell(_ error: any Error, of token: KeptToken) -> ExitStatus {
        do {
            if let left = error as? RecordLeft { return try leave(token, left) }
            let status = complain(error, about: token.token.name)
            try delayRemoval(token, after: error)
            return status
        } catch { return complain(error, about: token.token.name) }
    }

    /// A record could not be removed: the next attempt comes later each time, and after a few a
    /// person has to look.
    func delayRemoval(
        _ token: KeptToken, after error: any Error, opensTask: Bool = true
    ) throws(LedgerError) {
        try ledger.notRemoved(
            token, isLeft: false, until: backoff(after: token.removalFailures), at: now)
        guard opensTask, token.removalFailures + 1 >= Self.mostRemovals else { return }
        let record = ValidationRecord(token).words
        let why = (error as? any ExplainedError).map { "\($0.happened); \($0.remedy)" }
        _ = try openTask(  // Its complaint has been made.
            Self.cause(token),
            "\(record) may still be public: \(why ?? "an unexpected error")", token)
        try ledger.closeTask(cause: Self.causeOfLeft(token), at: now)
    }

    /// Leaves a record to a person, who is told once and closes the task when it is gone.
    private func leave(_ token: KeptToken, _ left: RecordLeft) throws(LedgerError) -> ExitStatus {
        let cause = Self.causeOfLeft(token)
        if token.leftAt != nil, try !ledger.isTaskOpen(cause: cause) {
            try removed(token)
            return .success
        }
        try ledger.notRemoved(
            token, isLeft: true, until: now + Self.untilNextNight, at: now)
        try ledger.closeTask(cause: Self.cause(token), at: now)
        let isNew = try openTask(cause, "\(left.happened); \(left.remedy)", token)
        return isNew ? complain(left, about: token.token.name) : .success
    }

    private func openTask(
        _ cause: String, _ text: String, _ token: KeptToken
    ) throws(LedgerError) -> Bool {
        try ledger.openTask(
            cause: cause, text: "\(token.reference) \(token.token.name): \(text)",
            module: token.module, subscription: token.subscription, at: now)
    }

    private static func cause(_ token: KeptToken) -> String { "removal \(token.id)" }

    private static func causeOfLeft(_ token: KeptToken) -> String { "unremoved \(token.id)" }
}
