import CertificateLedger
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// The records of all issuances of a run go into each zone together.
extension IssuanceWorker {
    /// Whether an issuance waits for the others of its zone.
    func awaitsZone(_ issuance: Issuance) throws(LedgerError) -> Bool {
        guard issuance.state == .submitted else { return false }
        return try !zoneTokens(of: issuance).isEmpty
    }

    /// Publishes what was gathered, each zone once; a zone that fails holds up its own hosts only.
    func publishInZones(_ gathered: [Pending]) async -> FlightResult {
        var result = FlightResult()
        var problems: [Int: ZoneProblem] = [:]
        var statuses: [ExitStatus] = []
        do {
            let (tokens, places) = try waiting(of: gathered)
            func note(_ problem: ZoneProblem, _ token: KeptToken) {
                guard let place = places[token.id] else { return }
                problems[place] = problems[place] ?? problem
            }
            let work = zones(of: tokens) { note(ZoneProblem(error: $1, isTold: false), $0) }
            let kept = work.flatMap { $0.tokens.map(\.kept) }
            await withdraw(kept.map { ($0, .namecheap) })
            try ledger.publishing(
                kept.map { ($0, ValidationRules.Means.namecheap.text) }, at: now)
            for (work, end) in zip(work, await update(work, { ZoneChange(published: $0) })) {
                if let error = end.failure as? NamecheapError, error.stopsModule {
                    result.failure = result.failure ?? error
                }
                statuses += try finish(work, end, note) { token throws(LedgerError) in
                    try ledger.published(token, at: now)
                }
            }
        } catch {
            // Nothing goes on of which nobody knows whether it was noted.
            for pending in gathered {
                problems[pending.place] =
                    problems[pending.place] ?? ZoneProblem(error: error, isTold: false)
            }
        }
        for pending in gathered { await carryOn(pending, problems[pending.place], &result) }
        // The complaints of this job are told with the first.
        if let first = gathered.first {
            result.carried = Carried(
                place: first.place, subscription: first.subscription, statuses: statuses)
        }
        return result
    }

    /// The tokens to publish, and the place of the issuance that each is of.
    private func waiting(
        of gathered: [Pending]
    ) throws(LedgerError) -> (tokens: [KeptToken], places: [Int64: Int]) {
        var places: [Int64: Int] = [:]
        var tokens: [KeptToken] = []
        for pending in gathered {
            for token in try zoneTokens(of: ledger.issuance(pending.issuance)) {
                places[token.id] = pending.place
                tokens.append(token)
            }
        }
        return (tokens, places)
    }

    private func zoneTokens(of issuance: Issuance) throws(LedgerError) -> [KeptToken] {
        try ledger.tokens(of: issuance).filter { $0.publishedAt == nil && isForZone($0) }
    }

    /// Notes in the ledger which records are as they were to be, and says what is wrong with the
    /// zone; the statuses are those that no host has.
    func finish(
        _ work: ZoneWork, _ end: ZoneWork.Result, _ note: (ZoneProblem, KeptToken) -> Void,
        _ done: (KeptToken) throws(LedgerError) -> Void
    ) throws(LedgerError) -> [ExitStatus] {
        switch end {
        case .failure(let error):
            for (token, _) in work.tokens { note(ZoneProblem(error: error, isTold: true), token) }
            _ = tell(error, of: work.key)  // Each of its hosts has a status of its own.
            return []
        case .success(let outcome):
            try ledger.closeTask(cause: Self.cause(work.key), at: now)
            for (token, record) in work.tokens {
                if let error = outcome.refused[record] {
                    note(ZoneProblem(error: error, isTold: false), token)
                } else {
                    try done(token)
                }
            }
            return outcome.difference.map { tell($0, of: work.key) } ?? []
        }
    }

    /// Lets an issuance go on, or wait for its next attempt.
    private func carryOn(
        _ pending: Pending, _ problem: ZoneProblem?, _ result: inout FlightResult
    ) async {
        guard let problem else {
            result.resumed.append(pending)
            return
        }
        var carried = Carried(place: pending.place, subscription: pending.subscription)
        let error = problem.error
        carried.text = error.words
        do {
            let issuance = try ledger.issuance(pending.issuance)
            if issuance.attempts + 1 >= Self.mostAttempts, error is ZoneError,
                try await fallBack(issuance, because: error.words)
            {
                result.resumed.append(pending)
                return
            }
            connection(of: issuance.module)?.release(calls: pending.reserved)
            switch error {
            case is BudgetReached: break
            case let error as NamecheapError where error.stopsModule:
                // It is told once for the module, and is no host's affair.
                try ledger.delay(
                    issuance, error: error.happened, until: backoff(after: issuance.attempts))
            case let error as any ExplainedError where ExitStatus(of: error) == .failed:
                carried.statuses = [.failed]
                try postpone(issuance, error, isTold: problem.isTold)
            default:
                carried.statuses = [
                    problem.isTold ? .failed : complain(error, about: pending.host)
                ]
                try delay(issuance, after: error)
            }
        } catch { carried.statuses.append(complain(error, about: pending.host)) }
        result.others.append(carried)
    }

    /// Keeps an issuance where it is until its next attempt.
    private func postpone(
        _ issuance: Issuance, _ error: any ExplainedError, isTold: Bool
    ) throws(LedgerError) {
        let next = backoff(after: issuance.attempts)
        try ledger.wait(
            issuance, state: .submitted,
            waits: Waiting("its record to be published", until: next, error: error.happened),
            attempts: issuance.attempts + 1, at: now)
        guard !isTold else { return }
        try openTask("\(error.happened); \(error.remedy)", for: issuance)
    }
}

/// Why the record of one issuance is not in its zone.
struct ZoneProblem {
    let error: any Error
    /// Whether it was said of the whole zone.
    let isTold: Bool
}

extension Result {
    /// The error of a failure.
    fileprivate var failure: Failure? {
        guard case .failure(let error) = self else { return nil }
        return error
    }
}
