import CertificateLedger
import DNS
import DomainValidation
import Settings
import Wording

// In which way a record goes to its place, and is taken from there.
extension IssuanceWorker {
    /// The way of publishing that the settings have for a record; nil for none.
    func means(for record: ValidationRecord) -> ValidationRules.Means? {
        context.configuration.settings.validation.means(
            for: record.name, file: record.proof == .file)
    }

    /// The way in which a record is removed: the one in which it was published, as far as that is
    /// known and the settings still name it.
    func meansOfRemoval(
        _ token: KeptToken
    ) throws -> ValidationRules.Means {
        let record = ValidationRecord(token)
        guard let kept = ValidationRules.Means(text: token.means) else {
            guard let means = means(for: record) else { throw unpublishable(record) }
            return means
        }
        guard let today = context.configuration.settings.validation.today(kept) else {
            throw RecordLeft(record: record, means: kept)
        }
        return today
    }

    /// Whether a token's record is to go into a zone of the module's own account.
    func isForZone(_ token: KeptToken) -> Bool {
        token.token.method == "cname" && means(for: ValidationRecord(token)) == .namecheap
    }

    /// Whether a token's record is to be removed from a zone of the module's own account.
    func isFromZone(_ token: KeptToken) -> Bool {
        // One that nothing removes is not removed from a zone either.
        token.token.method == "cname" && (try? meansOfRemoval(token)) == .namecheap
    }

    /// What carries a way out.
    func method(
        of means: ValidationRules.Means, for record: ValidationRecord
    ) throws(JobError) -> any ValidationMethod {
        let limit = Duration.seconds(context.configuration.settings.hookTimeLimit)
        switch means {
        case .hook(let program): return HookValidation(program: program, timeLimit: limit)
        case .webroot(let folder): return WebrootFile(webroot: folder)
        case .update(let server, let keyFile):
            return DNSUpdate(
                NameServer(text: server) ?? NameServer(address: server), keyFile: keyFile,
                timeLimit: limit)
        case .namecheap:
            throw .refused(
                what: "the record of \(record.name.printable()) is written with its whole zone",
                remedy: "report this as a defect of the program")
        }
    }

    /// Nothing publishes a record.
    func unpublishable(_ record: ValidationRecord) -> JobError {
        .configuration(
            what: "nothing is set that publishes the \(record.proof.rawValue) record of"
                + " \(record.name.printable())",
            remedy: record.proof == .cname
                ? "set DNSUpdate, NamecheapDNS or ValidationHook for it in ssl-ledger.conf"
                : "set Webroot or ValidationHook for it in ssl-ledger.conf")
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
