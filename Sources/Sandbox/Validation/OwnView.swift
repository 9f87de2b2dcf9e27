import DNS
import Wording

/// What the sandbox's own records and the zones of the account show to the CA.
struct OwnView: NameView, FileView {
    let records: Records
    let zones: Zones

    func aliases(of name: String) async throws(Unseen) -> [String] {
        records.aliases(of: name) + zones.aliases(at: name)
    }

    func authorizations(of name: String) async throws(Unseen) -> [Record.Authorization] {
        var found = records.authorizations(of: name)
        for text in zones.authorisations(at: name) {
            do {
                found.append(try Record.Authorization(zoneText: text))
            } catch {
                // A CA must not issue where it cannot read the records (RFC 8659, 3).
                throw Unseen(reason: "the CAA record \(text.printable()) cannot be read")
            }
        }
        return found
    }

    func file(_ name: String, of host: String) async throws(Unseen) -> String {
        guard let content = records.file(name, of: host) else {
            throw Unseen(reason: "no file \(name) at \(host.printable())")
        }
        return content
    }
}
