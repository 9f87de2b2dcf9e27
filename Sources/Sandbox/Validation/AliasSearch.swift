import Wording

/// Looks for a token's CNAME record, at a name and at its parents.
struct AliasSearch: Sendable {
    /// How many records of one owner's chain are followed.
    private static let longestChain = 8

    let token: Token
    let view: any NameView

    /// Why no record for a name is seen; nil when one is.
    func complaint(_ name: String) async throws(Unseen) -> String? {
        let parents = Self.parents(of: Token.base(of: name))
        var wrong: String?
        for parent in parents {
            switch try await outcome(at: token.owner(for: parent)) {
            case .reached: return nil
            case .led(let target):
                wrong =
                    wrong
                    ?? "the CNAME at \(token.owner(for: parent)) leads to \(target)".printable()
            case .absent: continue
            }
        }
        return wrong ?? "no CNAME at \(token.owner(for: name))".printable()
    }

    private enum Outcome {
        case reached
        case led(String)
        case absent
    }

    /// Follows the aliases of an owner until one is the token's target.
    private func outcome(at owner: String) async throws(Unseen) -> Outcome {
        let wanted = token.target.lowercased()
        var targets = try await view.aliases(of: owner)
        guard let first = targets.first else { return .absent }
        var seen: Set = [owner.lowercased()]
        for _ in 0..<Self.longestChain {
            if targets.contains(where: { $0.lowercased() == wanted }) { return .reached }
            guard let next = targets.first(where: { seen.insert($0.lowercased()).inserted }) else {
                break
            }
            do {
                targets = try await view.aliases(of: next)
            } catch {
                // Where the alias leads is the reason to tell, not that nobody answers there.
                break
            }
        }
        return .led(first)
    }

    /// The name and each parent down to two labels, where the CA looks too.
    private static func parents(of name: String) -> [String] {
        let labels = name.split(separator: ".")
        guard labels.count > 2 else { return [name] }
        return (0...(labels.count - 2)).map { labels[$0...].joined(separator: ".") }
    }
}
