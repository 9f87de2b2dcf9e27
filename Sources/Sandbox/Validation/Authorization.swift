import DNS
import Wording

/// Whether the CAA records of a name let the CA issue (RFC 8659).
struct Authorization: Sendable {
    /// The domains that the CA goes by.
    let issuers: [String]
    let view: any NameView

    /// Tags that a CA knows (IANA, "Certification Authority Restriction Properties"); any other
    /// forbids when it is critical.
    private static let known: Set = [
        "issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc",
    ]

    /// Why the CA may not issue for a name of a certificate; nil when it may.
    func complaint(about name: String) async -> String? {
        let base = Token.base(of: name)
        do throws(Unseen) {
            guard let (owner, properties) = try await relevant(base) else { return nil }
            return complaint(about: properties, of: owner, isWildcard: base != name)
        } catch {
            // A CA must not issue where it cannot read the records (RFC 8659, 3).
            return "CAA of \(name.printable()) is not known: \(error.reason)"
        }
    }

    /// The records of the closest name that has any, climbing to the top of the tree.
    private func relevant(
        _ base: String
    ) async throws(Unseen) -> (owner: String, properties: [Record.Authorization])? {
        let labels = base.split(separator: ".")
        for index in labels.indices {
            let owner = labels[index...].joined(separator: ".")
            do {
                let properties = try await view.authorizations(of: owner)
                if !properties.isEmpty { return (owner, properties) }
            } catch  where error.isElsewhere && index > labels.startIndex {
                // A server of just some zones knows nothing of those above them; a resolver does.
                return nil
            }
        }
        return nil
    }

    private func complaint(
        about properties: [Record.Authorization], of owner: String, isWildcard: Bool
    ) -> String? {
        if let odd = properties.first(where: { $0.isCritical && !Self.known.contains($0.tag) }) {
            return "CAA forbids: \(owner) has the critical property \(odd.tag)".printable()
        }
        let wild = properties.filter { $0.tag == "issuewild" }
        let plain = properties.filter { $0.tag == "issue" }
        let deciding = isWildcard && !wild.isEmpty ? wild : plain
        guard !deciding.isEmpty,
            !deciding.contains(where: { issuers.contains(Self.issuer(in: $0.value)) })
        else { return nil }
        let shown = deciding.prefix(3).map { "\($0.tag) \"\($0.value)\"" }
        return "CAA forbids: \(owner) has \(shown.joined(separator: ", "))".printable()
    }

    /// The domain before the parameters in lower case; empty where nobody may issue.
    private static func issuer(in value: String) -> String {
        let domain = value.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        return domain.split { $0 == " " || $0 == "\t" }.joined(separator: " ").lowercased()
    }
}

extension Product {
    /// The domains that the CA of the product accepts in CAA records.
    var issuers: [String] {
        isCurrent
            ? ["ssl.com"]
            : ["sectigo.com", "comodoca.com", "comodo.com", "usertrust.com", "trust-provider.com"]
    }
}

extension Record.Authorization {
    /// Reads `0 issue "ssl.com"`, as a zone file has it.
    init(zoneText text: String) throws(SandboxError) {
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let flags = UInt8(words[0]) else {
            throw .control(reason: "the value of a CAA record is as 0 issue \"ssl.com\"")
        }
        let isQuoted = words[2].count >= 2 && words[2].hasPrefix("\"") && words[2].hasSuffix("\"")
        self.init(
            isCritical: flags & 128 != 0, tag: words[1].lowercased(),
            value: String(isQuoted ? words[2].dropFirst().dropLast() : words[2]))
    }
}
