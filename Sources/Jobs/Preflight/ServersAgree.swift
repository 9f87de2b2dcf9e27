import DNS
import Subscriptions
import Wording

/// Whether all authoritative servers of each zone answer, with the same serial number.
///
/// A CA asks from several places, each of which may come upon another server.
struct ServersAgree: PreflightCheck {
    static let name = "servers"

    let view: any NameView

    func finding(about subject: PreflightSubject) async -> PreflightFinding {
        var isUnknown = false
        for name in subject.bases(by: .cname) {
            do throws(DNSError) {
                guard let (zone, servers) = try await view.zone(of: name) else {
                    isUnknown = true
                    continue
                }
                if let complaint = await complaint(about: zone, servers) {
                    return .failed(complaint)
                }
            } catch { isUnknown = true }
        }
        return isUnknown ? .unknown : .passed
    }

    private func complaint(about zone: String, _ servers: [String]) async -> String? {
        var serials: [UInt32: String] = [:]
        for server in servers {
            let problem: String?
            do throws(DNSError) {
                problem = try await look(at: server, zone, &serials)
            } catch {
                problem = error.happened
            }
            if let problem { return "\(problem); repair it, or take it out of the zone's NS" }
        }
        guard serials.count > 1 else { return nil }
        let shown = serials.sorted { $0.key < $1.key }
            .map { "\($0.value.printable()) has serial \($0.key)" }.joined(separator: ", ")
        return "the name servers of \(zone.printable()) disagree: \(shown); see why the zone does"
            + " not reach all of them"
    }

    /// Asks a server at its first address; what is wrong with it, or nil.
    private func look(
        at server: String, _ zone: String, _ serials: inout [UInt32: String]
    ) async throws(DNSError) -> String? {
        var addresses = try await view.ask(server, .a).contents
        if addresses.isEmpty { addresses = try await view.ask(server, .aaaa).contents }
        guard case .address(let address)? = addresses.first else {
            return "the name server \(server.printable()) of \(zone.printable()) has no address"
        }
        let answer = try await view.ask(zone, .soa, at: address)
        guard answer.isAuthoritative, case .start(_, let serial)? = answer.contents.first else {
            return "the name server \(server.printable()) does not answer for \(zone.printable())"
        }
        serials[serial] = serials[serial] ?? server
        return nil
    }
}
