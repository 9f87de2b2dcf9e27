/// An address and port to listen on, as `127.0.0.1:8080` or `[::1]:8080`.
package struct ListenAddress: Sendable, Equatable {
    /// The address without brackets.
    package let host: String
    /// The port; 0 picks a free one.
    package let port: Int

    /// Reads `ADDRESS:PORT`; nil when either part is missing or wrong.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        self.host = host
        self.port = port
    }

    /// The same address with the port that was bound.
    func with(port: Int) -> Self { Self(host: host, port: port) }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine reaches the address.
    var isLoopback: Bool {
        if host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
    }

    /// As `127.0.0.1:8080`, in brackets for IPv6.
    var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
