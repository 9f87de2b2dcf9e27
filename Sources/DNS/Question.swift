internal import CResolv

/// One question in the form it is sent in.
struct Question: Sendable {
    /// The name in lower case without the final dot.
    let name: String
    let type: RecordType
    /// The message to send.
    let octets: [UInt8]

    init(_ name: String, _ type: RecordType, isRecursive: Bool) throws(DNSError) {
        let plain = (name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased()
        guard Self.isAskable(plain) else { throw .badName(name) }
        var room = [UInt8](repeating: 0, count: 512)
        let length = unsafe dns_write_question(
            plain, Int32(type.rawValue), isRecursive ? 1 : 0,
            UInt16.random(in: 0...UInt16.max), &room, Int32(room.count))
        guard length > 0 else { throw .badName(name) }
        self.name = plain
        self.type = type
        octets = Array(room.prefix(Int(length)))
    }

    /// Whether every label is of letters, digits, `-` and `_`: no name of a certificate or of a
    /// validation has others, and escapes are for the resolver to misread.
    private static func isAskable(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 253 else { return false }
        return name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { label in
                (1...63).contains(label.count) && label.allSatisfy(isAskable)
            }
    }

    private static func isAskable(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
