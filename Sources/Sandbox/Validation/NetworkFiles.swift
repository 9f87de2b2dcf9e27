import DNS
import Wording

/// The files that web servers on one port show.
///
/// Hosts are found through the resolver; without one every host is this machine.
struct NetworkFiles: FileView {
    /// More addresses of one host than these are not tried.
    private static let mostAddresses = 4
    /// How often an answer may send the CA to another path of the same host.
    private static let mostRedirects = 5

    let port: Int
    let names: NetworkNames?
    let deadline: ContinuousClock.Instant

    func file(_ name: String, of host: String) async throws(Unseen) -> String {
        let addresses = try await names?.addresses(of: host) ?? ["127.0.0.1"]
        guard !addresses.isEmpty else {
            throw Unseen(reason: "\(host.printable()) has no address")
        }
        var path = "/.well-known/pki-validation/\(name)"
        for _ in 0...Self.mostRedirects {
            let answer = try await answer(host, path, Array(addresses.prefix(Self.mostAddresses)))
            let place = "http://\(host)\(path)".printable()
            if answer.status == 200 { return Self.lines(answer.body) }
            // Redirects that validation may follow (Baseline Requirements 3.2.2.4.18).
            guard [301, 302, 307, 308].contains(answer.status) else {
                throw Unseen(reason: "HTTP \(answer.status) at \(place)")
            }
            guard let next = Self.path(in: answer.location, of: host, port: port) else {
                throw Unseen(
                    reason: "HTTP \(answer.status) at \(place) leads to another place: "
                        + answer.location.printable())
            }
            path = next
        }
        throw Unseen(reason: "too many redirects at http://\(host)\(path)".printable())
    }

    /// The answer of the first address that takes a connection.
    private func answer(
        _ host: String, _ path: String, _ addresses: [String]
    ) async throws(Unseen) -> WebAnswer {
        var last = Unseen(reason: "the look's time was over")
        for (tried, address) in addresses.enumerated() {
            let request = WebRequest(
                address: address, port: port, host: host, path: path, deadline: deadline,
                shares: addresses.count - tried)
            do {
                return try await request.answer()
            } catch {
                last = Unseen(
                    reason: "http://\(host)\(path) at \(address): \(error.reason)"
                        .printable())
                guard !error.wasConnected else { break }
            }
        }
        throw last
    }

    /// The lines without what editors and web servers leave at their ends.
    private static func lines(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline)
            .map { $0.split(separator: " ").joined(separator: " ") }
            .joined(separator: "\n")
    }

    /// The path that a redirect leads to; nil where it leads to another host, port or protocol.
    static func path(in location: String, of host: String, port: Int) -> String? {
        guard location.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        if location.hasPrefix("/") { return location.hasPrefix("//") ? nil : location }
        guard location.lowercased().hasPrefix("http://") else { return nil }
        let rest = location.dropFirst("http://".count)
        let authority = rest.prefix { !"/?#".contains($0) }.lowercased()
        guard [host, "\(host):80", "\(host):\(port)"].contains(authority) else { return nil }
        let path = rest.dropFirst(authority.count)
        return path.hasPrefix("/") ? String(path) : nil
    }
}
