import CertificateLedger
import DomainValidation
import Foundation
import NamecheapAPI
import PublicSuffixes
import Settings
import Subscriptions
import Wording

/// The tokens of one zone of one account, which are written together.
struct ZoneWork: Sendable {
    /// Of whose account which zone.
    struct Key: Sendable, Hashable {
        let module: Int64
        let zone: ZoneName
    }

    let key: Key
    var tokens: [(kept: KeptToken, record: ZoneRecord)] = []

    /// How a zone was changed, or why it was not.
    typealias Result = Swift.Result<ZoneUpdate.Outcome, any Error>
}

extension IssuanceWorker {
    /// Sorts tokens by their zones, in the order in which they come; what has no zone is told.
    func zones(
        of tokens: [KeptToken], without: (KeptToken, any Error) -> Void
    ) -> [ZoneWork] {
        var work: [ZoneWork] = []
        var places: [ZoneWork.Key: Int] = [:]
        for token in tokens {
            do {
                let (key, record) = try place(of: token)
                let place = places[key] ?? work.count
                places[key] = place
                if place == work.count { work.append(ZoneWork(key: key)) }
                work[place].tokens.append((token, record))
            } catch { without(token, error) }
        }
        return work
    }

    /// In which zone a token belongs, and as which record.
    private func place(
        of token: KeptToken
    ) throws -> (key: ZoneWork.Key, record: ZoneRecord) {
        let record = ValidationRecord(token)
        try OwnerGuard.check(record, names: token.names)
        guard case .cname(let owner, let target) = record.kind else {
            throw PublicSuffixError.noDomain(record.name)
        }
        let domain = try RegistrableDomain(
            of: owner.split(separator: ".").dropFirst().joined(separator: "."))
        guard let name = domain.relative(owner) else {
            throw PublicSuffixError.noDomain(owner)
        }
        let zone = ZoneName(label: domain.label, suffix: domain.suffix)
        return (
            ZoneWork.Key(module: token.module, zone: zone), ZoneRecord(name: name, target: target)
        )
    }

    /// Changes zones of one module, as many at once as calls may be under way.
    ///
    /// After an error that every further call would end with, the others are not tried.
    func update(
        _ work: [ZoneWork], _ change: @escaping @Sendable ([ZoneRecord]) -> ZoneChange
    ) async -> [ZoneWork.Result] {
        var results: [ZoneWork.Result] = []
        var rest = work[...]
        while let first = rest.first {
            if case .failure(let error as NamecheapError)? = results.last(where: \.stopsModule) {
                results.append(.failure(error))
                rest.removeFirst()
                continue
            }
            let width = context.isSerial ? 1 : connection(of: first.key.module)?.mostCalls ?? 1
            let next = Array(rest.prefix(max(1, width)))
            rest.removeFirst(next.count)
            results += await inOrder(next, atOnce: next.count) { work in
                do {
                    return .success(try await update(work, change(work.tokens.map(\.record))))
                } catch { return .failure(error) }
            }
        }
        return results
    }

    private func update(
        _ work: ZoneWork, _ change: ZoneChange
    ) async throws -> ZoneUpdate.Outcome {
        let ledger = context.configuration.settings.ledger as NSString
        let update = ZoneUpdate(
            zone: work.key.zone, change: change,
            connection: try connection(ofModule: work.key.module),
            backups: ZoneBackups(
                in: ledger.deletingLastPathComponent, owner: "module-\(work.key.module)"),
            now: now)
        return try await update.run()
    }

    /// Says why a zone was not changed, or how it differs; a person's affair is one task.
    ///
    /// What ends the module is told once for the module.
    func tell(_ error: any Error, of key: ZoneWork.Key) -> [ExitStatus] {
        switch error {
        case let error as BudgetReached:
            context.console.inform(error.explanation)
            return []
        case let error as NamecheapError where error.stopsModule: return []
        case let error as NamecheapError where error.errorClass == .transient:
            return [complain(error, about: key.zone.text)]
        case let error as any ExplainedError where ExitStatus(of: error) == .failed:
            do {
                try openTask(error, of: key)
                return [.failed]
            } catch { return [complain(error, about: key.zone.text)] }
        default: return [complain(error, about: key.zone.text)]
        }
    }

    private func openTask(
        _ error: any ExplainedError, of key: ZoneWork.Key
    ) throws(LedgerError) {
        var cause = Self.cause(key)
        // Each is a loss of its own, and stays until a person has looked at it.
        if case .differs(_, _, let backup)? = error as? ZoneError {
            cause = "zone-differs \(backup)"
        }
        let isNew = try ledger.openTask(
            cause: cause, text: "\(key.zone.text): \(error.explanation)", module: key.module,
            subscription: nil, at: now)
        if isNew { context.console.complain(error, about: key.zone.text) }
    }

    /// The cause of the task about a zone that is not written.
    static func cause(_ key: ZoneWork.Key) -> String { "zone \(key.module) \(key.zone.text)" }
}

extension ZoneWork.Result {
    /// Whether every further call of the module would end in the same way.
    fileprivate var stopsModule: Bool {
        guard case .failure(let error) = self else { return false }
        return (error as? NamecheapError)?.stopsModule ?? false
    }
}
