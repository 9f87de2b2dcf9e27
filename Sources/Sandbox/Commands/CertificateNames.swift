/// The names a certificate is asked for: the request's common name and DNSNames.
enum CertificateNames {
    /// The names, the common name first; refused when request, parameters and product disagree.
    static func read(
        _ fields: Fields, request: SigningRequest, order: Order
    ) throws(SandboxError) -> [String] {
        let host = request.commonName
        let coverage = order.product.coverage
        guard coverage != .wildcard || host.hasPrefix("*.") else {
            throw .refused(number: 2_011_296, text: "CSR must hold a wildcard common name")
        }
        guard coverage == .wildcard || !host.hasPrefix("*.") else {
            throw .refused(number: 2_030_296, text: "CSR must not hold a wildcard common name")
        }
        let further = items(fields["DNSNames"])
        let names = [host] + further.filter { $0 != host }
        guard Set(further).count == further.count else {
            throw .refused(number: 2_014_296, text: "DNSNames holds a name twice")
        }
        guard names.count - 1 <= order.sansCount else {
            throw .refused(number: 2_010_767, text: "More DNSNames than were bought")
        }
        // Wildcards among several names are not sold.
        for name in names
        where !isIssuable(name) || coverage == .multiple && name.hasPrefix("*.") {
            throw .refused(number: 2_011_767, text: "Domain name is not supported: \(name)")
        }
        let wanted = Set(request.alternativeNames).union([host])
        let allowed = Set(coverage == .multiple ? names : order.product.certificateNames(names))
            .union(coverage == .single ? twins(of: host) : [])
        // DNSNames decides; a CSR may hold fewer names, as clients send it, but none beside them.
        guard wanted.isSubset(of: allowed) else {
            throw .refused(number: 2_010_767, text: "CSR and DNSNames hold different names")
        }
        return names
    }

    /// The items of a comma list, trimmed and in lower case.
    static func items(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { item in
            item.drop { $0 == " " }.split(separator: " ").joined(separator: " ").lowercased()
        }.filter { !$0.isEmpty }
    }

    private static func twins(of host: String) -> [String] {
        ["www." + host] + (host.hasPrefix("www.") ? [String(host.dropFirst(4))] : [])
    }

    /// Whether a public CA may certify the name at all: no address, no single label.
    static func isIssuable(_ name: String) -> Bool {
        let labels = Token.base(of: name).split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-")
                && !label.hasSuffix("-")
                && label.utf8.allSatisfy { octet in
                    (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet) || octet == 0x2D
                }
        }
        let isAddress = labels.last?.allSatisfy(\.isNumber) ?? true
        // Nobody holds a name below these (RFC 6761, RFC 7686, RFC 9476, ICANN's reservations);
        // `test` is what everything here is made of.
        let reserved = [
            "alt", "arpa", "corp", "example", "home", "internal", "invalid", "lan", "local",
            "localhost", "mail", "onion",
        ]
        guard let last = labels.last, !reserved.contains(String(last)) else { return false }
        return labels.count >= 2 && isPlain && !isAddress && name.utf8.count <= 253
    }
}
