/// The parameters of a request, found without regard to case.
struct Fields: Sendable {
    /// Every field as sent, in order.
    let sent: [(name: String, value: String)]
    /// The HTTP method they came with.
    let method: String
    private let byName: [String: String]

    init(_ sent: [(name: String, value: String)], method: String = "POST") {
        self.method = method
        self.sent = sent
        byName = Dictionary(sent.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
    }

    /// The first value of that name; nil when it was not sent.
    subscript(name: String) -> String? { byName[name.lowercased()] }

    /// Reads `a=b&c=d` with percent and plus encoding.
    static func parse(form text: Substring) -> [(name: String, value: String)] {
        text.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(halves[0]), halves.count == 2 ? decoded(halves[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var octets: [UInt8] = []
        var rest = Substring(text).utf8[...]
        while let octet = rest.popFirst() {
            let digits = rest.prefix(2)
            if octet == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                octets.append(value)
                rest = rest.dropFirst(2)
            } else {
                octets.append(octet == UInt8(ascii: "+") ? UInt8(ascii: " ") : octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
