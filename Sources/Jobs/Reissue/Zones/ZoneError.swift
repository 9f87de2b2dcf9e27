import NamecheapAPI
import Wording

/// Why a zone was not written, or is not what was written.
enum ZoneError: ExplainedError, Equatable {
    /// Other name servers answer for it.
    case notOurs(zone: String)
    /// What was read could not be written again exactly.
    case doubtful(zone: String, doubts: [String])
    /// It has far fewer records than when it was last kept.
    case shrunk(zone: String, now: Int, before: Int, folder: String)
    /// Another record has the place of ours.
    case occupied(name: String, type: String)
    /// It was accepted, and is not there.
    case notTaken(name: String, backup: String)
    /// Records of others are not what they were.
    case differs(zone: String, what: String, backup: String)

    /// What happened.
    var happened: String {
        switch self {
        case .notOurs(let zone): "\(zone.printable()) does not use Namecheap's DNS"
        case .doubtful(let zone, let doubts):
            "\(zone.printable()) was not written, for not all of it could be written back: "
                + doubts.prefix(3).map { $0.printable(limit: 120) }.joined(separator: "; ")
                + (doubts.count > 3 ? " and \(doubts.count - 3) more" : "")
        case .shrunk(let zone, let now, let before, _):
            "\(zone.printable()) was not written: Namecheap shows \(now) records where there were"
                + " \(before), and writing would delete the others"
        case .occupied(let name, let type):
            "there is another record at \(name.printable(limit: 260)): \(type.printable(limit: 20))"
        case .notTaken(let name, _):
            "Namecheap took the zone of \(name.printable(limit: 260)), and does not show the change"
        case .differs(let zone, let what, _):
            "\(zone.printable()) is not what was written: \(what)"
        }
    }

    /// What to do next.
    var remedy: String {
        switch self {
        case .notOurs:
            "give the domain Namecheap's name servers, or publish its records in another way"
        case .doubtful:
            "change these records in the account, or publish its records in another way"
        case .shrunk(_, _, _, let folder):
            "compare with the newest back-up in \(folder.printable()); if it is right so, move the"
                + " back-ups away"
        case .occupied: "remove that record if it is of no use"
        case .notTaken(_, let backup): "the zone as it was before is in \(backup.printable())"
        case .differs(_, _, let backup):
            "compare it with the zone as it was before: \(backup.printable())"
        }
    }

    /// Later, because a person changes it outside.
    var retry: Retry { .later }
}
