import NIOCore

/// How the API is reached and what limits its callers.
package struct WireSettings: Sendable {
    /// How many milliseconds pass before each answer of the API.
    package var latency = 0
    /// How many calls a minute are allowed, 20 or 50; nil limits nothing.
    ///
    /// Nothing is limited by default: a test that makes its calls at a clock that stands still
    /// would be refused for what it does not look at.
    package var callsPerMinute: Int?
    /// How a call above a limit is refused.
    package var limitShape = LimitShape.methodNotAllowed
    /// Whether the API is served over TLS.
    package var usesTLS = false
    /// Further names and addresses of the API's certificate.
    package var tlsNames: [String] = []
    /// The IPv4 addresses that may call; empty allows this machine only.
    package var addresses: [String] = []
    /// A user that exists but that the API user may not act for.
    package var otherUser: String?

    /// Settings with the defaults of the command line.
    package init() {}

    /// Refuses values that make no sense, naming the option.
    func check(_ faults: [FaultRule]) throws(SandboxError) {
        guard (0...600_000).contains(latency) else {
            throw .usage(option: "--latency", reason: "0 to 600000 milliseconds")
        }
        guard callsPerMinute.map([20, 50].contains) ?? true else {
            throw .usage(option: "--limits", reason: "off, 20 or 50")
        }
        // Namecheap's own list takes 20 addresses and no IPv6.
        guard addresses.count <= 20, addresses.allSatisfy(Self.isIPv4) else {
            throw .usage(option: "--allow-address", reason: "20 IPv4 addresses at most")
        }
        guard tlsNames.allSatisfy(Self.isName) else {
            throw .usage(option: "--tls-name", reason: "a host name or an address")
        }
        guard usesTLS || tlsNames.isEmpty else {
            throw .usage(option: "--tls-name", reason: "it is of use with --tls only")
        }
        guard usesTLS || !faults.contains(where: \.fault.isOfTLS) else {
            throw .usage(option: "--fault", reason: "a fault of TLS is of use with --tls only")
        }
        guard otherUser != "" else {
            throw .usage(option: "--other-user", reason: "it may not be empty")
        }
    }

    /// Whether the caller's address is on the list.
    func allows(_ peer: String) -> Bool {
        guard addresses.isEmpty else { return addresses.contains(peer) }
        return peer == "::1" || (Self.isIPv4(peer) && peer.hasPrefix("127."))
    }

    /// Whether a text is four numbers up to 255.
    static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && UInt8(part).map { String($0) == part } == true
            }
    }

    private static func isName(_ text: String) -> Bool {
        if (try? SocketAddress(ipAddress: text, port: 0)) != nil { return true }
        return (1...253).contains(text.utf8.count)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-")
                    && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { octet in
                        octet == 0x2D || (0x30...0x39).contains(octet)
                            || (0x61...0x7A).contains(octet | 0x20)
                    }
            }
    }
}
