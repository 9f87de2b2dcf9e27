import CertificateLedger
import DomainValidation
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// Tokens are published before the CA is asked to look.
extension IssuanceWorker {
    /// After so many attempts to publish, the last ones ten and a hundred minutes apart, another
    /// method is tried where one is set.
    static let mostAttempts = 3

    /// Publishes what is not published yet; without tokens there is nothing to prove again.
    ///
    /// What has to be seen first stays `submitted`.
    func publish(_ issuance: Issuance) async throws -> IssuanceEnd? {
        let tokens = try ledger.tokens(of: issuance)
        if let record = tokens.filter({ $0.publishedAt == nil }).map(ValidationRecord.init)
            .first(where: { means(for: $0) == nil }),
            try await fallBack(issuance, because: unpublishable(record).happened)
        {
            return nil
        }
        do {
            try await publish(tokens, of: issuance)
        } catch let error as DomainValidationError {
            return try await postpone(issuance, after: error)
        }
        // What was wrong with publishing is so no more.
        try ledger.closeTask(cause: "issuance \(issuance.id)", at: now)
        guard try unseen(issuance).isEmpty else { return nil }
        try ledger.wait(
            issuance, state: .validating, waits: Waiting("the CA's check"), attempts: 0, at: now)
        return nil
    }

    private func publish(_ tokens: [KeptToken], of issuance: Issuance) async throws {
        let new = try tokens.filter { $0.publishedAt == nil && !isForZone($0) }.map { token in
            let record = ValidationRecord(token)
            guard let means = means(for: record) else { throw unpublishable(record) }
            return (token: token, means: means)
        }
        await withdraw(new)
        try ledger.publishing(new.map { ($0.token, $0.means.text) }, at: now)
        try await removeReplaced(issuance, besides: tokens)
        for (token, means) in new {
            let record = ValidationRecord(token)
            try OwnerGuard.check(record, names: issuance.names)
            let method = try method(of: means, for: record)
            try await hooks.run { try await method.publish(record) }
            try ledger.published(token, at: now)
        }
    }

    /// Takes back what an attempt in another way may have left, before the ledger forgets that way.
    func withdraw(_ tokens: [(token: KeptToken, means: ValidationRules.Means)]) async {
        for (token, means) in tokens
        where token.publishingAt != nil && !token.means.isEmpty && token.means != means.text {
            // The attempt failed: mostly there is nothing, and the new record matters more.
            try? await isFromZone(token) ? removeFromZone(token) : remove(token, isNoted: false)
        }
    }

    /// Whether an attempt to publish failed in a way that the settings do not have any more.
    func isMended(_ issuance: Issuance) throws(LedgerError) -> Bool {
        guard issuance.state == .submitted else { return false }
        return try ledger.tokens(of: issuance).contains { token in
            guard token.publishedAt == nil, let means = means(for: ValidationRecord(token)) else {
                return false
            }
            // Nothing was tried where nothing was set; zones have pauses of their own.
            guard token.publishingAt != nil, !token.means.isEmpty else {
                return token.publishingAt == nil && !isForZone(token)
            }
            return means.text != token.means
        }
    }

    private func postpone(
        _ issuance: Issuance, after error: DomainValidationError
    ) async throws -> IssuanceEnd? {
        if issuance.attempts + 1 >= Self.mostAttempts,
            try await fallBack(issuance, because: error.happened)
        {
            return nil
        }
        let next = backoff(after: issuance.attempts)
        try ledger.wait(
            issuance, state: .submitted,
            waits: Waiting("its record to be published", until: next, error: error.happened),
            attempts: issuance.attempts + 1, at: now)
        try openTask("\(error.happened); \(error.remedy)", for: issuance)
        return IssuanceEnd(text: error.happened, isFailure: true)
    }
}

extension ValidationRecord {
    /// A kept token as what is to be published.
    init(_ kept: KeptToken) {
        let token = kept.token
        let kind: Kind =
            token.method == "file"
            ? .file(name: token.recordName, content: token.recordValue)
            : .cname(owner: token.recordName.lowercased(), target: token.recordValue)
        self.init(name: token.name, kind: kind, reference: kept.reference)
    }
}
