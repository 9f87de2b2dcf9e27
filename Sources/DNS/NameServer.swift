/// Where a name server answers: a numeric address and a port.
package struct NameServer: Sendable, Hashable {
    /// The IPv4 or IPv6 address, without brackets.
    package let address: String
    /// The port, 53 on most servers.
    package let port: UInt16

    /// The server at an address; whether it is numeric shows when it is asked.
    package init(address: String, port: UInt16 = 53) {
        self.address = address
        self.port = port
    }

    /// As `192.0.2.1:53` or `[2001:db8::1]:53`.
    package var text: String {
        address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
