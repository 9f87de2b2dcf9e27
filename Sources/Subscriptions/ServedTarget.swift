/// A place that is asked over TLS which certificate it serves: `HOST:PORT [starttls smtp|imap]`.
package struct ServedTarget: Sendable, Hashable, CustomStringConvertible {
    /// The protocol in which a connection begins that turns to TLS later.
    package enum StartTLS: String, Sendable, CaseIterable {
        /// RFC 3207.
        case smtp
        /// RFC 9051, 6.2.1.
        case imap
    }

    /// A host name, lower case, or an address: IPv4, or IPv6 without its brackets.
    package let host: String
    /// 1 to 65,535.
    package let port: Int
    /// How the connection begins where that is not TLS.
    package let startTLS: StartTLS?

    /// A host that is asked at a port, TLS from the first byte.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
        startTLS = nil
    }

    /// Reads `mail.example.com:25 starttls smtp`, `192.0.2.1:443` or `[2001:db8::1]:443`.
    package init?(_ text: some StringProtocol) {
        let words = text.lowercased().split { $0 == " " || $0 == "\t" }
        guard let place = words.first, let colon = place.lastIndex(of: ":") else { return nil }
        let digits = place[place.index(after: colon)...].utf8
        guard (1...5).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            let port = Int(place[place.index(after: colon)...]), (1...65_535).contains(port),
            let host = ServedTarget.host(place[..<colon])
        else { return nil }
        switch words.count {
        case 1: startTLS = nil
        case 3:
            guard words[1] == "starttls", let way = StartTLS(rawValue: String(words[2])) else {
                return nil
            }
            startTLS = way
        default: return nil
        }
        self.host = host
        self.port = port
    }

    /// Whether the host is an address: then the subscription's name is what it is asked for.
    package var isAddress: Bool { host.contains(":") || ServedTarget.isIPv4(host) }

    /// The target as it is read.
    package var description: String {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        return startTLS.map { "\(place) starttls \($0.rawValue)" } ?? place
    }

    /// A name or address of which a URL can be made: nothing else is let in.
    private static func host(_ text: Substring) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let address = text.dropFirst().dropLast()
            return isIPv6(address) ? String(address) : nil
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isName =
            text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
                    }
            }
        return isName ? String(text) : nil
    }

    /// Digits and colons enough; the rest is for the system, which refuses what is no address.
    private static func isIPv6(_ text: Substring) -> Bool {
        (2...45).contains(text.utf8.count) && text.contains(":")
            && text.utf8.allSatisfy {
                (97...102).contains($0) || (48...57).contains($0) || $0 == 58 || $0 == 46
            }
    }

    private static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// Which hosts are asked about a subscription.
package enum ServedTargets: Sendable, Equatable, CustomStringConvertible {
    /// Each of its names that is no wildcard, at the usual port.
    case names
    /// Nobody: the certificate lies behind a CDN or within a network.
    case none
    /// These.
    case these([ServedTarget])

    /// What an error says is allowed.
    package static let allowed =
        "default, none, or HOST:PORT [starttls smtp|imap], several separated by commas"

    /// Reads `default`, `none` or targets with commas between them.
    package init?(_ text: String) {
        let words = text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        switch words.lowercased() {
        case "", "default": self = .names
        case "none": self = .none
        default:
            let parts = words.split(separator: ",", omittingEmptySubsequences: false)
            let targets = parts.compactMap { ServedTarget($0) }
            guard targets.count == parts.count, Set(targets).count == targets.count else {
                return nil
            }
            self = .these(targets)
        }
    }

    /// What is kept: empty for every name.
    package var description: String {
        switch self {
        case .names: ""
        case .none: "none"
        case .these(let targets): targets.map(\.description).joined(separator: ", ")
        }
    }

    /// The places to ask about a subscription with these names.
    package func targets(names: [String], port: Int) -> [ServedTarget] {
        switch self {
        case .names:
            names.filter { !$0.hasPrefix("*.") }.map { ServedTarget(host: $0, port: port) }
        case .none: []
        case .these(let targets): targets
        }
    }
}

/// What a host was seen serving.
package enum ServedState: String, Sendable, CaseIterable {
    /// The current certificate of the subscription.
    case served
    /// An earlier certificate of the subscription.
    case old
    /// A certificate that the subscription never had.
    case other
    /// It could not be asked.
    case unreachable
}
