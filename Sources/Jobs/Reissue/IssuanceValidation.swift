import CertificateLedger
import DNS
import DomainValidation
import NamecheapAPI
import Settings
import Subscriptions
import Wording

// Tokens are published, the CA is asked to look, and what was published is removed again.
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
            try await removeReplaced(issuance, besides: tokens)
            let new = tokens.filter { $0.publishedAt == nil && !isInZone($0) }
            for token in new {
                let record = ValidationRecord(token)
                try OwnerGuard.check(record, names: issuance.names)
                try ledger.publishing(new, at: now)
                try await hooks.run { try await method(for: record).publish(record) }
                try ledger.published(token, at: now)
            }
        } catch let error as DomainValidationError {
            return try await postpone(issuance, after: error)
        }
        guard try unseen(issuance).isEmpty else { return nil }
        try ledger.wait(
            issuance, state: .validating, waits: Waiting("the CA's check"), attempts: 0, at: now)
        return nil
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

    /// Removes what others took the place of, before these are published.
    ///
    /// Removed later it could take a new record of the same name along. What stands elsewhere does
    /// no harm until the issuance ends, and is removed then; in a zone of the account the new record
    /// takes the place of the old one.
    private func removeReplaced(_ issuance: Issuance, besides tokens: [KeptToken]) async throws {
        let names = Set(tokens.map(\.token.recordName))
        for token in try ledger.replacedTokens(of: issuance) where !isInZone(token) {
            do { try await remove(token) } catch {
                guard !names.contains(token.token.recordName) else { throw error }
            }
        }
    }

    /// Removes what a stored issuance published.
    func removeTokens(of issuance: Issuance) async throws {
        for token in try ledger.tokens(of: issuance)
        where token.publishingAt != nil && !isInZone(token) {
            // What fails here is tried again, and told, at the end of the run.
            do { try await remove(token) } catch is DomainValidationError { continue }
        }
    }

    /// Removes what finished issuances published; a failure leaves it for the next run.
    ///
    /// `retriesZones` as `removeFromZones` has it.
    func removeLeftovers(_ record: inout RunRecord, retriesZones: Bool) async {
        do {
            let all = try ledger.leftoverTokens(limit: 10_000)
            await removeFromZones(all.filter(isInZone), retries: retriesZones, &record)
            let tokens = all.filter { !isInZone($0) }
            let statuses = await inOrder(tokens, atOnce: context.hooksAtOnce) {
                token -> (status: ExitStatus, lines: [String]) in
                let transcript = Transcript()
                let worker = keepingBack(in: transcript)
                do {
                    try await worker.remove(token)
                    return (.success, [])
                } catch {
                    let status = worker.complain(error, about: token.token.name)
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

    private func remove(_ token: KeptToken) async throws {
        let record = ValidationRecord(token)
        try await hooks.run { try await method(for: record).remove(record) }
        try ledger.removed(token, at: now)
    }

    /// The way of publishing that the settings have for a record.
    private func method(for record: ValidationRecord) throws(JobError) -> any ValidationMethod {
        let settings = context.configuration.settings
        switch means(for: record) {
        case .hook(let program):
            return HookValidation(
                program: program, timeLimit: .seconds(settings.hookTimeLimit))
        case .webroot(let folder): return WebrootFile(webroot: folder)
        case .update(let server, let keyFile):
            return DNSUpdate(
                NameServer(text: server) ?? NameServer(address: server), keyFile: keyFile,
                timeLimit: .seconds(settings.hookTimeLimit))
        case .namecheap:
            throw .configuration(
                what: "the record of \(record.name.printable()) is written with its whole zone",
                remedy: "report this as a defect of the program")
        case nil: throw unpublishable(record)
        }
    }

    private func means(for record: ValidationRecord) -> ValidationRules.Means? {
        context.configuration.settings.validation.means(
            for: record.name, file: record.proof == .file)
    }

    private func unpublishable(_ record: ValidationRecord) -> JobError {
        .configuration(
            what: "nothing is set that publishes the \(record.proof.rawValue) record of"
                + " \(record.name.printable())",
            remedy: record.proof == .cname
                ? "set DNSUpdate, NamecheapDNS or ValidationHook for it in ssl-ledger.conf"
                : "set Webroot or ValidationHook for it in ssl-ledger.conf")
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

extension DNSUpdate {
    /// Updates at a server of the settings.
    init(
        _ server: NameServer, keyFile: String, program: String = DNSUpdate.nsupdate,
        timeLimit: Duration
    ) {
        self.init(
            address: server.address, port: server.port, keyFile: keyFile, program: program,
            timeLimit: timeLimit)
    }
}
