import CertificateLedger
import DomainValidation
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// Tokens are published, the CA is asked to look, and what was published is removed again.
extension IssuanceWorker {
    /// Publishes what is not published yet; without tokens there is nothing to prove again.
    func publish(_ issuance: Issuance) async throws -> IssuanceEnd? {
        do {
            for token in try ledger.tokens(of: issuance) where token.publishedAt == nil {
                let record = ValidationRecord(token)
                try OwnerGuard.check(record, names: issuance.names)
                try await method().publish(record)
                try ledger.published(token, at: now)
            }
        } catch let error as DomainValidationError {
            let next = backoff(after: issuance.attempts)
            try ledger.wait(
                issuance, state: .submitted,
                waits: Waiting("its record to be published", until: next, error: error.happened),
                attempts: issuance.attempts + 1, at: now)
            try openTask("\(error.happened); \(error.remedy)", for: issuance)
            return IssuanceEnd(text: error.happened, isFailure: true)
        }
        try ledger.wait(
            issuance, state: .validating, waits: Waiting("the CA's check"), attempts: 0, at: now)
        return nil
    }

    /// Removes what finished issuances published; a failure leaves it for the next run.
    func removeLeftovers(_ record: inout RunRecord) async {
        do {
            for token in try ledger.leftoverTokens(limit: 10_000) {
                do {
                    try await method().remove(ValidationRecord(token))
                    try ledger.removed(token, at: now)
                } catch let error as DomainValidationError {
                    record.add([complain(error, about: token.token.name)])
                }
            }
        } catch {
            record.add([complain(error, about: "records to remove")])
        }
    }

    private func method() throws(JobError) -> any ValidationMethod {
        let settings = context.configuration.settings
        guard let hook = settings.validationHook else {
            throw .configuration(
                what: "no ValidationHook is set, and a record has to be published",
                remedy: "set ValidationHook in ssl-ledger.conf to a program that publishes it")
        }
        return HookValidation(program: hook, timeLimit: .seconds(settings.hookTimeLimit))
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
