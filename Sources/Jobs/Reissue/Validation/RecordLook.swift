import DNS
import DomainValidation
import HTTP
import Wording

/// What one look at a record showed.
enum Sighting: Sendable, Equatable {
    /// It is there, wherever the CA may ask.
    case seen
    /// Who answers and does not show it.
    case missing(String)
    /// Who does not answer, while nobody else misses it: the CA may see it all the same.
    case silent(String)

    /// What several looks come to: one that misses it counts more than one that is silent.
    static func all(_ sightings: [Sighting]) -> Sighting {
        sightings.first { if case .missing = $0 { true } else { false } }
            ?? sightings.first { $0 != .seen } ?? .seen
    }
}

/// Looks at a record where the CA will look: at every authoritative server, or on the web server.
///
/// A CA asks from several places (Baseline Requirements 3.2.2.9), each of which may come upon
/// another server and another address.
struct RecordLook: Sendable {
    /// More servers and addresses than these say nothing new.
    private static let mostPlaces = 32

    /// Zones, servers and addresses, which do not change within a run.
    let zones: any NameView
    /// The records themselves.
    let records: any NameView
    /// Whether this machine has a route to an address.
    var hasRoute: @Sendable (_ address: String) -> Bool = { NameServer(address: $0).hasRoute }
    /// The web server of a name at an address, asked for a path.
    let fetch:
        @Sendable (_ name: String, _ path: String, _ address: String) async ->
            Result<HTTPResponse, HTTPError>

    /// Looks once.
    func look(for record: ValidationRecord) async -> Sighting {
        switch record.kind {
        case .cname(let owner, let target): await look(owner.lowercased(), target.lowercased())
        case .file(let name, let content):
            await look(WebrootFile.path(of: name), of: record.name, content)
        }
    }

    // MARK: a record in DNS

    private func look(_ owner: String, _ target: String) async -> Sighting {
        let parent = owner.split(separator: ".", maxSplits: 1).last.map(String.init) ?? owner
        do throws(DNSError) {
            guard let (zone, servers) = try await zones.zone(of: parent) else {
                return .silent("no zone of \(parent.printable()) is found")
            }
            var sightings: [Sighting] = []
            var places: [(server: String, address: String)] = []
            for server in servers {
                switch await addresses(ofServer: server) {
                case .success(let addresses): places += addresses.map { (server, $0) }
                case .failure(let problem): sightings.append(.silent(problem.text))
                }
            }
            if places.isEmpty, sightings.isEmpty {
                sightings.append(
                    .silent("no name server of \(zone.printable()) can be reached from here"))
            }
            let asked = Array(places.prefix(Self.mostPlaces))
            return .all(
                await inOrder(asked, atOnce: Self.mostPlaces) { place in
                    await look(owner, target, at: place.server, place.address)
                } + sightings)
        } catch { return .silent(error.happened) }
    }

    /// Why a server has no address to ask.
    private struct Problem: Error { let text: String }

    /// The addresses of a server that can be asked from here: none where there is no route to any.
    private func addresses(ofServer server: String) async -> Result<[String], Problem> {
        do throws(DNSError) {
            let all = try await zones.addresses(of: server)
            guard !all.isEmpty else {
                return .failure(
                    Problem(text: "the name server \(server.printable()) has no address"))
            }
            return .success(all.filter(hasRoute))
        } catch { return .failure(Problem(text: error.happened)) }
    }

    private func look(
        _ owner: String, _ target: String, at server: String, _ address: String
    ) async -> Sighting {
        let place = "\(server.printable()) (\(address))"
        do throws(DNSError) {
            let answer = try await records.ask(owner, .cname, at: address)
            guard answer.isAuthoritative else {
                return .silent("\(place) does not answer for \(owner.printable())")
            }
            let targets = answer.contents.compactMap { content -> String? in
                if case .alias(let target) = content { target } else { nil }
            }
            if targets == [target] { return .seen }
            return .missing(
                targets.isEmpty
                    ? "\(place) to show \(owner.printable())"
                    : "\(place) to show \(owner.printable()) with its new target")
        } catch { return .silent("\(server.printable()): \(error.happened)") }
    }

    // MARK: a file on a web server

    private func look(_ path: String, of name: String, _ content: String) async -> Sighting {
        let addresses: [String]
        do throws(DNSError) { addresses = try await zones.addresses(of: name) } catch {
            return .silent(error.happened)
        }
        guard !addresses.isEmpty else { return .missing("\(name.printable()) to have an address") }
        let places = addresses.filter(hasRoute).prefix(Self.mostPlaces)
        guard !places.isEmpty else {
            return .silent("no address of \(name.printable()) can be reached from here")
        }
        return .all(
            await inOrder(Array(places), atOnce: Self.mostPlaces) { address in
                await look(path, of: name, content, at: address)
            })
    }

    private func look(
        _ path: String, of name: String, _ content: String, at address: String
    ) async -> Sighting {
        let place = "http://\(name)\(path)".printable() + " at \(address)"
        switch await fetch(name, path, address) {
        case .failure(.tooLarge): return .missing("\(place) to show the file alone")
        case .failure(let error): return .silent("\(place): \(error.happened)")
        case .success(let answer):
            // A redirect is not followed: not every CA does (Baseline Requirements 3.2.2.4.18).
            guard answer.status == 200 else {
                return .missing("\(place) to show the file (HTTP \(answer.status) now)")
            }
            let found = String(decoding: answer.body, as: UTF8.self)
            return Self.lines(found) == Self.lines(content)
                ? .seen : .missing("\(place) to show the file with its new content")
        }
    }

    /// The lines without what editors and web servers leave at their ends.
    private static func lines(_ text: String) -> [Substring] {
        text.split(whereSeparator: \.isWhitespace)
    }
}
