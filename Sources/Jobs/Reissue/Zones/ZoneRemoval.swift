import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

// What finished issuances left in zones is taken away together, at the end of a run.
extension IssuanceWorker {
    /// Removes records, each zone once; a failure leaves them for a later run.
    ///
    /// A zone that a task names already is looked at again where `retries` says so: the
    /// quarter-hourly runs spend no calls on what waits for a person.
    func removeFromZones(
        _ tokens: [KeptToken], retries: Bool, _ record: inout RunRecord
    ) async {
        guard !tokens.isEmpty else { return }
        var statuses: [ExitStatus] = []
        do {
            let known = retries ? [] : try ledger.openCauses(of: "zone")
            let work = zones(of: tokens) { token, error in
                statuses.append(complain(error, about: token.token.name))
            }.filter { !known.contains(Self.cause($0.key)) }
            for module in Set(work.map(\.key.module)).sorted() {
                let work = work.filter { $0.key.module == module }
                let ends = await update(work) { ZoneChange(removed: $0) }
                statuses += try remove(work, ends)
            }
        } catch { statuses.append(complain(error, about: "records in zones")) }
        record.add(statuses)
    }

    /// Removes one record by itself.
    func removeFromZone(_ token: KeptToken) async throws {
        let work = zones(of: [token]) { _, _ in }
        for end in await update(work, { ZoneChange(removed: $0) }) {
            _ = try end.get()  // Others' records are compared when the zone is written next.
        }
    }

    private func remove(
        _ work: [ZoneWork], _ ends: [ZoneWork.Result]
    ) throws(LedgerError) -> [ExitStatus] {
        var statuses: [ExitStatus] = []
        var stopped = false
        for (work, end) in zip(work, ends) {
            var problem: (any Error)?
            var left: [(KeptToken, any Error)] = []
            let note = { (found: ZoneProblem, token: KeptToken) in
                problem = problem ?? found.error
                left.append((token, found.error))
            }
            statuses += try finish(work, end, note) { token throws(LedgerError) in
                try removed(token)
            }
            for (token, error) in left where !(error is BudgetReached) {
                // A person's affair is the task of the whole zone.
                try delayRemoval(token, after: error, opensTask: false)
            }
            switch problem {
            case nil, is BudgetReached: break
            case let error as NamecheapError where error.stopsModule:
                // Once for the module, not for each of its zones.
                if !stopped { statuses.append(complain(error, about: work.key.zone.text)) }
                stopped = true
            case let error as ZoneError where !end.isFailure:
                statuses += tell(error, of: work.key)
            default: statuses.append(.failed)
            }
        }
        return statuses
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
