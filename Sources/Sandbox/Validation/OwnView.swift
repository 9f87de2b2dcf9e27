import DNS
import Wording

/// What the sandbox's own records show to the CA.
///
/// A further source of its own, as the zones of the account are, is asked here beside the records.
struct OwnView: NameView, FileView {
    let records: Records

    func aliases(of name: String) async throws(Unseen) -> [String] { records.aliases(of: name) }

    func authorizations(of name: String) async throws(Unseen) -> [Record.Authorization] {
        records.authorizations(of: name)
    }

    func file(_ name: String, of host: String) async throws(Unseen) -> String {
        guard let content = records.file(name, of: host) else {
            throw Unseen(reason: "no file \(name) at \(host.printable())")
        }
        return content
    }
}
