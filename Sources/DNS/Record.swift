/// One record of an answer.
package struct Record: Sendable, Equatable {
    /// What a record says about its owner.
    package enum Content: Sendable, Equatable {
        /// An IPv4 or IPv6 address as text.
        case address(String)
        /// The name that the owner is an alias of.
        case alias(String)
        /// A name server of the zone.
        case nameServer(String)
        /// Text, its pieces joined; octets that are no UTF-8 are replaced.
        case text(String)
        /// The zone's first name server and the serial number of its content.
        case start(primary: String, serial: UInt32)
        /// A property that tells CAs what they may do.
        case authorization(Authorization)
    }

    /// A CAA property (RFC 8659, 4).
    package struct Authorization: Codable, Sendable, Equatable {
        /// Whether a CA that does not know the tag must not issue.
        package let isCritical: Bool
        /// What the property is about, in lower case.
        package let tag: String
        /// The property's value as it stands in the record.
        package let value: String

        /// A property as a record holds it.
        package init(isCritical: Bool, tag: String, value: String) {
            self.isCritical = isCritical
            self.tag = tag
            self.value = value
        }
    }

    /// The name in lower case without the final dot; odd octets are written as `\DDD`.
    package let owner: String
    /// For how many seconds the record may be kept.
    package let timeToLive: Int
    /// What the record says.
    package let content: Content
}
