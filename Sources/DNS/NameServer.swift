internal import CResolv
internal import Glibc

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

    /// Whether this machine has a route to the address at all; nothing is sent to find out.
    package var hasRoute: Bool {
        var place = sockaddr_storage()
        let size = unsafe dns_server_address(address, port, &place)
        return unsafe size > 0 && dns_has_route(&place, size) == 1
    }

    /// Whether the address is this machine's own.
    package var isOnThisMachine: Bool { address.hasPrefix("127.") || address == "::1" }
}
