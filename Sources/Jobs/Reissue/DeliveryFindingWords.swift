import KeyStore
import Subscriptions
import Wording

extension DeliveryFinding {
    /// What speaks against the certificate, for a person.
    var words: String {
        switch self {
        case .wrongKey: "its key is not the one that was sent"
        case .namesMissing(let names): "it lacks \(DeliveryFinding.list(names))"
        case .namesExtra(let names):
            "it has names that nobody asked for: \(DeliveryFinding.list(names))"
        case .chainBroken(let reason): "its chain does not verify: \(reason.printable())"
        case .notLater(let previous, let delivered):
            "it ends on \(Timestamp(seconds: delivered).day), not later than the one before it"
                + " (\(Timestamp(seconds: previous).day))"
        case .alreadyExpired(let notAfter): "it ended on \(Timestamp(seconds: notAfter).day)"
        case .sandboxOverReal: "it comes from a sandbox, and the live one is real"
        }
    }

    /// The first names, and how many more there are.
    private static func list(_ names: [String]) -> String {
        let first = names.prefix(5).map { $0.printable(limit: 260) }.joined(separator: ", ")
        return names.count > 5 ? "\(first) and \(names.count - 5) more" : first
    }
}

extension [DeliveryFinding] {
    /// All that speaks against it, in one line.
    var words: String { map(\.words).joined(separator: "; ") }
}
