/// What a name server of a test answers, right or wrong.
package struct NameServerReply: Sendable {
    /// One record with its content as octets.
    package struct Record: Sendable {
        let owner: String
        let type: UInt16
        let content: [UInt8]

        /// A record of any type.
        package init(_ owner: String, type: UInt16, _ content: [UInt8]) {
            self.owner = owner
            self.type = type
            self.content = content
        }

        /// An alias.
        package static func alias(_ owner: String, _ target: String) -> Self {
            Self(owner, type: 5, NameServerReply.name(target))
        }

        /// An IPv4 or IPv6 address of this machine.
        package static func loopback(_ owner: String, isIPv6: Bool = false) -> Self {
            isIPv6
                ? Self(owner, type: 28, [UInt8](repeating: 0, count: 15) + [1])
                : Self(owner, type: 1, [127, 0, 0, 1])
        }

        /// A name server of a zone.
        package static func nameServer(_ zone: String, _ server: String) -> Self {
            Self(zone, type: 2, NameServerReply.name(server))
        }

        /// The start of a zone with its serial number.
        package static func start(_ zone: String, _ primary: String, serial: UInt8) -> Self {
            let numbers: [UInt8] = (0..<5).flatMap { [0, 0, 0, $0 == 0 ? serial : 60] }
            return Self(
                zone, type: 6,
                NameServerReply.name(primary) + NameServerReply.name("staff.\(zone)") + numbers)
        }

        /// An IPv4 address.
        package static func address(_ owner: String, _ numbers: [UInt8]) -> Self {
            Self(owner, type: 1, numbers)
        }

        /// A CAA property.
        package static func authorization(
            _ owner: String, flags: UInt8 = 0, _ tag: String, _ value: String
        ) -> Self {
            Self(
                owner, type: 257,
                [flags, UInt8(tag.utf8.count)] + Array(tag.utf8) + Array(value.utf8))
        }
    }

    /// The response code.
    package var code: UInt8 = 0
    /// Whether the server answers for the zone itself.
    package var isAuthoritative = true
    /// Whether the answer was too long for a datagram.
    package var isTruncated = false
    /// Whether the server has validated the answer.
    package var isAuthenticated = false
    /// The answer section.
    package var records: [Record]

    /// A reply with these records.
    package init(_ records: [Record] = [], code: UInt8 = 0) {
        self.records = records
        self.code = code
    }

    /// The message that answers a question.
    package func octets(for query: NameServerQuery) -> [UInt8] {
        let flags: [UInt8] = [
            0x80 | (isAuthoritative ? 4 : 0) | (isTruncated ? 2 : 0)
                | (query.isRecursive ? 1 : 0),
            code | (isAuthenticated ? 0x20 : 0),
        ]
        let head = query.number + flags + [0, 1] + Self.two(records.count) + [0, 0, 0, 0]
        return records.reduce(head + query.question) { message, record in
            message + Self.name(record.owner) + Self.two(Int(record.type)) + [0, 1, 0, 0, 0, 60]
                + Self.two(record.content.count) + record.content
        }
    }

    /// A name without compression.
    package static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func two(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
}
