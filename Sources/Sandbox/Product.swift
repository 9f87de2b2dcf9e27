/// A certificate product that the CA sells or has sold.
struct Product: Sendable {
    /// How the subject is validated.
    enum Validation: Sendable {
        case domain
        case organisation
        case extended
    }

    /// Which names a certificate holds.
    enum Coverage: Sendable {
        case single
        case wildcard
        case multiple
    }

    /// The display name; lists show it in lower case.
    let name: String
    let validation: Validation
    let coverage: Coverage
    /// Whether it is sold since 2026-07-11, so that SSL.com validates the names.
    let isCurrent: Bool

    /// The day from which SSL.com issues and the older names stand for newer products.
    static let providerChange = Moment(year: 2026, month: 7, day: 11)

    /// The last labels of a validation token.
    var tokenSuffix: String { isCurrent ? "ssl.com" : "comodoca.com" }
    /// How many names beside the common name are included.
    var includedNames: Int { coverage == .multiple ? 2 : 0 }

    /// The names of a certificate: the order's, and what the CA adds to them.
    func certificateNames(_ names: [String]) -> [String] {
        guard let first = names.first else { return [] }
        switch coverage {
        case .multiple: return names
        case .wildcard: return [first, String(first.dropFirst(2))]
        case .single: return [first] + (validation == .domain ? Self.twin(of: first) : [])
        }
    }

    /// The name that a public CA adds to a DV certificate for one name; nil where it adds none.
    func twin(of names: [String]) -> String? {
        guard coverage == .single, validation == .domain, let first = names.first else {
            return nil
        }
        return Self.twin(of: first).first
    }

    /// The apex of a www name, or the www name of an apex; other names have none.
    private static func twin(of name: String) -> [String] {
        if name.hasPrefix("www.") { return [String(name.dropFirst(4))] }
        return name.split(separator: ".").count == 2 ? ["www." + name] : []
    }
}
