import DomainValidation
import Settings
import Wording

/// A record that stays public, because the settings no longer name the way it was published in.
///
/// No program is run and no zone written that the settings do not name.
struct RecordLeft: ExplainedError, Equatable {
    let record: ValidationRecord
    let means: ValidationRules.Means

    /// What happened.
    var happened: String {
        "\(record.words) may still be public, and \(means.text.printable()), by which it was"
            + " published, is not in ssl-ledger.conf any more"
    }

    /// What to do next, by hand or with the settings.
    var remedy: String {
        let way =
            switch (means, record.kind) {
            case (.webroot(let folder), .file(let name, _)):
                "delete \((folder + WebrootFile.path(of: name)).printable(limit: 400))"
            case (.update(let server, _), _): "delete it at \(server.printable())"
            case (.namecheap, _): "delete it in the account's panel"
            case (_, .cname): "delete it from its zone"
            case (_, .file): "delete it from the web server"
            }
        return "\(way) and close the task, or name the way again"
    }

    /// Later, once the settings name the way.
    var retry: Retry { .later }
}

extension ValidationRecord {
    /// The record for a person who looks for it.
    var words: String {
        switch kind {
        case .cname(let owner, let target):
            "the record \(owner.printable(limit: 260)) CNAME \(target.printable(limit: 260))"
        case .file(let name, _):
            "the file http://\(self.name.printable(limit: 260))"
                + WebrootFile.path(of: name).printable(limit: 260)
        }
    }
}
