/// A host name, or a pattern of host names in which `*` stands for any characters, dots included.
///
/// `*.example.com` is every name below example.com and the wildcard itself.
package struct HostPattern: Sendable, Hashable {
    /// The pattern in lower case.
    package let text: String

    /// A pattern of letters, digits, `-`, `_`, `.` and `*`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let lowered = text.lowercased()
        guard (1...253).contains(lowered.utf8.count),
            lowered.utf8.allSatisfy(HostPattern.isAllowed)
        else { return nil }
        self.text = lowered
    }

    /// Whether it is a name and not a pattern; the name of a wildcard is both, and a pattern.
    package var isName: Bool { !text.utf8.contains(UInt8(ascii: "*")) }

    /// Whether a host name, in whatever case, fits the whole pattern.
    package func matches(_ host: some StringProtocol) -> Bool {
        let pattern = Array(text.utf8)
        let name = Array(host.lowercased().utf8)
        var (p, n) = (0, 0)
        // Where the last star stands, and up to where the name is left to it: no recursion, so
        // that a pattern of many stars costs no more than its length times the name's.
        var star: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (p, n)
                p += 1
            } else if p < pattern.count, pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                p = last.pattern + 1
                n = last.name + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"):
            true
        default: false
        }
    }
}
