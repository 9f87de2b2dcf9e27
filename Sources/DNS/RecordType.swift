/// What a name server can be asked for (numbers: IANA, "DNS Parameters").
package enum RecordType: Int, Sendable, CaseIterable {
    /// An IPv4 address.
    case a = 1
    /// A name server of a zone.
    case ns = 2
    /// The name that another one is an alias of.
    case cname = 5
    /// The start of a zone.
    case soa = 6
    /// Text.
    case txt = 16
    /// An IPv6 address.
    case aaaa = 28
    /// Which CAs may issue for a name (RFC 8659).
    case caa = 257
}
