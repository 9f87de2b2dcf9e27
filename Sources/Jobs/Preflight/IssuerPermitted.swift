import DNS
import Subscriptions
import Wording

/// Whether the CAA records of every name let the module's CA issue (RFC 8659).
struct IssuerPermitted: PreflightCheck {
    static let name = "caa"

    /// Tags that CAs know (IANA, "Certification Authority Restriction Properties"); another one
    /// forbids where it is critical.
    private static let known: Set = [
        "issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc",
    ]

    let view: any NameView

    func finding(about subject: PreflightSubject) async -> PreflightFinding {
        let issuers = Product.issuers(of: subject.product)
        do throws(DNSError) {
            for name in subject.names {
                if let complaint = try await complaint(about: name, issuers) {
                    return .failed(
                        "\(complaint); add CAA 0 issue \"\(issuers.first ?? "")\" to its zone")
                }
            }
            return .passed
        } catch { return .unknown }
    }

    private func complaint(
        about name: String, _ issuers: [String]
    ) async throws(DNSError) -> String? {
        let isWildcard = name.hasPrefix("*.")
        let base = isWildcard ? name.dropFirst(2) : name[...]
        let labels = base.split(separator: ".")
        for index in labels.indices {
            let owner = labels[index...].joined(separator: ".")
            let properties = try await view.ask(owner, .caa).contents.compactMap { content in
                if case .authorization(let property) = content { property } else { nil }
            }
            guard properties.isEmpty else {
                return Self.complaint(
                    about: properties, of: owner, isWildcard: isWildcard, issuers)
            }
        }
        return nil
    }

    private static func complaint(
        about properties: [Record.Authorization], of owner: String, isWildcard: Bool,
        _ issuers: [String]
    ) -> String? {
        if let odd = properties.first(where: { $0.isCritical && !known.contains($0.tag) }) {
            return "CAA of \(owner.printable()) forbids: critical property \(odd.tag.printable())"
        }
        let wild = properties.filter { $0.tag == "issuewild" }
        let deciding =
            isWildcard && !wild.isEmpty ? wild : properties.filter { $0.tag == "issue" }
        let allows = deciding.contains { issuers.contains(issuer(in: $0.value)) }
        guard !deciding.isEmpty, !allows else { return nil }
        let shown = deciding.prefix(3).map { "\($0.tag) \"\($0.value)\"" }
        return "CAA of \(owner.printable()) forbids: \(shown.joined(separator: ", ").printable())"
    }

    /// The domain before the parameters, in lower case; empty where nobody may issue.
    private static func issuer(in value: String) -> String {
        let domain = value.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        return domain.filter { $0 != " " && $0 != "\t" }.lowercased()
    }
}
