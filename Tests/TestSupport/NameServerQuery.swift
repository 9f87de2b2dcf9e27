/// A question as it reaches a name server.
package struct NameServerQuery: Sendable {
    /// The name in lower case without the final dot.
    package let name: String
    /// The number of the record type.
    package let type: UInt16
    /// Whether the server is asked to recurse.
    package let isRecursive: Bool
    /// Whether it came over TCP.
    package let isStream: Bool
    /// The number of the message.
    package let number: [UInt8]
    /// The question section.
    package let question: [UInt8]

    /// Reads a message; nil for one that asks nothing.
    init?(_ octets: [UInt8], isStream: Bool) {
        guard octets.count > 16 else { return nil }
        var labels: [String] = []
        var place = 12
        while place < octets.count, octets[place] > 0 {
            let end = place + 1 + Int(octets[place])
            guard end < octets.count else { return nil }
            labels.append(String(decoding: octets[place + 1..<end], as: UTF8.self))
            place = end
        }
        guard place + 5 <= octets.count else { return nil }
        name = labels.joined(separator: ".").lowercased()
        type = UInt16(octets[place + 1]) << 8 | UInt16(octets[place + 2])
        isRecursive = octets[2] & 1 != 0
        self.isStream = isStream
        number = Array(octets[0..<2])
        question = Array(octets[12..<place + 5])
    }
}
